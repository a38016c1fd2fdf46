import { describe, expect, test } from 'vitest';
import { callFromPage, openPage } from './support/call-from-page.ts';
import { askAxe, chromium, evaluate, type Page, useChromium } from './support/chromium.ts';
import { modes } from './support/servers.ts';
import { useGuardedServers } from './support/guarded-servers.ts';

/** Sign-in by a real browser: the cookie's way in, and the pages of our identity provider. */

describe.skipIf(!chromium)('in Chromium (CHROME_PATH, or chromium on the PATH)', () => {
  const { server, provider, signIn } = useGuardedServers();
  const usePage = useChromium();

  /** Chooses a user, and allows what the app asks for, up to the page that was wanted, when it has loaded. */
  async function signInOn(page: Page, name: string, wanted: string): Promise<void> {
    await page.getByRole('button', { name }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.waitForURL(wanted);
  }

  test.each(modes)('a user who declines is not signed in to the %s server', async (mode) => {
    const { page } = await usePage();
    const { origin } = server(mode).url;
    await page.goto(`${origin}/.auth/login/aad?post_login_redirect_uri=/.auth/me`);
    await page.getByRole('button', { name: 'Ada Sample' }).click();
    const answer = page.waitForResponse((response) => /\/callback\?/.test(response.url()));
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await answer).status()).toBe(401);
    expect((await page.goto(`${origin}/.auth/me`))!.status()).toBe(401);
  });

  test('a page elsewhere cannot use the session of a user', async () => {
    const { page } = await usePage();
    const { origin, pathname } = server('self-hosted').url;
    await page.goto(`${origin}/.auth/login/aad?post_login_redirect_uri=/.auth/me`);
    await signInOn(page, 'Ben Sample', `${origin}/.auth/me`);
    expect((await callFromPage(page, pathname, 'any_tool')).status).toBe(200);
    const refusals = () =>
      server('self-hosted').host.logs.filter(
        ({ request }) => request?.path === pathname && request.status === 401,
      ).length;
    const before = refusals();
    // The same browser, but a page of another site: to it 127.0.0.1 is not localhost.
    await page.goto(`${origin.replace('localhost', '127.0.0.1')}${openPage}`);
    const answer = await evaluate<string>(
      page,
      `fetch(${JSON.stringify(server('self-hosted').url.href)}, {
        method: 'POST', credentials: 'include', mode: 'no-cors', body: '{}',
      }).then((answer) => answer.type + answer.status)`,
    );
    expect(answer).toBe('opaque0');
    await expect.poll(refusals).toBe(before + 1);
  });

  /** Where each page of the identity provider is. */
  const pages = {
    'the sign-in page': async (page: Page) => {
      await page.goto(`${server('extension').url.origin}/.auth/login/aad`);
    },
    'the page with an expected user first': async (page: Page) => {
      await page.goto(authorizeUrl({ login_hint: 'gia@fabrikam.example' }));
    },
    'the consent page': async (page: Page) => {
      await page.goto(authorizeUrl({ prompt: 'consent' }));
      await page.getByRole('button', { name: 'Ada Sample' }).click();
      await page.getByRole('button', { name: 'Accept' }).waitFor();
      await page.waitForLoadState();
    },
    'the error page': async (page: Page) => {
      await page.goto(
        authorizeUrl({ redirect_uri: 'https://elsewhere.example/a-rather-long-path' }),
      );
    },
    'the page after sign-out': async (page: Page) => {
      await page.goto(
        `${new URL(provider().url).origin}/${provider().tenantId}/oauth2/v2.0/logout`,
      );
    },
    'the last page of a sign-out at the server': async (page: Page) => {
      await page.goto(`${server('extension').url.origin}/.auth/logout/complete`);
    },
  } as const;

  function authorizeUrl(changes: Record<string, string>): string {
    const query = new URLSearchParams({
      client_id: 'aebc6443-996d-45c2-90f0-388ff96faa56',
      redirect_uri: 'http://127.0.0.1:33418/',
      response_type: 'code',
      scope: `${signIn('extension').identifierUri}/user_impersonation`,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
      ...changes,
    });
    return `${provider().url}/${provider().tenantId}/oauth2/v2.0/authorize?${query.toString()}`;
  }

  describe.each(Object.entries(pages))('%s', (_, open) => {
    test.each([
      ['light', 1000],
      ['dark', 1000],
      ['light', 320],
      ['dark', 320],
    ] as const)('is fit for all in %s at %d pixels', async (colorScheme, width) => {
      const { page, complaints } = await usePage({ colorScheme, viewport: { width, height: 700 } });
      await open(page);
      expect(
        await evaluate<number>(page, 'document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(width);
      expect(complaints.filter((text) => !/40[01]/.test(text))).toEqual([]);
      const { violations, passes } = await askAxe(page);
      expect(violations).toEqual([]);
      expect(passes).toBeGreaterThan(10);
    });
  });

  test('the keyboard alone signs a user in', async () => {
    const { page } = await usePage();
    const { origin } = server('extension').url;
    await page.goto(`${origin}/.auth/login/aad?post_login_redirect_uri=/.auth/me`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await evaluate(page, 'document.activeElement.innerText')).toContain('Ben Sample');
    const outline = 'getComputedStyle(document.activeElement).outlineStyle';
    expect(await evaluate(page, outline)).toBe('solid');
    await page.keyboard.press('Enter');
    await page.waitForURL(/login$/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${origin}/.auth/me`);
  });
});
