import { DotNetError } from '../../../dotnet/dotnet-error.ts';
import { parseInteger } from '../../../dotnet/values.ts';
import {
  constraintClasses,
  type ConstraintConstructor,
  type ConstraintTest,
} from './constraint-classes.ts';
import {
  constraintError,
  conversionError,
  outOfRangeError,
  routeCreationError,
  unknownConstraintError,
} from './route-exceptions.ts';
import type { RouteTemplate } from './route-template.ts';

/** What a route asks of one of its parameters. */
export interface ConstraintCheck {
  readonly name: string;
  readonly test: ConstraintTest;
}

type Constructor<Takes extends string> = Extract<ConstraintConstructor, { takes: Takes }>;

/**
 * The checks of a route's parameters. An optional parameter that is absent is right.
 * @throws DotNetError for a constraint that does not exist, or not with these arguments.
 */
export function resolveConstraints(template: RouteTemplate): ConstraintCheck[] {
  return template.segments.flat().flatMap((part) => {
    if (part.kind !== 'parameter') return [];
    const { name, optional, constraints } = part;
    return constraints.map((text) => {
      const test = resolve(name, text, template.text);
      return {
        name,
        test: (value: string | undefined) => (optional && value === undefined) || test(value),
      };
    });
  });
}

/** @see dotnet/aspnetcore:src/Http/Routing/src/ParameterPolicyActivator.cs */
function resolve(parameter: string, text: string, template: string): ConstraintTest {
  const opening = text.endsWith(')') ? text.indexOf('(') : -1;
  const key = opening < 0 ? text : text.slice(0, opening);
  const argument = opening < 0 ? undefined : text.slice(opening + 1, -1);
  const found = constraintClasses.get(key.toLowerCase());
  if (!found) throw unknownConstraintError(parameter, text, template);

  const { name, constructors } = found;
  // A class with one constructor of one argument gets all that is given, commas included.
  const alone = constructors.length === 1 && arityOf(constructors[0]!) === 1;
  const given = alone ? [argument] : (argument?.split(',').map((value) => value.trim()) ?? []);
  const fitting = constructors.find((candidate) => arityOf(candidate) === given.length);
  if (fitting?.takes === 'nothing') return fitting.make();
  if (fitting?.takes === 'text') return makeOfText(name, fitting, given[0]);
  if (fitting) return makeOfNumbers(name, fitting, given);
  throw routeCreationError(
    `Could not find a constructor for constraint type '${name}' with the following number of parameters: ` +
      `${given.length}.`,
  );
}

function arityOf(constructor: ConstraintConstructor): number {
  if (constructor.takes === 'nothing') return 0;
  return constructor.takes === 'text' ? 1 : constructor.names.length;
}

function makeOfText(
  className: string,
  constructor: Constructor<'text'>,
  text: string | undefined,
): ConstraintTest {
  try {
    return constructor.make(text);
  } catch (error) {
    if (!(error instanceof DotNetError)) throw error;
    throw constraintError(className, error, true);
  }
}

function makeOfNumbers(
  className: string,
  { takes, names, make }: Constructor<'Int32' | 'Int64'>,
  given: readonly (string | undefined)[],
): ConstraintTest {
  const [first, second = first] = given.map((text) => toInteger(text, takes, className));
  const refuse = (message: string, name: string, value: bigint): DotNetError =>
    constraintError(className, outOfRangeError(message, name, value), true);
  // Lengths are Int32.
  const negative = takes === 'Int32' ? [first!, second!].findIndex((value) => value < 0n) : -1;
  if (negative >= 0) {
    const message = 'Value must be greater than or equal to 0.';
    throw refuse(message, names[negative]!, [first!, second!][negative]!);
  }
  if (first! > second!) {
    const message =
      `The value for argument '${names[0]}' should be less than or equal to the value for the argument ` +
      `'${names[1]}'.`;
    throw refuse(message, names[0], first!);
  }
  return make(first!, second!);
}

function toInteger(text: string | undefined, type: 'Int32' | 'Int64', className: string): bigint {
  const fail = (name: string, message: string): DotNetError =>
    constraintError(className, conversionError(name, message), false);
  if (text === undefined) {
    throw fail('InvalidCastException', 'Null object cannot be converted to a value type.');
  }
  const value = parseInteger(text, type === 'Int32' ? 32 : 64);
  if (value === undefined) {
    throw fail('FormatException', `The input string '${text}' was not in a correct format.`);
  }
  if (value !== 'overflow') return value;
  throw fail('OverflowException', `Value was either too large or too small for an ${type}.`);
}
