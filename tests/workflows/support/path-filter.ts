/**
 * Whether a change of a file lets a filter of GitHub pass: the last pattern that matches its path decides, and one that
 * begins with `!` says no. Glob libraries do not do: here `?` and `+` count what stands before them, `**` may stand
 * within a name, and names that begin with a dot are like others.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function passesFilter(patterns: readonly string[], path: string): boolean {
  return patterns.reduce((passes, pattern) => {
    const isNegative = pattern.startsWith('!');
    return toRegExp(isNegative ? pattern.slice(1) : pattern).test(path) ? !isNegative : passes;
  }, false);
}

const parts = /\*\*\/|\*\*|\*|\[[^\]]+\]|[?+]|\\.|[^]/g;

/** A pattern as an expression for a whole path. */
function toRegExp(pattern: string): RegExp {
  const source = (pattern.match(parts) ?? []).map((part) => {
    // No folder at all matches as well.
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?' || part === '+' || part.startsWith('[')) return part;
    return part.at(-1)!.replace(/[$()*+.?[\\\]^{|}]/, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}
