import { expect, test } from 'vitest';
import { callFromPage, openPage } from '../support/call-from-page.ts';
import { chromium, evaluate, useChromium } from '../support/chromium.ts';
import { useProjectCopy } from '../support/project-copy.ts';
import { freePortBase, useCli } from '../support/start-process.ts';

const usePage = useChromium();

test.skipIf(!chromium)(
  'npm start -- --auth entra: a user signs in, calls who_am_i on both servers, and signs out',
  async () => {
    const copy = await useProjectCopy();
    const base = await freePortBase();
    const start = useCli(copy, ['start', '--port-base', `${base}`, '--auth', 'entra']);
    await start.untilPrinted('Ctrl-C stops both');
    const { page, complaints } = await usePage();
    const servers = [
      { port: base + 1, path: '/runtime/webhooks/mcp', isSignedInBefore: false },
      { port: base + 2, path: '/mcp', isSignedInBefore: true },
    ];
    for (const { port, path, isSignedInBefore } of servers) {
      const origin = `http://localhost:${port}`;
      await page.goto(`${origin}/.auth/login/aad?post_login_redirect_uri=/.auth/me`);
      // At the identity provider the user has to say who they are once, and what each app may do.
      if (!isSignedInBefore) {
        expect(await page.title()).toBe('Sample sign-in');
        await page.getByRole('button', { name: 'Ben Sample' }).click();
      }
      await expect.poll(() => page.title()).toBe('Permissions requested');
      await page.getByRole('button', { name: 'Accept' }).click();
      await page.waitForURL(`${origin}/.auth/me`);
      expect(await evaluate(page, 'document.body.innerText')).toContain('ben@contoso.example');
      // No script of a page can read what lets it in.
      expect(await evaluate(page, 'document.cookie')).toBe('');
      const answer = await callFromPage(page, path, 'who_am_i');
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('ben@contoso.example');
    }
    for (const { port, path } of servers) {
      const origin = `http://localhost:${port}`;
      await page.goto(`${origin}/.auth/logout`);
      expect(page.url()).toBe(`${origin}/.auth/logout/complete`);
      expect(await evaluate(page, 'document.body.innerText')).toContain('You have signed out.');
      expect((await page.goto(`${origin}/.auth/me`))!.status()).toBe(401);
      await page.goto(`${origin}${openPage}`);
      expect((await callFromPage(page, path, 'who_am_i')).status).toBe(401);
    }
    expect(complaints.filter((text) => !/401/.test(text))).toEqual([]);
  },
);
