import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from '@side-by-side/azure/machine';
import { sampleMeters, sampleReport, writeReports } from '@side-by-side/compare/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type Browser,
  type BrowserContextOptions,
  launchChromium,
  type Page,
} from '../scripts/browser/launch-chromium.ts';

/** The report's page, opened from disk by a real browser. */

const chromium = await findChromium();
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe.skipIf(!chromium)('index.html in Chromium (CHROME_PATH, or chromium on the PATH)', () => {
  let browser: Browser;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compare-page-'));
    const { html } = await writeReports(sampleReport({ meters: sampleMeters() }), folder);
    url = pathToFileURL(html).href;
    browser = await launchChromium(chromium!);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The page, and what it asked for besides itself. */
  async function usePage(options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url);
    return { page, requests, complaints };
  }

  const evaluate = <T>(page: Page, code: string): Promise<T> => page.evaluate(code);
  const colourOf = (page: Page, what: 'color' | 'backgroundColor') =>
    evaluate<string>(page, `getComputedStyle(document.body).${what}`);

  test('asks for nothing but itself, and has no complaint', async () => {
    const { page, requests, complaints } = await usePage();
    await page.locator('details summary').first().click();
    expect(requests.filter((request) => !request.startsWith('data:'))).toEqual([url]);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 360],
    ['dark', 360],
  ] as const)(
    'axe finds nothing in %s at %d pixels, with all evidence open',
    async (colorScheme, width) => {
      const { page } = await usePage({ colorScheme, viewport: { width, height: 800 } });
      await evaluate(
        page,
        `for (const one of document.querySelectorAll('details')) one.open = true`,
      );
      await evaluate(page, axe);
      const { violations, passes } = await evaluate<{ violations: Violation[]; passes: unknown[] }>(
        page,
        'axe.run()',
      );
      const found = violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]?.html]);
      expect(found).toEqual([]);
      expect(passes.length).toBeGreaterThan(15);
    },
  );

  test('axe would find what is wrong', async () => {
    const { page } = await usePage();
    await evaluate(
      page,
      `document.documentElement.lang = ''; document.querySelector('h1').style.color = '#eee'`,
    );
    await evaluate(page, axe);
    const { violations } = await evaluate<{ violations: Violation[] }>(page, 'axe.run()');
    expect(violations.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['html-has-lang', 'color-contrast']),
    );
  });

  test('is light or dark as its reader likes it, and light on paper', async () => {
    const { page } = await usePage({ colorScheme: 'light' });
    expect(await colourOf(page, 'backgroundColor')).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await colourOf(page, 'backgroundColor')).toBe('rgb(20, 23, 27)');
    expect(await colourOf(page, 'color')).toBe('rgb(230, 233, 237)');
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await colourOf(page, 'backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await colourOf(page, 'color')).toBe('rgb(27, 31, 36)');
  });

  test('prints its figures, without what only a screen needs', async () => {
    const { page } = await usePage();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('svg').first().isVisible()).toBe(true);
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('the keyboard reaches the evidence, opens it and closes it', async () => {
    const { page } = await usePage();
    const evidence = page.locator('.capabilities details').first();
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab');
      if (await evaluate(page, `document.activeElement.matches('.capabilities summary')`)) break;
    }
    expect(await evidence.getAttribute('open')).toBeNull();
    await page.keyboard.press('Enter');
    expect(await evidence.getAttribute('open')).not.toBeNull();
    expect(await evidence.locator('pre').first().isVisible()).toBe(true);
    expect(await evidence.innerText()).toContain('POST http://127.0.0.1:7071');
    await page.keyboard.press('Space');
    expect(await evidence.locator('pre').first().isVisible()).toBe(false);
  });

  test('what stands alike can be hidden', async () => {
    const { page } = await usePage();
    const row = (title: string) => page.getByRole('row', { name: title });
    expect(await row('Streamable HTTP').isVisible()).toBe(true);
    await page.getByLabel('Only where they do not stand alike').check();
    expect(await row('Streamable HTTP').isVisible()).toBe(false);
    expect(await row('Legacy SSE').isVisible()).toBe(true);
  });

  test.each([320, 700, 1600])('nothing is wider than a window of %d pixels', async (width) => {
    const { page } = await usePage({ viewport: { width, height: 800 } });
    await evaluate(page, `for (const one of document.querySelectorAll('details')) one.open = true`);
    const widest = await evaluate<number>(page, 'document.documentElement.scrollWidth');
    expect(widest).toBeLessThanOrEqual(width);
  });
});
