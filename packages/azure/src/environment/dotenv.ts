import { parseEnv } from 'node:util';

/** What azd writes: one variable a line, the value in double quotes. */
const quotedLine = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/;

/**
 * Reads the variables of an azd environment's `.env`. azd escapes quotes, backslashes, `$`, `!`, `` ` `` and line
 * breaks with a backslash, which Node's own reader keeps, so that JSON such as `APP_SETTINGS` would be broken; lines
 * of another form, written by hand, are read as Node reads them.
 * @see Azure/azure-dev: cli/azd/pkg/environment/environment.go (marshallDotEnv)
 * @see joho/godotenv: godotenv.go (Marshal, doubleQuoteEscape)
 */
export function parseDotenv(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name, quoted] = quotedLine.exec(line) ?? [];
    if (name !== undefined && quoted !== undefined) values[name] = unescape(quoted);
    else Object.assign(values, parseEnv(line));
  }
  return values;
}

function unescape(quoted: string): string {
  return quoted.replace(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 'r' ? '\r' : character,
  );
}
