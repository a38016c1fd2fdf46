import { expect, test } from 'vitest';
import { describeException, DotNetError, flattenException } from './dotnet-error.ts';
import { statusErrors } from '../host/start-failure.ts';
import { verifies } from '../testing/verifies.ts';

verifies('host.status-errors');

const inner = new DotNetError('B', 'Second.', 'b');
const outer = new DotNetError('A', 'First', 'a', inner);

test('an exception is described with its causes, each on a line', () => {
  expect(describeException(outer)).toBe('A: First\n ---> B: Second.');
});

test('an exception is flattened to sentences, each with its assembly', () => {
  expect(flattenException(outer)).toBe('a: First. b: Second.');
});

test('an exception whose assembly is not shown is flattened without it', () => {
  expect(flattenException(new DotNetError('A', 'First', '', inner))).toBe('First. b: Second.');
});

test('a cause that says the same as the exception is left out', () => {
  const same = new DotNetError('B', 'First', 'a', inner);
  expect(flattenException(new DotNetError('A', 'First.', 'a', same))).toBe('a: First. b: Second.');
});

test('status errors are those of the exception behind a failure, or its own words', () => {
  const failure = new Error('why', { cause: new Error('because', { cause: outer }) });
  expect(statusErrors(failure)).toEqual(['a: First. b: Second.']);
  expect(statusErrors(new Error('why'))).toEqual(['why']);
  expect(statusErrors(undefined)).toEqual([]);
});
