import type { Fact } from './fact.ts';

const aspNet = 'dotnet/aspnetcore src/Http/Routing';
const recordings = 'recordings of Functions host 4.1037';

/** How the local host maps HTTP functions to routes as the Functions host does it. */
export const hostRouteFacts = {
  'host.route-order': {
    behaviour:
      'Of several routes the first by function name wins, whatever it looks like: a literal has no precedence.',
    source: recordings,
    sure: 'recorded',
    state: 'same',
  },
  'host.route-verbs': {
    behaviour:
      'Only the verbs of a function reach it, in any letter case: GET does not imply HEAD, no verbs at all mean none.',
    source: recordings,
    sure: 'recorded',
    state: 'same',
  },
  'host.route-paths': {
    behaviour:
      'Letter case and a slash at the end do not matter, two slashes do; dot segments are resolved first.',
    source: recordings,
    sure: 'recorded',
    state: 'same',
  },
  'host.route-values': {
    behaviour:
      'Values are percent-decoded but for `%2F`; what is absent has no value, a default counts as one.',
    source: recordings,
    sure: 'recorded',
    state: 'same',
  },
  'host.route-constraints': {
    behaviour:
      'The nineteen constraints of ASP.NET Core take what .NET parses, in its invariant culture.',
    source: `${aspNet}/src/RouteOptions.cs; the recordings have nine of them`,
    sure: 'read',
    state: 'same',
  },
  'host.route-segments': {
    behaviour:
      'A segment may mix literals and parameters, which are matched from the right; the last may be optional behind a period.',
    source: `${aspNet}/src/Patterns/RoutePatternMatcher.cs`,
    sure: 'read',
    state: 'same',
  },
  'host.route-conflicts': {
    behaviour:
      "Two functions with the same route and verb, or one below the host's own paths, are a function's error; the others work.",
    source: recordings,
    sure: 'recorded',
    state: 'same',
  },
  'host.route-failure': {
    behaviour:
      'A route that ASP.NET Core refuses, such as one with an unknown constraint, stops the whole host.',
    source: recordings,
    sure: 'recorded',
    state: 'same',
  },
} as const satisfies Record<string, Fact>;
