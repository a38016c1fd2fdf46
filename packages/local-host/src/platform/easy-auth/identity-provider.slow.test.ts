import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { bearer, useFront } from './testing/front.ts';

verifies('easy-auth.provider-unavailable');

test.each(['openid-configuration', 'keys'])(
  'an identity provider that never answers for %s is given up after 5 s',
  async (name) => {
    const front = await useFront();
    const token = await front.issuer.token();
    front.issuer.answers.set(name, () => {});
    const started = performance.now();
    expect((await front.send('/', bearer(token))).status).toBe(503);
    expect(performance.now() - started).toBeLessThan(8_000);
    expect(front.log.entries.at(-1)!.message).toContain(name);
    front.issuer.answers.clear();
    expect((await front.send('/', bearer(token))).status).toBe(200);
  },
  20_000,
);
