import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in a stack, or at the head of a SyntaxError: a whole path or a file URL, and a line. */
const place = /(?:^|\(| )((?:file:\/\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(\d+)(?::\d+)?\)?$/;

/**
 * The first place in a stack that is in the app's own code, with its line: ``src/main.ts:3: `throw x` ``.
 * Undefined if there is none, or its file cannot be read.
 */
export function thrownAt(stack: string, appRoot: string): string | undefined {
  for (const text of stack.split('\n')) {
    const [, path, line] = place.exec(text) ?? [];
    const file = path && inApp(path, appRoot);
    if (file) return `${file}:${line}: \`${lineOf(path, Number(line))}\``;
  }
  return undefined;
}

function inApp(path: string, appRoot: string): string | undefined {
  const file = relative(realPath(appRoot), realPath(toPath(path))).replaceAll(sep, '/');
  return isAbsolute(file) || /^\.\.|(?:^|\/)node_modules\//.test(file) ? undefined : file;
}

function lineOf(path: string, line: number): string {
  try {
    return readFileSync(toPath(path), 'utf8').split('\n')[line - 1]?.trim() ?? '';
  } catch {
    return '';
  }
}

const toPath = (path: string) => (path.startsWith('file:') ? fileURLToPath(path) : path);

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
