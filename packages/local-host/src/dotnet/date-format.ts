const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What one letter alone stands for, in the invariant culture. */
const standardFormats: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  m: 'MMMM dd',
  M: 'MMMM dd',
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  U: 'dddd, dd MMMM yyyy HH:mm:ss',
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
};

/** A letter as often as it is repeated, a quoted text, an escaped character, or any other character. */
const tokens = /([dfFghHKmMstyz])\1*|(["'])((?:\\[^]|(?!\2)[^\\])*)\2|\\([^])|%(?=[^%])|[^]/g;

const wrongFormat = 'Input string was not in a correct format.';

/**
 * A time in UTC as `DateTime.ToString(format, InvariantCulture)` of .NET writes it; its ticks below a
 * millisecond are zeros here.
 * @throws Error with the words of .NET for what is no format.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings
 */
export function formatDate(time: Date, format: string): string {
  const standard = format.length === 1 ? standardFormats[format] : format;
  if (standard === undefined) throw new Error(wrongFormat);
  return Array.from(standard.matchAll(tokens)).reduce(
    (written, [token, letter, quote, quoted = '', escaped]) => {
      if (letter === 'F') return withFraction(written, time, token.length);
      if (letter) return written + part(time, letter, token.length);
      if (quote) return written + quoted.replaceAll(/\\([^])/g, '$1');
      return written + (escaped ?? plain(token, standard));
    },
    '',
  );
}

/** A character that stands for itself, or `%`, which only sets a letter apart. */
function plain(token: string, format: string): string {
  if (token === '"' || token === "'") {
    throw new Error(`Cannot find a matching quote character for the character '${token}'.`);
  }
  if (token === '\\' || (token === '%' && /%(?:%|$)/.test(format))) throw new Error(wrongFormat);
  return token === '%' ? '' : token;
}

function part(time: Date, letter: string, count: number): string {
  const padded = (value: number): string => String(value).padStart(Math.min(count, 2), '0');
  switch (letter) {
    case 'd':
      return count < 3 ? padded(time.getUTCDate()) : name(days[time.getUTCDay()]!, count);
    case 'M':
      return count < 3 ? padded(time.getUTCMonth() + 1) : name(months[time.getUTCMonth()]!, count);
    case 'y':
      return count < 3
        ? padded(time.getUTCFullYear() % 100)
        : String(time.getUTCFullYear()).padStart(count, '0');
    case 'h':
      return padded(time.getUTCHours() % 12 || 12);
    case 'H':
      return padded(time.getUTCHours());
    case 'm':
      return padded(time.getUTCMinutes());
    case 's':
      return padded(time.getUTCSeconds());
    case 't':
      return (time.getUTCHours() < 12 ? 'AM' : 'PM').slice(0, count);
    case 'g':
      return 'A.D.';
    case 'K':
      return 'Z'.repeat(count);
    case 'z':
      return ['+0', '+00', '+00:00'][Math.min(count, 3) - 1]!;
    default:
      return fraction(time, count);
  }
}

function name(whole: string, count: number): string {
  return count === 3 ? whole.slice(0, 3) : whole;
}

/** The digits of a second's fraction. */
function fraction(time: Date, count: number): string {
  if (count > 7) throw new Error(wrongFormat);
  return String(time.getUTCMilliseconds()).padStart(3, '0').padEnd(7, '0').slice(0, count);
}

/** Adds them without the zeros at the end, and takes the point away where none is left. */
function withFraction(written: string, time: Date, count: number): string {
  const digits = fraction(time, count).replace(/0+$/, '');
  return digits ? written + digits : written.replace(/\.$/, '');
}
