import { facts } from '@side-by-side/local-host/fidelity';
import { describe, expect, test } from 'vitest';
import { allProbes } from '../capabilities/all-probes.ts';
import { cell } from '../output/testing/sample-report.ts';
import type { CapabilityRow, Verdict } from '../report/capabilities.ts';
import { rowsInShort } from './in-short.ts';
import { reasonsForNeither } from './neither.ts';
import { renderHostingModes } from './render-page.ts';
import { renderReadme, renderTableInShort } from './render-readme-table.ts';
import { isAboutHosting, rowFacts } from './row-facts.ts';

/** Every row that is probed; nothing is found on either server but what `found` says, by the row's id. */
function rows(found: Readonly<Record<string, readonly [Verdict, Verdict]>> = {}): CapabilityRow[] {
  return allProbes.map(({ id, title }) => {
    const [extension, selfHosted] = found[id] ?? ['no', 'no'];
    const cells = { extension: cell(extension), 'self-hosted': cell(selfHosted) };
    return { id, group: id.split('.')[0]!, title, cells };
  });
}

describe('what the rows rest on', () => {
  const ids = allProbes.map(({ id }) => id).filter(isAboutHosting);

  test('is said of each row that is probed, and of no other', () => {
    expect(Object.keys(rowFacts).toSorted()).toEqual(ids.toSorted());
  });

  test('are facts of the fidelity manifest', () => {
    const named = Object.values(rowFacts).flat();
    expect(named.filter((id) => !Object.hasOwn(facts, id))).toEqual([]);
    expect(Object.entries(rowFacts).filter(([, list]) => !list.length)).toEqual([]);
  });

  test('is emulated, or the row would not tell what Azure does', () => {
    const gaps = Object.values(rowFacts)
      .flat()
      .filter((id) => facts[id].state === 'not emulated');
    expect(gaps).toEqual([]);
  });

  test('is asked of rows that are there', () => {
    const needed = [
      ...rowsInShort.map(({ id }) => id),
      ...reasonsForNeither.flatMap(({ neitherDoes }) => neitherDoes),
    ];
    expect(needed.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('the page', () => {
  test('tells who has more, with the sentences of what is not found on both', () => {
    const page = renderHostingModes(
      rows({
        'tools.title': ['no', 'yes'],
        'tools.list': ['yes', 'yes'],
        'transport.sessions': ['partly', 'no'],
      }),
    );
    expect(page).toContain(
      'Only the extension server, or it more fully:\n\n- Sessions (transport)\n\n',
    );
    expect(page).toContain(
      'Only the self-hosted server, or it more fully:\n\n- Titles (tools)\n\n',
    );
    expect(page).toMatch(/\| Titles +\| ✗ no +\| ✓ yes +\| `extension\.tool\.listed` +\|/);
    expect(page).toContain(
      '- **Titles.** _Extension server:_ The probe says no. _Self-hosted server:_ The probe says yes.',
    );
    expect(page).not.toContain('- **Tools are listed.**');
  });

  test('lists each fact that it rests on once', () => {
    const page = renderHostingModes(rows());
    expect(page.match(/^- `extension\.tool\.listed`: /gm)).toHaveLength(1);
  });

  test('leaves out what Azure decides in front of the servers', () => {
    expect(renderHostingModes(rows())).not.toMatch(/sign-?in/i);
  });

  test('is not written where a row rests on nothing', () => {
    const more = [...rows(), { ...rows()[0]!, id: 'tools.new' }];
    expect(() => renderHostingModes(more)).toThrow('what the row tools.new rests on');
  });

  test('is not written where it would call something impossible that a server does', () => {
    expect(() => renderHostingModes(rows({ 'exchange.sampling': ['no', 'yes'] }))).toThrow(
      'no server does exchange.sampling, but the Self-hosted server does',
    );
  });

  test('is not written of half a probe', () => {
    const [first, ...rest] = rows();
    delete first!.cells['self-hosted'];
    expect(() => renderHostingModes([first!, ...rest])).toThrow(
      'was not probed on the self-hosted',
    );
    expect(() => renderHostingModes(rows().slice(0, 20))).toThrow('a row that is not probed');
  });
});

describe('the table of the README', () => {
  const marks = [
    '<!-- hosting modes: written by npm run docs -->',
    '<!-- end of hosting modes -->',
  ];

  test('stands between its marks, and only that is written', () => {
    const table = renderTableInShort(rows());
    const old = `# A\n\n${marks[0]}\n\nold\n\n${marks[1]}\n\nB\n`;
    const written = renderReadme(old, rows());
    expect(written).toBe(`# A\n\n${marks[0]}\n\n${table}\n\n${marks[1]}\n\nB\n`);
    expect(renderReadme(written, rows())).toBe(written);
  });

  test('has a column for each mode', () => {
    const table = renderTableInShort(rows({ 'exchange.progress': ['no', 'yes'] }));
    expect(table).toMatch(/\| +\| Extension server \| Self-hosted server \|/);
    expect(table).toMatch(/\| Progress .* \| ✗ no +\| ✓ yes +\|/);
  });

  test('is not written into a README without the marks', () => {
    expect(() => renderReadme('# A', rows())).toThrow('README.md needs the marks');
  });
});
