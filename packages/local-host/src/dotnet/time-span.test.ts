import { expect, test } from 'vitest';
import { timeSpanText } from './time-span.ts';

test.each([
  [0, '00:00:00'],
  [1_000, '00:00:01'],
  [1_250, '00:00:01.2500000'],
  [1_000.5, '00:00:01.0005000'],
  [1_800_000, '00:30:00'],
  [93_784_500.5, '1.02:03:04.5005000'],
])('%d ms is written %s', (milliseconds, text) => {
  expect(timeSpanText(milliseconds)).toBe(text);
});
