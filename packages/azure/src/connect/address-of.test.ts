import { expect, test } from 'vitest';
import { addressOf } from './address-of.ts';

test.each([
  ['an address, without what may be a key in it', { url: 'https://u:p@a.example/mcp?code=k#f' }],
  ['an address in other letters', { url: 'HTTPS://A.example/mcp' }],
  ['one that a bridge gets', { command: 'npx', args: ['-y', 7, 'https://a.example/mcp', '--x'] }],
])('a server has %s', (_, server) => {
  expect(addressOf(server)).toBe('https://a.example/mcp');
});

test.each([undefined, null, 'https://a.example', [], {}, { url: 'stdio' }, { args: 'https://a' }])(
  'it has none: %j',
  (server) => {
    expect(addressOf(server)).toBeUndefined();
  },
);

test('what is no address after all is none', () => {
  expect(addressOf({ url: 'https://' })).toBeUndefined();
});
