const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'.split('|');
const monthName =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i;
const weekdays = 'sun|mon|tue|wed|thu|fri|sat'.split('|');
const weekdayName =
  /(?<![^\s,.])(?:sun(?:day)?|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?)(?=[\s,.]|$)/i;

const zone = '\\s*(?:(?:z|gmt)(?![a-z])|[+-](?:\\d{1,2}:\\d{1,2}|\\d{1,4})(?!\\d))';
const time = new RegExp(
  '(?<before>^|[\\s,.]|(?<=\\d)t)(?<hour>\\d{1,2})' +
    '(?:\\s*:\\s*(?<minute>\\d{1,2})(?:\\s*:\\s*(?<second>\\d{1,2})(?:\\.\\d+)?)?)?' +
    `(?:\\s*(?<half>am|pm)(?![a-z]))?(?<zone>${zone})?(?=[\\s,.]|$)`,
  'gi',
);
const dateWithZone = new RegExp(
  `^(?<date>.*\\d)(?<zone>\\s*(?:z|gmt|\\+\\d[\\d:]*)|(?<=^\\d+[-/]\\d+[-/]\\d+)\\s*-\\d[\\d:]*)$`,
  'i',
);

interface CalendarDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

/**
 * Whether `DateTime.TryParse` takes a text in the invariant culture: a date, a time or both, in which months
 * come before days and names are English. A date without a year is one of `thisYear`.
 * @see dotnet/runtime:src/libraries/System.Private.CoreLib/src/System/Globalization/DateTimeParse.cs
 */
export function isDateTime(given: string, thisYear = new Date().getFullYear()): boolean {
  const text = given.replace(/\s+/g, ' ');
  const clock = findTime(text);
  if (clock === 'wrong') return false;
  const weekday = weekdayName.exec(clock?.rest ?? text)?.[0];
  const rest = (clock?.rest ?? text).replace(weekdayName, ' ').replace(/^[\s,.]+|[\s,.]+$/g, '');
  if (clock?.isIso && !/^\d{3,4}-\d{1,2}-\d{1,2}$/.test(rest)) return false;
  if (rest === '') return clock !== undefined && weekday === undefined;

  const zoned = clock ? undefined : dateWithZone.exec(rest)?.groups;
  if (zoned && !isZone(zoned['zone']!)) return false;
  const date = readDate(zoned?.['date'] ?? rest, thisYear);
  return date !== undefined && (weekday === undefined || isWeekday(date, weekday));
}

interface FoundTime {
  /** The text around it. */
  readonly rest: string;
  /** It stands behind a `T`. */
  readonly isIso: boolean;
}

function findTime(text: string): FoundTime | 'wrong' | undefined {
  for (const { 0: all, index, groups = {} } of text.matchAll(time)) {
    const { before, hour, minute, second = '0', half, zone: offset } = groups;
    if (minute === undefined && half === undefined) continue;
    const largest = half?.toLowerCase() === 'am' ? 12 : 23;
    const fits = Number(hour) <= largest && Number(minute ?? 0) < 60 && Number(second) < 60;
    if (!fits || (offset !== undefined && !isZone(offset))) return 'wrong';
    const rest = `${text.slice(0, index)} ${text.slice(index + all.length)}`;
    return { rest, isIso: /t/i.test(before!) };
  }
  return undefined;
}

/** `Z`, `GMT` or at most 14 hours either way. */
function isZone(text: string): boolean {
  const match = /^[+-](?:(\d{1,2})(?::(\d{1,2}))?|(\d{1,2})(\d\d))$/.exec(text.trim());
  if (!match) return !/[+-]/.test(text);
  const minutes = Number(match[2] ?? match[4] ?? 0);
  return minutes < 60 && Number(match[1] ?? match[3]) * 60 + minutes <= 14 * 60;
}

/** The date of two or three parts, of which one may be the name of a month; three digits or more are a year. */
function readDate(text: string, thisYear: number): CalendarDate | undefined {
  const parts = text.split(/\s*[-/]\s*|[\s,.]+/);
  const names = parts.filter((part) => monthName.test(part));
  const numbers = parts.filter((part) => /^\d{1,2}$/.test(part)).map(Number);
  const years = parts.filter((part) => /^\d{3,8}$/.test(part)).map(Number);
  if (names.length + numbers.length + years.length !== parts.length) return undefined;
  if (parts.length < 2 || parts.length > 3 || names.length > 1 || years.length > 1)
    return undefined;

  const [year] = years;
  const [first = 1, second = 1, third] = numbers;
  if (names.length === 0) {
    return year === undefined
      ? dateOf(third === undefined ? thisYear : fourDigits(third), first, second)
      : dateOf(year, first, second);
  }
  const month = months.indexOf(names[0]!.slice(0, 3).toLowerCase()) + 1;
  if (year !== undefined) return dateOf(year, month, first);
  if (numbers.length === 2) {
    return dateOf(fourDigits(second), month, first) ?? dateOf(fourDigits(first), month, second);
  }
  // `May 5` is a day, but `5 May` is the month of a year.
  return monthName.test(parts[0]!)
    ? dateOf(thisYear, month, first)
    : dateOf(fourDigits(first), month, 1);
}

/** Two digits are a year up to 2049. */
function fourDigits(year: number): number {
  return year < 50 ? 2000 + year : 1900 + year;
}

function dateOf(year: number, month: number, day: number): CalendarDate | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return undefined;
  return day <= toDate({ year, month: month + 1, day: 0 }).getUTCDate()
    ? { year, month, day }
    : undefined;
}

function isWeekday(date: CalendarDate, name: string): boolean {
  return weekdays[toDate(date).getUTCDay()] === name.slice(0, 3).toLowerCase();
}

/** 400 years later, where no year has two digits, the calendar is the same. */
function toDate({ year, month, day }: CalendarDate): Date {
  return new Date(Date.UTC(year + 400, month - 1, day));
}
