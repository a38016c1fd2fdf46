import { type Browser, chromium } from 'playwright-core';

export type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Starts Chromium without a window. In a container, where there is nothing to protect, it has no sandbox. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
