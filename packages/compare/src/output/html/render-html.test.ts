import { describe, expect, test } from 'vitest';
import type { Report } from '../../report/report.ts';
import { cell, exchange, sampleMeters, sampleReport } from '../testing/sample-report.ts';
import { renderHtml } from './render-html.ts';

/** What the page shows, without its tags. */
function textOf(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

describe('the page', () => {
  const page = renderHtml(sampleReport());

  test('shows every verdict in words, with its sentence', () => {
    expect(textOf(page)).toContain('Legacy SSE ✓ yes The probe says yes. tools/list Request POST');
    expect(textOf(page)).toContain(
      'Lists in pages – not observable The probe says not observable.',
    );
  });

  test('has the evidence behind each cell', () => {
    expect(page.match(/<details><summary><span class="verdict/g)).toHaveLength(8);
    expect(page).toContain(
      'POST http://127.0.0.1:7071/runtime/webhooks/mcp\ncontent-type: application/json\n\n{&quot;jsonrpc&quot;',
    );
  });

  test('has a table with the figures of each picture', () => {
    const figures = page.match(/<figure.*?<\/figure>/gs)!;
    expect(figures.map((figure) => /<svg.*<table/s.test(figure))).toEqual(figures.map(() => true));
    expect(textOf(page)).toContain('p99 7.9 3.8');
    expect(textOf(page)).toContain('failed requests 2 –');
  });

  test('every picture has a name and a description of its own', () => {
    const ids = [...page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...page.matchAll(/<svg [^>]*aria-labelledby="(\S+) (\S+)"/g)].flatMap(
      ([, title, description]) => [title, description],
    );
    expect(named.length).toBeGreaterThan(8);
    expect(ids).toEqual(expect.arrayContaining(named));
  });

  test('says at every picture and table of performance that it is not of Azure', () => {
    const figures = page.match(/<figure.*?<\/figure>/gs)!;
    const marked = (pattern: RegExp) => figures.filter((figure) => pattern.test(figure)).length;
    expect(figures).toHaveLength(6);
    expect(marked(/<caption>[^<]*local host, not Azure/)).toBe(6);
    // Sizes are the same everywhere: only the starts in their table are not.
    expect(marked(/<figcaption>.*local host, not Azure.*<\/figcaption>/)).toBe(5);
  });

  test('asks for nothing from outside, and holds no script', () => {
    expect(page).not.toMatch(/<(?:script|link rel="stylesheet|img|iframe|object)|@import|url\(/i);
    expect(page.match(/\b(?:href|src)="[^"#]*/g)).toEqual([
      'href="data:,',
      ...Array(5).fill('href="'),
    ]);
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-`);
  });
});

test('a figure of a local server beside one of Azure says so in its own column', () => {
  const report = sampleReport();
  report.servers[1].place = 'azure';
  report.performance!.label = 'from this machine';
  expect(renderHtml(report)).toContain('>Extension server (local host, not Azure)</th>');
});

test('a run that was interrupted says so, and shows what it has', () => {
  const { performance: _p, size: _s, cost: _c, ...report } = sampleReport({ isPartial: true });
  report.capabilities[0]!.cells = {};
  const text = textOf(renderHtml(report));
  expect(text).toContain('This run was interrupted');
  expect(text).toContain('Streamable HTTP … not probed … not probed');
  expect(text).not.toMatch(/Performance|Flex Consumption/);
});

test('a row without measures, ratio or spread is shown as it is', () => {
  const report = sampleReport();
  const [row] = report.performance!.rows;
  row!.measures = {};
  delete row!.ratio;
  expect(textOf(renderHtml(report))).toContain('It could not be measured.');
});

test('nothing is drawn outside of what numbers can say: no NaN in a picture', () => {
  const report = sampleReport();
  for (const { measures } of report.performance!.rows) {
    for (const measure of Object.values(measures)) {
      Object.assign(measure, { value: 0, least: 0, greatest: 0 });
      if (measure.histogram) measure.histogram = { bounds: [0, 0], counts: [0] };
    }
  }
  expect(renderHtml(report)).not.toMatch(/NaN|Infinity/);
});

describe('what comes from a server', () => {
  const hostile = `"'></pre></details></td><script>alert(1)</script><img src=x onerror=alert(1)>\u202E\u0000`;

  /** The sample with `hostile` wherever a text may stand. */
  function hostileReport(): Report {
    const evidence = exchange({
      label: hostile,
      request: { method: hostile, url: hostile, headers: { [hostile]: hostile }, body: hostile },
      response: { status: 200, headers: { [hostile]: hostile }, body: hostile },
      problem: hostile,
    });
    const report = sampleReport({ meters: sampleMeters() });
    report.made = hostile;
    for (const server of report.servers) {
      Object.assign(server, { title: hostile, url: hostile, name: hostile, version: hostile });
    }
    Object.assign(report.machine, { cpu: hostile, system: hostile, node: hostile });
    for (const row of report.capabilities) {
      Object.assign(row, { title: hostile, group: hostile });
      const bad = cell('yes', { sentence: hostile, evidence: [evidence] });
      row.cells = { extension: bad, 'self-hosted': bad };
    }
    report.performance!.label = hostile;
    for (const row of report.performance!.rows)
      Object.assign(row, { title: hostile, note: hostile });
    Object.assign(report.cost!.prices, { asOf: hostile, source: hostile });
    Object.assign(report.meters!, { pricesAsOf: hostile, unread: { 'self-hosted': hostile } });
    Object.assign(report.meters!.hours[0]!, { from: hostile, to: hostile });
    return report;
  }

  test('is text, wherever it stands', () => {
    const page = renderHtml(hostileReport());
    expect(page).not.toMatch(/<script|<img|(?!\n)[\p{Cc}\p{Cf}]/u);
    const tags = (text: string) => text.match(/<\/?[a-z0-9]+/g)!.toSorted();
    const plain = sampleReport({ meters: sampleMeters() });
    // As many of each tag as without it, but for what the evidence says besides.
    const more = new Set(['<p', '</p']);
    const all = (text: string) => tags(text).filter((tag) => !more.has(tag));
    for (const row of plain.capabilities) row.group = 'one';
    for (const row of plain.performance!.rows) row.note = 'note';
    expect(all(page)).toEqual(all(renderHtml(plain)));
  });
});
