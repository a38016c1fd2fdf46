/** What a checker found, or why it could not look. */
export type Verdict = { readonly findings: readonly string[] } | { readonly skipped: string };

/**
 * Reads what the Bicep CLI prints: `file(line,column) : Error|Warning|Info CODE: text`. Offline it cannot
 * fetch the Graph extension (BCP192), and all else that it says follows from that.
 */
export function readCompiler(output: string): Verdict {
  const lines = output.split('\n').filter((line) => line.trim());
  if (lines.some((line) => /\bBCP192\b/.test(line) && /microsoftgraph/.test(line))) {
    return { skipped: 'the Bicep CLI could not fetch the Microsoft Graph extension' };
  }
  const isFinding = (line: string): boolean =>
    /\) : (?:Error|Warning|Info) /.test(line) || /^Error\b|^Unhandled/i.test(line);
  return { findings: [...new Set(lines.filter(isFinding))] };
}

/** Reads what the other checker prints: findings, and in the end `N files, 0 errors, 0 warnings`. */
export function readSecondOpinion(output: string): Verdict {
  const lines = output.split('\n').filter((line) => line.trim());
  const isClean = lines.length === 1 && /^[1-9]\d* files, 0 errors, 0 warnings$/.test(lines[0]!);
  return { findings: isClean ? [] : lines.length > 0 ? lines : ['The checker said nothing.'] };
}
