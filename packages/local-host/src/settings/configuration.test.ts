import { expect, test } from 'vitest';
import { Configuration } from './configuration.ts';

const settings = new Configuration().add({
  Text: 'x',
  yes: true,
  no: 'FALSE',
  port: '3000',
  number: 5,
  odd: '5x',
  nothing: null,
  list: ['a', 'b'],
  time: '00:00:30',
  long: '1.02:03:04.5',
  deep: { er: { value: 1 } },
});

test('reads texts in any letter case', () => {
  expect(settings.text('TEXT')).toBe('x');
  expect(settings.text('deep:ER:value')).toBe('1');
  expect(settings.text('nothing')).toBeUndefined();
});

test('reads flags, and takes anything else for unset', () => {
  expect([settings.flag('yes'), settings.flag('no'), settings.flag('text')]).toEqual([
    true,
    false,
    undefined,
  ]);
});

test('reads integers as int.TryParse does', () => {
  expect([settings.integer('port'), settings.integer('number'), settings.integer('odd')]).toEqual([
    3000,
    5,
    undefined,
  ]);
});

test('reads time spans in milliseconds', () => {
  expect(settings.timeSpan('time')).toBe(30_000);
  expect(settings.timeSpan('long')).toBe(93_784_500);
  expect(settings.timeSpan('text')).toBeUndefined();
});

test('reads lists, and knows its sections', () => {
  expect(settings.list('list')).toEqual(['a', 'b']);
  expect(settings.list('none')).toEqual([]);
  expect([
    settings.has('deep'),
    settings.has('DEEP:er'),
    settings.has('dee'),
    settings.has('text'),
  ]).toEqual([true, true, false, true]);
});
