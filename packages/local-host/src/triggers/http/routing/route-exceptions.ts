import { DotNetError } from '../../../dotnet/dotnet-error.ts';

const routing = 'Microsoft.AspNetCore.Routing';
const coreLibrary = 'System.Private.CoreLib';

/** A template that cannot be read, as the parser of templates throws it. */
export function templateError(reason: string): DotNetError {
  return new DotNetError(
    'System.ArgumentException',
    `${reason} (Parameter 'routeTemplate')`,
    routing,
    new DotNetError(`${routing}.Patterns.RoutePatternException`, reason, routing),
  );
}

/** Something about a route that keeps it from being made. */
export function routeCreationError(message: string, cause?: DotNetError): DotNetError {
  return new DotNetError(`${routing}.RouteCreationException`, message, routing, cause);
}

/** A constraint of no kind that is known. */
export function unknownConstraintError(
  parameter: string,
  constraint: string,
  template: string,
): DotNetError {
  return new DotNetError(
    'System.InvalidOperationException',
    `The constraint entry '${parameter}' - '${constraint}' on the route '${template}' could not be resolved by ` +
      "the constraint resolver of type 'DefaultInlineConstraintResolver'.",
    routing,
  );
}

/** A constraint whose class does not take the arguments; `thrownInside` by its constructor. */
export function constraintError(
  className: string,
  cause: DotNetError,
  thrownInside: boolean,
): DotNetError {
  const message = `An error occurred while trying to create an instance of '${routing}.Constraints.${className}'.`;
  if (!thrownInside) return routeCreationError(message, cause);
  return routeCreationError(
    message,
    new DotNetError(
      'System.Reflection.TargetInvocationException',
      'Exception has been thrown by the target of an invocation.',
      coreLibrary,
      cause,
    ),
  );
}

/** An argument of a constraint that its class refuses. */
export function outOfRangeError(message: string, parameter: string, value: bigint): DotNetError {
  return new DotNetError(
    'System.ArgumentOutOfRangeException',
    `${message} (Parameter '${parameter}')\nActual value was ${value}.`,
    routing,
  );
}

/** What converting the text of an argument throws. */
export function conversionError(type: string, message: string): DotNetError {
  return new DotNetError(`System.${type}`, message, coreLibrary);
}

/** A `regex` without parentheses. */
export function missingPatternError(): DotNetError {
  const message = "Value cannot be null. (Parameter 'regexPattern')";
  return new DotNetError('System.ArgumentNullException', message, routing);
}
