import { describe, expect, test } from 'vitest';
import { choosePeriods, datesOf, localDate, type When } from './choose-periods.ts';
import { localIso } from './testing/local-time.ts';
import { spansFrom } from './testing/spans.ts';
import type { Period } from './weather.ts';

const newYork = 'America/New_York';

/** A forecast as it is made at an instant. */
function periodsAt(instant: string, timeZone: string): Period[] {
  return spansFrom(new Date(instant), timeZone).map(({ name, start, end, isDaytime }) => ({
    name,
    startTime: localIso(start, timeZone),
    endTime: localIso(end, timeZone),
    isDaytime,
    temperature: 50,
    unit: 'F',
    wind: '',
    summary: '',
    detail: '',
  }));
}

function names(when: When, now: string, timeZone = newYork, made = now): string[] {
  const chosen = choosePeriods(periodsAt(made, timeZone), when, new Date(now), timeZone);
  return chosen.map(({ name, startTime }) => `${name} ${startTime.slice(5, 10)}`);
}

const weekend = ['Saturday 11-28', 'Saturday Night 11-28', 'Sunday 11-29', 'Sunday Night 11-29'];

describe('choosePeriods', () => {
  test.each([
    ['Monday morning', '2026-11-23T10:00:00-05:00'],
    ['Friday noon', '2026-11-27T12:00:00-05:00'],
    ['Friday evening, with a list that starts with Tonight', '2026-11-27T19:30:00-05:00'],
    ['Friday just before midnight, when it is Saturday in UTC', '2026-11-27T23:59:00-05:00'],
  ])('this weekend is Saturday and Sunday on %s', (_, now) => {
    expect(names('this weekend', now)).toEqual(weekend);
  });

  test('this weekend is what is left of it on Saturday afternoon', () => {
    expect(names('this weekend', '2026-11-28T15:00:00-05:00')).toEqual([
      'This Afternoon 11-28',
      'Tonight 11-28',
      'Sunday 11-29',
      'Sunday Night 11-29',
    ]);
  });

  test('this weekend is today on Sunday', () => {
    expect(names('this weekend', '2026-11-29T09:00:00-05:00')).toEqual([
      'Today 11-29',
      'Tonight 11-29',
    ]);
  });

  test('this weekend is still tonight on Sunday evening, when it is Monday in UTC', () => {
    expect(names('this weekend', '2026-11-29T23:30:00-05:00')).toEqual(['Tonight 11-29']);
  });

  test('today in the evening is only tonight', () => {
    expect(names('today', '2026-11-27T20:00:00-05:00')).toEqual(['Tonight 11-27']);
  });

  test('today has three periods after midnight', () => {
    expect(names('today', '2026-11-27T02:00:00-05:00')).toEqual([
      'Overnight 11-27',
      'Friday 11-27',
      'Friday Night 11-27',
    ]);
  });

  test('a night that began yesterday is of today after midnight, and what is over is left out', () => {
    const made = '2026-11-26T17:00:00-05:00';
    expect(names('today', '2026-11-27T01:00:00-05:00', newYork, made)).toEqual([
      'Tonight 11-26',
      'Friday 11-27',
      'Friday Night 11-27',
    ]);
  });

  test('tomorrow is tomorrow on the spot, not in UTC', () => {
    const now = '2026-11-28T03:00:00Z';
    expect(names('tomorrow', now)).toEqual(['Saturday 11-28', 'Saturday Night 11-28']);
    expect(names('tomorrow', now, 'Pacific/Honolulu')).toEqual([
      'Saturday 11-28',
      'Saturday Night 11-28',
    ]);
    expect(names('tomorrow', now, 'Pacific/Guam')).toEqual(['Sunday 11-29', 'Sunday Night 11-29']);
  });

  test('in Hawaii it is still Saturday when it is Sunday in New York', () => {
    const now = '2026-11-29T06:00:00Z';
    expect(names('this weekend', now)).toEqual([
      'Overnight 11-29',
      'Sunday 11-29',
      'Sunday Night 11-29',
    ]);
    expect(names('this weekend', now, 'Pacific/Honolulu')).toEqual([
      'Tonight 11-28',
      'Sunday 11-29',
      'Sunday Night 11-29',
    ]);
  });

  test('this week is seven days from today on', () => {
    const week = names('this week', '2026-11-27T20:00:00-05:00');
    expect(week).toHaveLength(13);
    expect(week.at(0)).toBe('Tonight 11-27');
    expect(week.at(-1)).toBe('Thursday Night 12-03');
  });

  test.each([
    ['begins, just before midnight', '2026-03-08T04:59:00Z', ['Tonight 03-07', 'Sunday 03-08']],
    [
      'begins, before the clocks change',
      '2026-03-08T06:59:00Z',
      ['Overnight 03-08', 'Sunday 03-08'],
    ],
    [
      'begins, after the clocks change',
      '2026-03-08T07:00:00Z',
      ['Overnight 03-08', 'Sunday 03-08'],
    ],
    ['begins, on its last evening', '2026-03-09T03:59:00Z', ['Tonight 03-08']],
    ['ends, just before midnight', '2026-11-01T03:59:00Z', ['Tonight 10-31', 'Sunday 11-01']],
    [
      'ends, in the hour that comes first',
      '2026-11-01T05:30:00Z',
      ['Overnight 11-01', 'Sunday 11-01'],
    ],
    [
      'ends, in the hour that comes again',
      '2026-11-01T06:30:00Z',
      ['Overnight 11-01', 'Sunday 11-01'],
    ],
    ['ends, on its last evening', '2026-11-02T04:59:00Z', ['Tonight 11-01']],
  ])('is right on the weekend on which summer time %s', (_, now, first) => {
    const chosen = names('this weekend', now);
    expect(chosen.slice(0, 2)).toEqual(first);
    if (first.length > 1) expect(chosen.at(-1)).toMatch(/^Sunday Night/);
  });

  test('is empty when the forecast is too old', () => {
    const made = '2026-11-10T12:00:00-05:00';
    expect(names('today', '2026-11-27T12:00:00-05:00', newYork, made)).toEqual([]);
  });
});

test.each([
  ['2026-03-07', ['2026-03-07', '2026-03-08']],
  ['2026-03-08', ['2026-03-08']],
  ['2026-03-09', ['2026-03-14', '2026-03-15']],
  ['2026-12-31', ['2027-01-02', '2027-01-03']],
])('the weekend as seen on %s', (today, dates) => {
  expect(datesOf('this weekend', today)).toEqual(dates);
});

test('the week crosses the change of the clocks without losing a day', () => {
  expect(datesOf('this week', '2026-10-30')).toEqual(
    ['10-30', '10-31', '11-01', '11-02', '11-03', '11-04', '11-05'].map((day) => `2026-${day}`),
  );
});

test.each([
  ['2026-11-28T04:59:59Z', newYork, '2026-11-27'],
  ['2026-11-28T05:00:00Z', newYork, '2026-11-28'],
  ['2026-07-01T04:00:00Z', newYork, '2026-07-01'],
  ['2026-07-01T09:59:59Z', 'Pacific/Honolulu', '2026-06-30'],
])('%s is in %s on %s', (instant, timeZone, date) => {
  expect(localDate(new Date(instant), timeZone)).toBe(date);
});
