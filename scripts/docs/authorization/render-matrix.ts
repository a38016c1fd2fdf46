import { markdownTable } from '@side-by-side/compare/markdown';
import { facts } from '@side-by-side/local-host/fidelity';
import { type Credential, credentials } from './credentials.ts';
import { endpointsOf, type ServerId, servers } from './endpoints.ts';
import { type Outcome, predict } from './predict.ts';
import { type Situation, situations } from './situations.ts';

/** A line of a table: what leads it, and its cells. */
interface Row {
  readonly head: string;
  readonly cells: readonly string[];
}

const begin = '<!-- authorization matrix: written by npm run docs -->';
const end = '<!-- end of authorization matrix -->';

/**
 * The page on authorization with the matrix between its marks.
 * @throws Error when the marks are gone
 */
export function renderAuthPage(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/auth.md needs the marks ${begin} and ${end}.`);
  return `${page.slice(0, from + begin.length)}\n\n${renderMatrix()}\n\n${page.slice(to)}`;
}

/** The matrix as Markdown: a heading for each situation, a table for each server. */
export function renderMatrix(): string {
  return situations
    .flatMap((situation) => [
      `### ${situation.title}`,
      `\`${situation.command}\``,
      ...servers.map(({ id, title }) => tableOf(situation, id, title)),
      ...(situation.hasKeys ? [] : [`\\* ${facts['host.keys-off'].behaviour}`]),
    ])
    .join('\n\n');
}

function tableOf(situation: Situation, server: ServerId, title: string): string {
  const columns = endpointsOf(server).map((endpoint) => ({
    head: endpoint.title,
    cells: credentials.map((credential) =>
      textOf(predict({ situation, server, endpoint: endpoint.id, credential })),
    ),
  }));
  const kept = joinAlike(columns, ([head, ...more]) => [head, ...more].join(', '));
  const rows = credentials.map((credential, i) => ({
    credential,
    cells: kept.map(({ cells }) => cells[i]!),
  }));
  return markdownTable([
    [title, ...kept.map(({ head }) => head)],
    ...joinRows(rows).map(({ head, cells }) => [head, ...cells]),
  ]);
}

/** `200 ada`, in bold where the MCP server has answered. */
function textOf({ status, challenge, reached, caller, because }: Outcome): string {
  const words = { 'sign-in': 'sign-in', bearer: 'Bearer', 'invalid-token': 'invalid_token' };
  const text = [String(status), challenge && words[challenge], caller].filter(Boolean).join(' ');
  if (reached) return `**${text}**`;
  return because.includes('host.keys-off') ? `${text} \\*` : text;
}

/** Columns, or rows, with the same cells as one, where the first of them stands. */
function joinAlike(
  all: readonly Row[],
  headOf: (heads: readonly string[]) => string,
): readonly Row[] {
  const alike = Map.groupBy(all, ({ cells }) => cells.join('|'));
  return [...alike.values()].map((rows) => ({
    head: headOf(rows.map(({ head }) => head)),
    cells: rows[0]!.cells,
  }));
}

function joinRows(
  rows: readonly { readonly credential: Credential; readonly cells: readonly string[] }[],
): readonly Row[] {
  return joinAlike(
    rows.map(({ credential, cells }) => ({ head: credential.title, cells })),
    (titles) => (titles.length === rows.length ? 'anything' : nameAll(titles)),
  );
}

/** Groups of credentials, which tables name where all of one comes out alike. */
const groups: readonly [name: string, has: (credential: Credential) => boolean][] = [
  [
    'no token that holds, whatever else',
    ({ token }) => token === undefined || token.verdict === 401,
  ],
  [
    'a token, and no key of the app',
    ({ token, key }) => token !== undefined && (key === undefined || key === 'wrong'),
  ],
  ['a token that does not hold', ({ token, key }) => token?.verdict === 401 && !key],
  [
    'the right token, whatever else but the master key',
    ({ token, key }) => token?.id === 'right' && key !== 'master',
  ],
  [
    'the right token, and no key that opens',
    ({ token, key }) => token?.verdict === 200 && key !== 'own' && key !== 'master',
  ],
  ['a token of another tenant or client', ({ token }) => token?.verdict === 403],
  ['the right key, whatever else', ({ key }) => key === 'own'],
  ['the master key, whatever else', ({ key }) => key === 'master'],
  ['a key of another level, whatever else', ({ key }) => key === 'other-level'],
];

/** The groups that are whole by their names, the rest one by one. */
function nameAll(titles: readonly string[]): string {
  const names: string[] = [];
  let left = credentials.filter(({ title }) => titles.includes(title));
  for (const [name, has] of groups) {
    if (!credentials.filter(has).every((member) => left.includes(member))) continue;
    names.push(name);
    left = left.filter((credential) => !has(credential));
  }
  return [...left.map(({ title }) => title), ...names].join('<br>');
}
