import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDateTime } from './date-time.ts';

test.each([
  '2026-01-02',
  '2026-1-2',
  '2026/01/02',
  '2026.01.02',
  '2026 01 02',
  '01/02/2026',
  '1/2/26',
  '1-2',
  '2026-01',
  '01/2026',
  '0001-01-01',
  '2024-02-29',
  '2026-01-02T10:20:30',
  '2026-01-02T10:20:30.1234567Z',
  '2026-01-02t10:20',
  '2026-01-02T10:20:30+02:00',
  '2026-01-02 10:20 PM',
  '2026-01-02 10PM',
  '2026-01-02Z',
  '2026-01-02+02:00',
  '2026-01-02-05:00',
  '10:20',
  '10:20:30.5',
  '5 pm',
  '23:59 PM',
  '10:20 2026-01-02',
  'Fri, 02 Jan 2026 10:20:30 GMT',
  'Friday, 02 January 2026',
  'January 2, 2026',
  '2 January 2026',
  '2026 January',
  'May 2026',
  'May 31',
  '99 May',
  'Jan 40 2',
  'JAN 2 2026',
])('%s is a date, a time or both', (text) => {
  expect(isDateTime(text, 2026)).toBe(true);
});

test.each([
  '',
  ' ',
  'x',
  '5',
  '2026',
  'January',
  'Friday',
  '20260102',
  '2026-13-01',
  '2026-02-29',
  '2026-02-30',
  '13/01/2026',
  '02/30',
  '10000-01-01',
  '0000-01-01',
  '2026-01-02T10',
  '2026-01-02T',
  '01/02/2026T10:20',
  '2026-01-02T25:00',
  '24:00',
  '10:60',
  '10:20:60',
  '13:00 AM',
  '2026-01-02 10:20+15:00',
  '2026-01-02+02:60',
  'Thu, 02 Jan 2026',
  'May 32',
  'Jan Feb 2',
  '1/2/3/4',
  '1//2',
  '1/2/',
  '/1/2',
  '1/2x',
  '2026-01-02 x',
  'PM',
  '2026-01-02 10:20 10:20',
])('%j is neither', (text) => {
  expect(isDateTime(text, 2026)).toBe(false);
});

test('the leap day without a year is one of leap years', () => {
  expect(isDateTime('Feb 29', 2028)).toBe(true);
  expect(isDateTime('Feb 29', 2026)).toBe(false);
});

test('what the calendar has, in the forms of ISO 8601 and RFC 1123', () => {
  const days = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (day) => {
      expect(isDateTime(day.toISOString())).toBe(true);
      expect(isDateTime(day.toISOString().slice(0, 10))).toBe(true);
      expect(isDateTime(day.toUTCString())).toBe(true);
    }),
  );
});

test('is quick on long texts', () => {
  for (const piece of ['1', '1 ', ' ', '1-', '1:', '+1', 'jan ', '.', '1/ ']) {
    const start = performance.now();
    expect(isDateTime(piece.repeat(16_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2_000);
  }
});
