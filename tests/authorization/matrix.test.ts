import { facts } from '@side-by-side/local-host/fidelity';
import { verifies } from '@side-by-side/local-host/testing';
import { describe, expect, test } from 'vitest';
import { credentials } from '../../scripts/docs/authorization/credentials.ts';
import { endpointsOf, servers } from '../../scripts/docs/authorization/endpoints.ts';
import { type Cell, predict } from '../../scripts/docs/authorization/predict.ts';
import { situations } from '../../scripts/docs/authorization/situations.ts';
import { ask } from './ask.ts';
import { useGuardedServers } from './guarded-servers.ts';

/**
 * Who is let in where, and with what: each cell is written down in `scripts/docs/authorization` for reasons that are
 * facts, and each server is asked.
 */
verifies('host.webhook-level', 'host.keys-off', 'easy-auth.keys', 'easy-auth.function-keys');

const cells: readonly Cell[] = situations.flatMap((situation) =>
  servers.flatMap(({ id }) =>
    endpointsOf(id).flatMap((endpoint) =>
      credentials.map((credential) => ({
        situation,
        server: id,
        endpoint: endpoint.id,
        credential,
      })),
    ),
  ),
);

describe.each(situations.map((situation) => [situation.id, situation] as const))(
  'in the situation %s',
  (_, situation) => {
    const server = useGuardedServers(situation);

    test.each(servers.map(({ id }) => id))('the %s server lets in whom it should', async (id) => {
      const differing: string[] = [];
      let called = 0;
      for (const endpoint of endpointsOf(id)) {
        const each = credentials.map(async (credential) => {
          const cell = { situation, server: id, endpoint: endpoint.id, credential };
          const { because: _reasons, ...expected } = predict(cell);
          if (endpoint.id === 'call' && expected.reached) called += 1;
          const observed = await ask(server(id), endpoint, credential);
          if (isSame(observed, expected)) return;
          differing.push(
            `${endpoint.title} with ${credential.title}: ${JSON.stringify(observed)} instead of ${JSON.stringify(expected)}`,
          );
        });
        await Promise.all(each);
      }
      expect(differing).toEqual([]);
      // The log is the server's own word for it.
      await expect.poll(() => server(id).calls()).toBe(called);
    });
  },
);

function isSame(one: object, other: object): boolean {
  const sorted = (value: object): string => JSON.stringify(Object.entries(value).toSorted());
  return sorted(one) === sorted(other);
}

describe('nothing in the matrix lets a request through that Azure would refuse', () => {
  const about = ({ situation, server, endpoint, credential }: Cell): string =>
    `${situation.id}, ${server}, ${endpoint}: ${credential.title}`;
  const outcomes = cells.map((cell) => ({ cell, outcome: predict(cell) }));

  test('whatever reaches a server does so for reasons that the local host shares with Azure', () => {
    for (const { cell, outcome } of outcomes.filter(({ outcome: { reached } }) => reached)) {
      expect(outcome.because, about(cell)).not.toEqual([]);
      for (const fact of outcome.because) {
        expect({ fact, ...facts[fact] }, about(cell)).toMatchObject({
          fact,
          state: 'same',
          sure: expect.stringMatching(/^(?:recorded|read)$/),
        });
      }
    }
  });

  test('behind Easy Auth only a token that holds, of a tenant and a client that are allowed, comes through', () => {
    for (const { cell, outcome } of outcomes) {
      if (!cell.situation.signsIn || !outcome.reached) continue;
      expect(['right', 'of-an-app'], about(cell)).toContain(cell.credential.token?.id);
    }
  });

  test('where the gate asks for keys only the right key or the master key opens it', () => {
    for (const { cell, outcome } of outcomes) {
      if (!cell.situation.asksForKey || !outcome.reached) continue;
      expect(['own', 'master'], about(cell)).toContain(cell.credential.key);
    }
  });

  test('a caller is known only by a token that Easy Auth has checked', () => {
    for (const { cell, outcome } of outcomes) {
      if (outcome.caller === undefined || outcome.caller === 'nobody') continue;
      expect(cell.situation.signsIn, about(cell)).toBe(true);
      expect(outcome.caller, about(cell)).toBe(cell.credential.token?.caller);
    }
  });

  test('the admin API takes the master key, but for the mode without keys, which is declared', () => {
    for (const { cell, outcome } of outcomes) {
      if (cell.endpoint !== 'admin' || outcome.status !== 200) continue;
      if (cell.credential.key === 'master') continue;
      expect(outcome.because, about(cell)).toContain('host.keys-off');
      expect(cell.situation.id, about(cell)).toBe('anonymous');
      expect(facts['host.keys-off'].state).toBe('differs on purpose');
    }
  });
});
