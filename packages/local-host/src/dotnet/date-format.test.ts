import { expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { formatDate } from './date-format.ts';
import { formatGuid } from './guid-format.ts';
import { netDouble } from './net-number.ts';

verifies('binding.system-values', 'binding.expression-values');

const time = new Date('2026-03-05T14:07:09.120Z');

test.each([
  ['yyyy-MM-ddTHH-mm-ssK', '2026-03-05T14-07-09Z'],
  ['yyyy-MM-dd', '2026-03-05'],
  ['yyyyMMddHHmmssfff', '20260305140709120'],
  ['y yy yyy yyyyy', '26 26 2026 02026'],
  ['M MM MMM MMMM', '3 03 Mar March'],
  ['d dd ddd dddd', '5 05 Thu Thursday'],
  ['h hh H HH', '2 02 14 14'],
  ['m mm s ss', '7 07 9 09'],
  ['t tt', 'P PM'],
  ['f ff fff fffffff', '1 12 120 1200000'],
  ['ss.FFFFFFF', '09.12'],
  ['z zz zzz', '+0 +00 +00:00'],
  ["'at' HH \"o'clock\" \\d", "at 14 o'clock d"],
  ["HH'a\\'b'", "14a'b"],
  ['g KK ttt zzzz', 'A.D. ZZ PM +00:00'],
  ['ddddd MMMMM yyyyyy hhh', 'Thursday March 002026 02'],
  ['%d', '5'],
  ['%F', '1'],
  ['d', '03/05/2026'],
  ['D', 'Thursday, 05 March 2026'],
  ['G', '03/05/2026 14:07:09'],
  ['o', '2026-03-05T14:07:09.1200000Z'],
  ['R', 'Thu, 05 Mar 2026 14:07:09 GMT'],
  ['s', '2026-03-05T14:07:09'],
  ['u', '2026-03-05 14:07:09Z'],
  ['Y', '2026 March'],
])('a date in the format %s is %s', (format, text) => {
  expect(formatDate(time, format)).toBe(text);
});

test('noon and midnight are 12', () => {
  expect(formatDate(new Date('2026-03-05T00:00:00Z'), 'hh tt')).toBe('12 AM');
  expect(formatDate(new Date('2026-03-05T12:00:00Z'), 'hh tt')).toBe('12 PM');
});

test.each([
  ['ss.FFF', '09'],
  ['ss.FFFx', '09x'],
  ['ss,FFF', '09,'],
  ["ss'.'FF", '09'],
  ['ss.ff', '09.00'],
])('without a fraction, %s is %s', (format, text) => {
  expect(formatDate(new Date('2026-03-05T14:07:09Z'), format)).toBe(text);
});

test.each(['q', 'ffffffff', '%', 'HH%', '%%d', '\\', 'HH\\'])('%s is no format', (format) => {
  expect(() => formatDate(time, format)).toThrow('Input string was not in a correct format.');
});

test('a quote that is not closed is an error', () => {
  expect(() => formatDate(time, "HH 'open")).toThrow(
    "Cannot find a matching quote character for the character '''.",
  );
});

test.each([
  ['D', '01234567-89ab-cdef-0123-456789abcdef'],
  ['n', '0123456789abcdef0123456789abcdef'],
  ['B', '{01234567-89ab-cdef-0123-456789abcdef}'],
  ['p', '(01234567-89ab-cdef-0123-456789abcdef)'],
  ['X', '{0x01234567,0x89ab,0xcdef,{0x01,0x23,0x45,0x67,0x89,0xab,0xcd,0xef}}'],
])('a GUID in the format %s is %s', (format, text) => {
  expect(formatGuid('01234567-89ab-cdef-0123-456789abcdef', format)).toBe(text);
});

test.each([
  [0.5, '0.5'],
  [-1.25, '-1.25'],
  [0.0001, '0.0001'],
  [0.00001, '1E-05'],
  [123456789012345, '123456789012345'],
  [12345678901234568, '12345678901234568'],
  [1e17, '1E+17'],
  [-1.5e-7, '-1.5E-07'],
  [1.5e300, '1.5E+300'],
])('the number %d is %s', (value, text) => {
  expect(netDouble(value)).toBe(text);
});
