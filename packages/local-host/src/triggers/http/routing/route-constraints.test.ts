import { describe, expect, test } from 'vitest';
import { DotNetError, flattenException } from '../../../dotnet/dotnet-error.ts';
import { verifies } from '../../../testing/verifies.ts';
import { resolveConstraints } from './route-constraints.ts';
import { parseTemplate } from './route-template.ts';

verifies('host.route-constraints', 'host.route-failure');

function accepts(constraint: string, value: string | undefined): boolean {
  const checks = resolveConstraints(parseTemplate(`{p:${constraint}}`));
  return checks.every(({ test: check }) => check(value));
}

describe.each([
  [
    'int',
    ['0', '-5', '+5', '007', ' 5 ', '2147483647', '-2147483648'],
    ['', 'x', '1.0', '1,000', '2147483648', '-2147483649', '99999999999', '5-', '--5', '0x5'],
  ],
  [
    'long',
    ['9223372036854775807', '-9223372036854775808', '00000000000000000000000001'],
    ['9223372036854775808', '1e3', ''],
  ],
  ['bool', ['true', 'FALSE', ' True '], ['1', '0', 'yes', 'tru', '']],
  [
    'decimal',
    ['1', '-1.5', '1.5-', '1,000.5', '.5', '5.', '79228162514264337593543950335'],
    ['1e3', '79228162514264337593543950336', '.', 'NaN', '1.2.3', ',1', ''],
  ],
  [
    'double',
    ['1', '-1.5', '1,000.5', '1e3', '1E-400', '1e999', 'NaN', '-Infinity', '.5'],
    ['1.5-', 'x', 'e3', '1e', '0x1', ''],
  ],
  ['float', ['3.4e39', '-1'], ['1f', '']],
  [
    'guid',
    [
      '0f8fad5b-d9cb-469f-a165-70867728950e',
      '0F8FAD5BD9CB469FA16570867728950E',
      '{0f8fad5b-d9cb-469f-a165-70867728950e}',
      '(0f8fad5b-d9cb-469f-a165-70867728950e)',
      '{0x0f8fad5b,0xd9cb,0x469f,{0xa1,0x65,0x70,0x86,0x77,0x28,0x95,0x0e}}',
    ],
    [
      '0f8fad5b',
      '0f8fad5b-d9cb469f-a165-70867728950e',
      '{0f8fad5b-d9cb-469f-a165-70867728950e',
      'x0f8fad5b-d9cb-469f-a165-70867728950',
      '',
    ],
  ],
  ['minlength(2)', ['ab', 'abc'], ['a', '']],
  ['maxlength(2)', ['ab', ''], ['abc']],
  ['length(2)', ['ab'], ['a', 'abc']],
  ['length(2,4)', ['ab', 'abcd'], ['a', 'abcde']],
  ['min(3)', ['3', '9223372036854775807'], ['2', '-5', 'x', '3.5', '9223372036854775808']],
  ['max(3)', ['3', '-9223372036854775808'], ['4', 'x']],
  ['range( 3 , 5 )', ['3', '5', '+4'], ['2', '6', '']],
  ['alpha', ['abc', 'ABC', ''], ['a1', 'ä', 'a b']],
  ['regex(^\\d{{3}}$)', ['123'], ['12', '1234', 'abc']],
  ['regex(^a,b$)', ['a,b', 'A,B'], ['a']],
  ['required', ['x'], ['']],
  ['file', ['a.txt', '.gitignore', 'x/a.b', '..a'], ['a', 'a.', 'x.y/a', '..', '']],
  ['nonfile', ['a', 'a.', 'x.y/a', ''], ['a.txt', '.gitignore']],
  ['INT:min(3)', ['3'], ['2', '3000000000']],
] as const)('the constraint %s', (constraint, good, bad) => {
  test.each(good)('takes %j', (value) => expect(accepts(constraint, value)).toBe(true));
  test.each(bad)('refuses %j', (value) => expect(accepts(constraint, value)).toBe(false));
});

test('an absent value meets no constraint but nonfile, unless it is optional', () => {
  expect(accepts('int', undefined)).toBe(false);
  expect(accepts('required', undefined)).toBe(false);
  expect(accepts('nonfile', undefined)).toBe(true);
  const [check] = resolveConstraints(parseTemplate('{p:int?}'));
  expect(check!.test(undefined)).toBe(true);
  expect(check!.test('x')).toBe(false);
});

describe('a constraint that cannot be made', () => {
  const routing = 'Microsoft.AspNetCore.Routing: ';
  const library = 'System.Private.CoreLib: ';
  const instance = (name: string) =>
    `${routing}An error occurred while trying to create an instance of 'Microsoft.AspNetCore.Routing.Constraints.${name}'. `;
  const invocation = `${library}Exception has been thrown by the target of an invocation. `;
  test.each([
    [
      'nope',
      `${routing}The constraint entry 'p' - 'nope' on the route '{p:nope}' could not be resolved by the constraint resolver of type 'DefaultInlineConstraintResolver'.`,
    ],
    [
      'int(3)',
      `${routing}Could not find a constructor for constraint type 'IntRouteConstraint' with the following number of parameters: 1.`,
    ],
    [
      'alpha()',
      `${routing}Could not find a constructor for constraint type 'AlphaRouteConstraint' with the following number of parameters: 1.`,
    ],
    [
      'length',
      `${routing}Could not find a constructor for constraint type 'LengthRouteConstraint' with the following number of parameters: 0.`,
    ],
    [
      'range(1)',
      `${routing}Could not find a constructor for constraint type 'RangeRouteConstraint' with the following number of parameters: 1.`,
    ],
    [
      'min(x)',
      `${instance('MinRouteConstraint')}${library}The input string 'x' was not in a correct format.`,
    ],
    [
      'min',
      `${instance('MinRouteConstraint')}${library}Null object cannot be converted to a value type.`,
    ],
    [
      'minlength(3000000000)',
      `${instance('MinLengthRouteConstraint')}${library}Value was either too large or too small for an Int32.`,
    ],
    [
      'maxlength(-1)',
      `${instance('MaxLengthRouteConstraint')}${invocation}${routing}Value must be greater than or equal to 0. (Parameter 'maxLength')\nActual value was -1.`,
    ],
    [
      'length(1,-1)',
      `${instance('LengthRouteConstraint')}${invocation}${routing}Value must be greater than or equal to 0. (Parameter 'maxLength')\nActual value was -1.`,
    ],
    [
      'range(5,3)',
      `${instance('RangeRouteConstraint')}${invocation}${routing}The value for argument 'min' should be less than or equal to the value for the argument 'max'. (Parameter 'min')\nActual value was 5.`,
    ],
    [
      'regex',
      `${instance('RegexInlineRouteConstraint')}${invocation}${routing}Value cannot be null. (Parameter 'regexPattern').`,
    ],
  ])('%s', (constraint, message) => {
    const resolve = () => resolveConstraints(parseTemplate(`{p:${constraint}}`));
    expect(resolve).toThrow(DotNetError);
    try {
      resolve();
    } catch (error) {
      expect(flattenException(error as DotNetError)).toBe(message);
    }
  });

  test('a pattern that is none', () => {
    const resolve = () => resolveConstraints(parseTemplate('{p:regex([a)}'));
    expect(resolve).toThrow('RegexInlineRouteConstraint');
  });
});
