import { facts, type FactId } from '@side-by-side/local-host/fidelity';
import { verdictText } from '../output/markdown/capabilities.ts';
import { escapeMarkdown } from '../output/markdown/escape.ts';
import { markdownTable } from '../output/markdown/table.ts';
import { byGroup } from '../output/wording/standings.ts';
import type { CapabilityRow } from '../report/capabilities.ts';
import { type Findings, findingsOf, modes, verdictIn } from './findings.ts';
import { reasonsForNeither } from './neither.ts';
import { isAboutHosting, rowFacts } from './row-facts.ts';

/**
 * docs/hosting-modes.md: what each hosting mode can do, as probed of both servers in the local host.
 * @throws Error where the page would say what the probe does not find, or a row rests on nothing
 */
export function renderHostingModes(probed: readonly CapabilityRow[]): string {
  const rows = probed.filter(({ id }) => isAboutHosting(id));
  const findings = findingsOf(rows);
  const more = (one: number, other: number) =>
    rows.filter((row) => rank(row, modes[one]!.id) > rank(row, modes[other]!.id));
  return `${[
    ...introduction,
    '## In short',
    ahead('Only the extension server, or it more fully', more(0, 1)),
    ahead('Only the self-hosted server, or it more fully', more(1, 0)),
    `Alike in the other ${rows.length - more(0, 1).length - more(1, 0).length} of ${rows.length} capabilities. Beyond MCP, the extension server has the bindings of Azure Functions, and a function for each tool; the self-hosted server is a server of the MCP SDK, as it would run anywhere, and its hosting is in public preview.`,
    ...byGroup(rows).map(([group, members]) => groupSection(group, members)),
    restsOn(rows),
    neither(findings),
  ].join('\n\n')}\n`;
}

const introduction = [
  '# Which hosting mode?',
  'What a client finds on each of the two servers, probed by `npm run docs` with the official MCP clients and with plain requests. Both served the same catalogue, which has one of everything, in the local host. `npm run compare` probes them again, shows the request and the answer behind every cell, and measures how fast they are.',
  'The self-hosted server answers with the MCP SDK itself, and the local host only passes that on. The extension server’s answers are the local host’s, which stands for the MCP extension 1.6.0: each row names the facts of [the fidelity manifest](local-host.md) that it rests on, and [What this rests on](#what-this-rests-on) says them in full. Nothing here was probed on Azure.',
  'Who may call is decided in front of both servers, alike, and so are the web pages that may (CORS): see [Who may call](deploy.md#who-may-call). The rows of the report on that are left out here.',
];

const ranks = { yes: 2, partly: 1, no: 0, 'not observable': 0 } as const;

function rank(row: CapabilityRow, mode: string): number {
  return ranks[verdictIn(row, mode)];
}

function ahead(heading: string, rows: readonly CapabilityRow[]): string {
  const items = rows.map(
    ({ group, title }) => `- ${escapeMarkdown(title)} (${escapeMarkdown(group)})`,
  );
  return `${heading}:\n\n${items.join('\n') || '- nothing'}`;
}

function groupSection(group: string, rows: readonly CapabilityRow[]): string {
  const table = markdownTable([
    ['', ...modes.map(({ title }) => title), 'Rests on'],
    ...rows.map((row) => [
      escapeMarkdown(row.title),
      ...modes.map(({ id }) => verdictText(verdictIn(row, id))),
      factsOf(row.id)
        .map((id) => `\`${id}\``)
        .join(', '),
    ]),
  ]);
  const sentences = rows
    .filter((row) => !modes.every(({ id }) => verdictIn(row, id) === 'yes'))
    .map((row) => {
      const told = modes.map(
        ({ id, title }) => `_${title}:_ ${escapeMarkdown(row.cells[id]!.sentence)}`,
      );
      return `- **${escapeMarkdown(row.title)}.** ${told.join(' ')}`;
    });
  return [`## ${escapeMarkdown(group)}`, table, sentences.join('\n')].filter(Boolean).join('\n\n');
}

function factsOf(id: string): readonly FactId[] {
  const found = rowFacts[id];
  if (!found?.length) throw new Error(`Say in row-facts.ts what the row ${id} rests on.`);
  return found;
}

function restsOn(rows: readonly CapabilityRow[]): string {
  const ids = [...new Set(rows.flatMap(({ id }) => factsOf(id)))].toSorted();
  const items = ids.map(
    (id) => `- \`${id}\`: ${facts[id].behaviour} (${facts[id].sure}: ${facts[id].source})`,
  );
  return `## What this rests on\n\n${items.join('\n')}`;
}

function neither({ row }: Findings): string {
  const items = reasonsForNeither.map(({ text, neitherDoes }) => {
    for (const id of neitherDoes) {
      const can = modes.find((mode) => verdictIn(row(id), mode.id) === 'yes');
      if (can)
        throw new Error(`neither.ts says that no server does ${id}, but the ${can.title} does.`);
    }
    return `- ${text}`;
  });
  return `## When to use neither\n\n${items.join('\n')}`;
}
