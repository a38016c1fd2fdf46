import { expect, test } from 'vitest';
import { sendRaw } from '../../testing/raw-http.ts';
import { Browser, hiddenFieldsOf, registration, useProvider } from './testing/browser.ts';

test('only loopback names with the own port are answered', async () => {
  const { url, tenantId } = await useProvider();
  const port = Number(new URL(url).port);
  const path = `/${tenantId}/v2.0/.well-known/openid-configuration`;
  const statusFor = async (host: string) =>
    (await sendRaw(port, { method: 'GET', path, headers: { Host: host } })).status;
  const hosts = [`localhost:${port}`, `127.0.0.1:${port}`, `evil.example:${port}`, 'localhost'];
  expect(await Promise.all(hosts.map(statusFor))).toEqual([200, 200, 403, 403]);
});

test('forms of other origins are refused, and pages get no tokens', async () => {
  const provider = await useProvider();
  const browser = new Browser(provider);
  const fields = hiddenFieldsOf(await (await browser.authorize()).text());
  const body = new URLSearchParams([...fields, ['user', provider.users[0]!.oid]]);
  const post = (path: string, origin: string) =>
    browser.open(path, { method: 'POST', headers: { origin }, body });
  expect((await post('login', 'http://localhost:1')).status).toBe(403);
  expect((await post('login', 'null')).status).toBe(403);
  expect((await post('consent', 'https://evil.example')).status).toBe(403);
  expect(browser.cookie).toBeUndefined();
  expect((await post('login', provider.url)).status).toBe(302);
  const token = await post('oauth2/v2.0/token', 'https://evil.example');
  expect(await token.json()).toMatchObject({ error_codes: [9002326] });
  expect(token.headers.get('access-control-allow-origin')).toBeNull();
});

test('what strangers have named is escaped on every page', async () => {
  const nasty = `<img src=x onerror=alert(1)>"'&`;
  const escaped = '&#60;img src=x onerror=alert(1)&#62;&#34;&#39;&#38;';
  const publicClients = [
    { appId: 'c', displayName: nasty, redirectUris: ['http://localhost/"><script>'] },
  ];
  const users = [{ oid: 'u', name: nasty, preferredUsername: nasty, roles: [nasty] }];
  const registrations = [{ ...registration, displayName: nasty }];
  const provider = await useProvider({ publicClients, users, registrations });
  const browser = new Browser(provider);
  const ask = { client_id: 'c', redirect_uri: 'http://localhost/"><script>', state: nasty };
  const signIn = await browser.authorize(ask);
  const consent = await browser.press(signIn.clone(), 'user', 'u');
  const error = await browser.authorize({ redirect_uri: nasty });
  const formPost = await browser.press(
    await browser.authorize({ ...ask, response_mode: 'form_post' }),
    'decision',
    'accept',
  );
  for (const page of [signIn, consent, error, formPost]) {
    const text = await page.text();
    expect(text).toContain(escaped);
    expect(text).not.toContain('<img');
    expect(text.match(/<script/g)?.length ?? 0).toBe(page === formPost ? 1 : 0);
  }
});

test('pages run no scripts, are in no frame, and are not kept', async () => {
  const page = await new Browser(await useProvider()).authorize();
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'; style-src 'sha256-");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('script-src');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(await page.text()).toContain('Sample sign-in, not Microsoft.');
});

test('a form that is too large is refused', async () => {
  const browser = new Browser(await useProvider());
  const body = new URLSearchParams({ user: 'x'.repeat(100_001) });
  expect((await browser.open('login', { method: 'POST', body })).status).toBe(413);
});

test('it stops at once, and can be disposed of', async () => {
  const provider = await useProvider();
  await new Browser(provider).authorize();
  await provider[Symbol.asyncDispose]();
  await expect(fetch(provider.url)).rejects.toThrow();
});
