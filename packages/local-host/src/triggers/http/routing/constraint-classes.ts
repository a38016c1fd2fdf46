import { isDateTime } from '../../../dotnet/date-time.ts';
import { compileRegex } from '../../../dotnet/regular-expression.ts';
import { isBoolean, isDecimal, isFloat, isGuid, parseInteger } from '../../../dotnet/values.ts';
import { missingPatternError } from './route-exceptions.ts';

/** Whether a parameter's value, absent or not, is right. */
export type ConstraintTest = (value: string | undefined) => boolean;

/** One way to make a constraint of its arguments. */
export type ConstraintConstructor =
  | { readonly takes: 'nothing'; readonly make: () => ConstraintTest }
  | {
      readonly takes: 'text';
      /** @throws DotNetError for a text that it refuses. */
      readonly make: (text: string | undefined) => ConstraintTest;
    }
  | {
      readonly takes: 'Int32' | 'Int64';
      /** The names of one argument, or of two of which the first must not be larger. */
      readonly names: readonly [string, string?];
      readonly make: (first: bigint, second: bigint) => ConstraintTest;
    };

/** A constraint as ASP.NET Core has it. */
export interface ConstraintClass {
  readonly name: string;
  readonly constructors: readonly ConstraintConstructor[];
}

const longest = 2n ** 31n - 1n;
const [smallest, largest] = [-(2n ** 63n), 2n ** 63n - 1n];

/**
 * The constraints by the names that routes use, which have no letter case.
 * @see dotnet/aspnetcore:src/Http/Routing/src/RouteOptions.cs
 */
export const constraintClasses: ReadonlyMap<string, ConstraintClass> = new Map([
  ['int', of('IntRouteConstraint', plain(isInteger(32)))],
  ['bool', of('BoolRouteConstraint', plain(isBoolean))],
  ['datetime', of('DateTimeRouteConstraint', plain(isDateTime))],
  ['decimal', of('DecimalRouteConstraint', plain(isDecimal))],
  ['double', of('DoubleRouteConstraint', plain(isFloat))],
  ['float', of('FloatRouteConstraint', plain(isFloat))],
  ['guid', of('GuidRouteConstraint', plain(isGuid))],
  ['long', of('LongRouteConstraint', plain(isInteger(64)))],
  [
    'minlength',
    of(
      'MinLengthRouteConstraint',
      length(['minLength'], (n) => [n, longest]),
    ),
  ],
  [
    'maxlength',
    of(
      'MaxLengthRouteConstraint',
      length(['maxLength'], (n) => [0n, n]),
    ),
  ],
  [
    'length',
    of(
      'LengthRouteConstraint',
      length(['length'], (n) => [n, n]),
      length(['minLength', 'maxLength'], (least, most) => [least, most]),
    ),
  ],
  [
    'min',
    of(
      'MinRouteConstraint',
      size(['min'], (n) => [n, largest]),
    ),
  ],
  [
    'max',
    of(
      'MaxRouteConstraint',
      size(['max'], (n) => [smallest, n]),
    ),
  ],
  [
    'range',
    of(
      'RangeRouteConstraint',
      size(['min', 'max'], (least, most) => [least, most]),
    ),
  ],
  [
    'alpha',
    of(
      'AlphaRouteConstraint',
      plain((value) => /^[a-z]*\n?$/i.test(value)),
    ),
  ],
  ['regex', of('RegexInlineRouteConstraint', { takes: 'text', make: matching })],
  [
    'required',
    of(
      'RequiredRouteConstraint',
      plain((value) => value !== ''),
    ),
  ],
  ['file', of('FileNameRouteConstraint', plain(isFileName))],
  ['nonfile', of('NonFileNameRouteConstraint', { takes: 'nothing', make: () => isNoFileName })],
]);

function of(name: string, ...constructors: ConstraintConstructor[]): ConstraintClass {
  return { name, constructors };
}

/** A constraint without arguments, which an absent value does not meet. */
function plain(test: (value: string) => boolean): ConstraintConstructor {
  return { takes: 'nothing', make: () => (value) => value !== undefined && test(value) };
}

type Names = readonly [string, string?];
type Bounds = (first: bigint, second: bigint) => readonly [bigint, bigint];

function length(names: Names, bounds: Bounds): ConstraintConstructor {
  return {
    takes: 'Int32',
    names,
    make(first, second) {
      const [least, most] = bounds(first, second);
      return (value) => value !== undefined && value.length >= least && value.length <= most;
    },
  };
}

function size(names: Names, bounds: Bounds): ConstraintConstructor {
  return {
    takes: 'Int64',
    names,
    make(first, second) {
      const [least, most] = bounds(first, second);
      return (value) => {
        const number = value === undefined ? undefined : parseInteger(value, 64);
        return typeof number === 'bigint' && number >= least && number <= most;
      };
    },
  };
}

function matching(pattern: string | undefined): ConstraintTest {
  if (pattern === undefined) throw missingPatternError();
  const regex = compileRegex(pattern);
  return (value) => value !== undefined && regex.test(value);
}

function isInteger(bits: 32 | 64): (value: string) => boolean {
  return (value) => typeof parseInteger(value, bits) === 'bigint';
}

/** A dot, and something else than dots behind it, after the last slash. */
function isFileName(value: string): boolean {
  const last = value.slice(value.lastIndexOf('/') + 1);
  const dot = last.indexOf('.');
  return dot >= 0 && /[^.]/.test(last.slice(dot));
}

function isNoFileName(value: string | undefined): boolean {
  return value === undefined || !isFileName(value);
}
