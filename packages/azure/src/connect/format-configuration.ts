import type { Client, Configuration, JsonObject, Settings } from './client.ts';
import type { Entry } from './entry.ts';
import type { Change } from './merged.ts';

/** Settings as they stand in a file that holds nothing else. */
export function settingsAsJson({ section, servers, inputs }: Settings): JsonObject {
  return { ...(inputs && { inputs }), [section]: servers };
}

/** All about one client, as it is printed. */
export function formatConfiguration(
  client: Client,
  configuration: Configuration,
  file: string | undefined,
): string {
  const { settings, ways } = configuration;
  const parts: string[] = [];
  if (settings) {
    const where = file ?? 'The settings file';
    parts.push(
      `${where} (npm run connect -- ${client.name} --write puts it there):`,
      JSON.stringify(settingsAsJson(settings), undefined, 2),
    );
  }
  for (const { title, lines } of ways) parts.push(`${title}:`, lines.join('\n'));
  const remarks = formatRemarks(configuration);
  return [client.title, ...parts, ...(remarks ? [remarks] : [])].join('\n\n');
}

/** What is left out, and what there is to know. */
export function formatRemarks({ leftOut, notes }: Configuration): string {
  return [...leftOut.map((line) => `✘ ${line}`), ...notes.map((line) => `- ${line}`)].join('\n');
}

/** What was done to a file. */
export function formatChanges(file: string, changes: readonly Change[]): string {
  if (changes.length === 0) return `✓ ${file} has it all. Nothing was changed.`;
  const signs = { added: '+', changed: '~', removed: '-' };
  return [`✓ ${file}`, ...changes.map(({ kind, path }) => `  ${signs[kind]} ${path}`)].join('\n');
}

/** One line for each server. */
export function formatServers(entries: readonly Entry[]): string {
  return table(
    entries.map(({ name, server: { title, url, authMode } }) => [title, url.href, authMode, name]),
  );
}

/** One line for each client: where its settings go, and whether it gets in. */
export function formatOverview(
  rows: readonly {
    readonly client: Client;
    readonly file: string | undefined;
    readonly configuration: Configuration;
  }[],
): string {
  return table(
    rows.map(({ client, file, configuration }) => [
      client.name,
      file ?? (configuration.settings ? 'a file, named with --file' : 'command lines'),
      configuration.leftOut.length > 0
        ? `✘ does not get in as things are: npm run connect -- ${client.name} tells why`
        : '✓',
    ]),
  );
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => `  ${row.map((cell, at) => cell.padEnd(widths?.[at] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
