/** A part of a route that takes a value from the path. */
export interface RouteParameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly optional: boolean;
  /** Takes the rest of the path, slashes included. */
  readonly catchAll: boolean;
  /** As written: `int`, `length(2,4)` … */
  readonly constraints: readonly string[];
  /** The value where the path has none. */
  readonly defaultValue?: string;
}

/**
 * Reads what stands between the braces of a parameter, escaped braces resolved: `*name:int:min(3)=5?`.
 * Any text is some parameter; its name may be one that no route can have.
 * @see dotnet/aspnetcore:src/Http/Routing/src/Patterns/RouteParameterParser.cs
 */
export function parseParameter(text: string): RouteParameter {
  const stars = /^\*{0,2}/.exec(text)![0].length;
  const optional = text.endsWith('?');
  const inside = text.slice(stars, optional ? -1 : undefined);
  // A name may start with either delimiter.
  const length = /^.?[^:=]*/s.exec(inside)![0].length;
  const { constraints, rest } = splitConstraints(inside, length);
  return {
    kind: 'parameter',
    name: inside.slice(0, length),
    optional,
    catchAll: stars > 0 && !optional,
    constraints,
    ...(rest.startsWith('=') && { defaultValue: rest.slice(1) }),
  };
}

/**
 * The constraints from `start` on, and what follows them. A colon or an equals sign inside of parentheses
 * belongs to the constraint as long as a closing one follows somewhere, which may swallow the next constraint.
 */
function splitConstraints(text: string, start: number): { constraints: string[]; rest: string } {
  const constraints: string[] = [];
  let at = start;
  while (text[at] === ':') {
    const from = at + 1;
    at = endOfConstraint(text, from);
    if (at > from) constraints.push(text.slice(from, at));
  }
  return { constraints, rest: text.slice(at) };
}

function endOfConstraint(text: string, from: number): number {
  let inside = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '(') inside = true;
    else if (inside && char === ')' && /^(?:[:=]|$)/.test(text.slice(at + 1, at + 2)))
      return at + 1;
    else if (char === ':' || char === '=') {
      const closing = inside ? text.indexOf(')', at + 1) : -1;
      if (closing < 0) return at;
      at = closing;
    }
  }
  return text.length;
}
