import { expect, test } from 'vitest';
import { readPort, readPortBase } from './read-port.ts';

test('reads what is a port', () => {
  expect(['0', '80', '65535'].map((text) => readPort(text, '--port'))).toEqual([0, 80, 65_535]);
});

test.each(['', ' 80', '-1', '1.5', '0x50', '1e3', '65536', '99999999999999999999', 'http'])(
  'refuses %j, and names the option',
  (text) => {
    expect(() => readPort(text, '--port')).toThrow(`--port: '${text}' is no port number.`);
  },
);

test('a port base leaves room for the three ports after it', () => {
  expect(readPortBase('65532')).toBe(65_532);
  expect(() => readPortBase('65533')).toThrow('--port-base: 65532 is the highest');
  expect(() => readPortBase('x')).toThrow("--port-base: 'x' is no port number");
});
