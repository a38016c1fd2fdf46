import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { findChromium } from '@side-by-side/azure/machine';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import {
  type Browser,
  type BrowserContextOptions,
  launchChromium,
  type Page,
} from '../../scripts/browser/launch-chromium.ts';

export type { Page };

/** The program; undefined where there is none. */
export const chromium = await findChromium();

/** A page, and all that it and its scripts complained of on the console. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Starts Chromium for the tests of a suite. Returns what opens a page in a profile of its own, for one test. */
export function useChromium(): (options?: BrowserContextOptions) => Promise<OpenPage> {
  let browser: Browser;
  beforeAll(async () => {
    if (chromium) browser = await launchChromium(chromium);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (options = {}) => {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    return { page, complaints };
  };
}

/** Runs code in a page. */
export function evaluate<T>(page: Page, code: string): Promise<T> {
  return page.evaluate(code);
}

/** What axe finds wrong with a page, and how many of its rules it found kept. */
export interface Accessibility {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    /** The first place. */
    readonly html: string | undefined;
  }[];
  readonly passes: number;
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Asks axe about a page as it is now. */
export async function askAxe(page: Page): Promise<Accessibility> {
  await page.evaluate(await readFile(axe, 'utf8'));
  return evaluate(
    page,
    `axe.run().then(({ violations, passes }) => ({
      violations: violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0]?.html })),
      passes: passes.length,
    }))`,
  );
}
