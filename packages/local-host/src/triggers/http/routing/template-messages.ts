import type { RouteParameter } from './route-parameter.ts';
import type { RoutePart, RouteSegment } from './route-template.ts';

/** A part as messages show it. */
function show(part: RoutePart): string {
  if (part.kind === 'literal') return part.text;
  const { name, catchAll, optional } = part;
  return `{${catchAll ? '*' : ''}${name}${optional ? '?' : ''}}`;
}

/** What is wrong with a template, in the words of ASP.NET Core. @see dotnet/aspnetcore:src/Http/Routing/src/Resources.resx */
export const templateMessages = {
  tilde: "The route template cannot start with a '~' character unless followed by a '/'.",
  doubleSlash:
    "The route template separator character '/' cannot appear consecutively. It must be separated by either a " +
    'parameter or a literal value.',
  catchAllLast: 'A catch-all parameter can only appear as the last segment of the route template.',
  catchAllAlone:
    'A path segment that contains more than one section, such as a literal section or a parameter, cannot ' +
    'contain a catch-all parameter.',
  unescapedBrace: "In a route parameter, '{' and '}' must be escaped with '{{' and '}}'.",
  mismatched:
    "There is an incomplete parameter in the route template. Check that each '{' character has a matching '}' " +
    'character.',
  optionalCatchAll: 'A catch-all parameter cannot be marked optional.',
  optionalDefault: 'An optional parameter cannot have default value.',
  adjacent:
    "A path segment cannot contain two consecutive parameters. They must be separated by a '/' or by a literal " +
    'string.',
  questionMark: (text: string) =>
    `The literal section '${text}' is invalid. Literal sections cannot contain the '?' character.`,
  repeated: (name: string) =>
    `The route parameter name '${name}' appears more than one time in the route template.`,
  badName: (name: string) =>
    `The route parameter name '${name}' is invalid. Route parameter names must be non-empty and cannot contain ` +
    "these characters: '{', '}', '/'. The '?' character marks a parameter as optional, and can occur only at the " +
    "end of the parameter. The '*' character marks a parameter as catch-all, and can occur only at the start of " +
    'the parameter.',
  optionalFollowed: (parts: RouteSegment, { name }: RouteParameter, after: RoutePart) =>
    `An optional parameter must be at the end of the segment. In the segment '${parts.map(show).join('')}', ` +
    `optional parameter '${name}' is followed by '${show(after)}'.`,
  optionalPreceded: (parts: RouteSegment, { name }: RouteParameter, before: RoutePart) =>
    `In the segment '${parts.map(show).join('')}', the optional parameter '${name}' is preceded by an invalid ` +
    `segment '${show(before)}'. Only a period (.) can precede an optional parameter.`,
};
