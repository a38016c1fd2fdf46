import { expect, test } from 'vitest';
import { readUrls } from './read-urls.ts';

test('two endpoints, in their order, among other options', () => {
  const words = [
    '--quick',
    '--url',
    'https://a.example/mcp#x',
    '--out',
    'x',
    '--url=http://localhost:1/',
  ];
  expect(readUrls(words)?.map(String)).toEqual(['https://a.example/mcp', 'http://localhost:1/']);
});

test('none is as well', () => {
  expect(readUrls(['--quick', '--out', 'x'])).toBeUndefined();
});

const a = ['--url', 'https://a.example/mcp'];
test.each([
  [a, '--url: give two endpoints to compare, --url URL --url URL.'],
  [[...a, ...a, ...a], '--url: give two endpoints to compare, --url URL --url URL.'],
  [[...a, '--url', 'b.example/mcp'], '--url: the second is no http or https address.'],
  [[...a, '--url', 'file:///etc/passwd'], '--url: the second is no http or https address.'],
])('%j is refused', (words, message) => {
  expect(() => readUrls(words)).toThrow(message);
});

test.each([
  'https://b.example/mcp?code=hush',
  'https://b.example/mcp?access_token=hush',
  'https://me:hush@b.example/mcp',
])('an address with a secret is refused, and not repeated: %s', (url) => {
  const read = (): unknown => readUrls([...a, '--url', url]);
  expect(read).toThrow('Set COMPARE_KEY_2 or COMPARE_TOKEN_2.');
  expect(read).not.toThrow('hush');
});
