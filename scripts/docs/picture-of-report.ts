import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from '@side-by-side/azure/machine';
import { UsageError } from '@side-by-side/local-host/errors';
import { launchChromium } from '../browser/launch-chromium.ts';

/** Where the picture is, below the root. */
export const pictureFile = 'docs/images/compare.png';

/**
 * Takes a picture of the top of the report that `npm run compare` has written, as readers of the docs see it.
 * @throws UsageError when there is no report, or no Chromium
 */
export async function takePictureOfReport(root: string): Promise<void> {
  const page = join(root, 'reports', 'compare', 'index.html');
  if (!existsSync(page)) throw new UsageError(`${page} is not there. Run npm run compare first.`);
  const chromium = await findChromium();
  if (!chromium) {
    throw new UsageError('A Chromium is needed: install one, or name it by CHROME_PATH.');
  }
  const browser = await launchChromium(chromium);
  try {
    const viewport = { width: 1200, height: 800 };
    const tab = await browser.newPage({ viewport, colorScheme: 'light' });
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: join(root, pictureFile) });
  } finally {
    await browser.close();
  }
}
