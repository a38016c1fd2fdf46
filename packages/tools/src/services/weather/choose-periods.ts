import type { Period } from './weather.ts';

/** The days that one can ask the weather of. */
export const whenValues = ['today', 'tomorrow', 'this weekend', 'this week'] as const;
export type When = (typeof whenValues)[number];

/**
 * The periods of the days that are meant, in the place's own time zone. Periods cross midnight: one
 * belongs to the date on which it starts, or to today when it has begun already. What is over is left out.
 * @param timeZone IANA name
 */
export function choosePeriods(
  periods: readonly Period[],
  when: When,
  now: Date,
  timeZone: string,
): Period[] {
  const dates = datesOf(when, localDate(now, timeZone));
  return periods.filter(({ startTime, endTime }) => {
    const start = new Date(Math.max(Date.parse(startTime), now.getTime()));
    return Date.parse(endTime) > now.getTime() && dates.includes(localDate(start, timeZone));
  });
}

/**
 * The dates that are meant: the weekend is the coming Saturday and Sunday, or what is left of the one
 * that has begun; the week is today and the six days that follow.
 * @param today `2026-11-28`
 */
export function datesOf(when: When, today: string): string[] {
  const weekday = new Date(today).getUTCDay();
  switch (when) {
    case 'today':
      return [today];
    case 'tomorrow':
      return [addDays(today, 1)];
    case 'this weekend':
      return weekday === 0 ? [today] : [addDays(today, 6 - weekday), addDays(today, 7 - weekday)];
    case 'this week':
      return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(today, days));
  }
}

/** The date at an instant in a time zone: `2026-11-28`. */
export function localDate(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return `${parts['year']}-${parts['month']}-${parts['day']}`;
}

// Dates are counted in UTC, where every day has 24 hours.
function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
