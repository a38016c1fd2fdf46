import { atLocalHour, localIso } from './local-time.ts';

/** What a period of a forecast is about. */
export interface Span {
  readonly name: string;
  readonly start: Date;
  readonly end: Date;
  readonly isDaytime: boolean;
}

const day = 86_400_000;

/**
 * The 14 periods of a forecast, named as the weather service names them: what is left of the current
 * one, then days from 6 to 18 o'clock and the nights between them.
 */
export function spansFrom(now: Date, timeZone: string): Span[] {
  const local = localIso(now, timeZone);
  const today = Date.parse(local.slice(0, 10));
  const hour = Number(local.slice(11, 13));

  const edges = Array.from({ length: 18 }, (_, index) => {
    const date = today + Math.floor(index / 2) * day;
    const isDaytime = index % 2 === 0;
    const text = new Date(date).toISOString().slice(0, 10);
    return { date, isDaytime, start: atLocalHour(text, isDaytime ? 6 : 18, timeZone) };
  });
  const current = {
    date: today,
    isDaytime: hour >= 6 && hour < 18,
    start: new Date(now.getTime() - (now.getTime() % 3_600_000)),
  };
  const all = [current, ...edges.filter(({ start }) => start > now)];
  return all.slice(0, 14).map(({ date, isDaytime, start }, index) => {
    const first = index === 0;
    const weekday = new Date(date).toLocaleDateString('en-US', {
      weekday: 'long',
      timeZone: 'UTC',
    });
    let name = isDaytime ? weekday : `${weekday} Night`;
    if (first && isDaytime) name = hour < 12 ? 'Today' : 'This Afternoon';
    if (first && hour < 6) name = 'Overnight';
    if (hour >= 6 && date === today && !isDaytime) name = 'Tonight';
    return { name, isDaytime, start, end: all[index + 1]!.start };
  });
}
