import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { credentials } from '../../scripts/docs/authorization/credentials.ts';
import { endpointsOf } from '../../scripts/docs/authorization/endpoints.ts';
import { predict } from '../../scripts/docs/authorization/predict.ts';
import type { Situation } from '../../scripts/docs/authorization/situations.ts';
import type { Mode } from '../support/servers.ts';
import { ask } from './ask.ts';
import type { AskedServer } from './tokens.ts';

/**
 * Who is let in where, and with what: each cell of the matrix is written down in `scripts/docs/authorization` for
 * reasons that are facts, and the server is asked.
 */
export function describeCells(situation: Situation, mode: Mode, server: () => AskedServer): void {
  test('lets in whom the matrix lets in', async () => {
    const differing: string[] = [];
    const before = server().calls();
    let called = 0;
    for (const endpoint of endpointsOf(mode)) {
      const each = credentials.map(async (credential) => {
        const cell = { situation, server: mode, endpoint: endpoint.id, credential };
        const { because: _reasons, ...expected } = predict(cell);
        if (endpoint.id === 'call' && expected.reached) called += 1;
        const observed = await ask(server(), endpoint, credential);
        if (isDeepStrictEqual(observed, expected)) return;
        differing.push(
          `${endpoint.title} with ${credential.title}: ${JSON.stringify(observed)} instead of ${JSON.stringify(expected)}`,
        );
      });
      await Promise.all(each);
    }
    expect(differing).toEqual([]);
    // The log is the server's own word for it.
    await expect.poll(() => server().calls() - before).toBe(called);
  });
}
