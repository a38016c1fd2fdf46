import type { KnownFailure, Names } from './failures/known-failure.ts';
import { failureGroups } from './failures/known-failures.ts';

const begin = '<!-- known failures: written by npm run docs -->';
const end = '<!-- end of known failures -->';

/** Stands for what `npm run verify` fills in. */
const names: Names = {
  environment: 'ENV',
  subscription: 'SUBSCRIPTION',
  group: 'GROUP',
  app: 'APP',
  service: 'SERVICE',
  host: 'HOST',
  client: 'CLIENT_ID',
  tenant: 'TENANT',
  caller: 'ID',
  settings: 'NAME',
};

/** Writes the lists of known failures into the page on trouble, and leaves the rest of it as it is. */
export function renderTroubleshooting(current: string): string {
  const [before, rest] = split(current, begin);
  const [, after] = split(rest, end);
  const lists = Object.entries(failureGroups).map(
    ([title, failures]) => `### ${title}\n\n${renderList(failures)}`,
  );
  return `${before}${begin}\n\n${lists.join('\n\n')}\n\n${end}${after}`;
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The page on trouble has lost its mark ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** A list, as no screen is wide enough for a table of such sentences and commands. */
function renderList(failures: Readonly<Record<string, KnownFailure>>): string {
  return Object.entries(failures)
    .map(([id, { symptom, cause, remedy }]) =>
      [
        `- **${symptom}** (\`${id}\`)`,
        `  - Why: ${markdown(cause)}`,
        `  - What mends it: ${markCommands(markdown(remedy(names)))}`,
      ].join('\n'),
    )
    .join('\n');
}

/** Names with two underscores are no bold type. */
function markdown(text: string): string {
  return text.replaceAll('__', String.raw`\_\_`);
}

/** Makes code of the commands in a remedy, up to where it goes on in words. */
function markCommands(remedy: string): string {
  return remedy.replaceAll(
    /(?<=^|[:.,;(] ?|\bor )(?:azd?|curl|npx|npm) (?:"[^"]*"|[^"(),;])+?(?= \(|[),;]|\. |\.?$| (?:in a browser|names|says|shows)\b)/g,
    '`$&`',
  );
}
