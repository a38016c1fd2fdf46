import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sampleMeters, sampleReport, writeReports } from '@side-by-side/compare/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askAxe, chromium, evaluate, type Page, useChromium } from './support/chromium.ts';

/** The report's page, opened from disk by a real browser. */

describe.skipIf(!chromium)('index.html in Chromium (CHROME_PATH, or chromium on the PATH)', () => {
  const openPage = useChromium();
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compare-page-'));
    const { html } = await writeReports(sampleReport({ meters: sampleMeters() }), folder);
    url = pathToFileURL(html).href;
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const usePage = async (options?: Parameters<typeof openPage>[0]) => {
    const opened = await openPage(options);
    await opened.page.goto(url);
    return opened;
  };

  const colourOf = (page: Page, what: 'color' | 'backgroundColor') =>
    evaluate<string>(page, `getComputedStyle(document.body).${what}`);

  test('asks for nothing but itself, and has no complaint', async () => {
    const { page, complaints } = await openPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url);
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
      const { violations, passes } = await askAxe(page);
      expect(violations).toEqual([]);
      expect(passes).toBeGreaterThan(15);
    },
  );

  test('axe would find what is wrong', async () => {
    const { page } = await usePage();
    await evaluate(
      page,
      `document.documentElement.lang = ''; document.querySelector('h1').style.color = '#eee'`,
    );
    const { violations } = await askAxe(page);
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
