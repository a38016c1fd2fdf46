import { type FactId, facts } from '@side-by-side/local-host/fidelity';
import { describe, expect, test } from 'vitest';
import { credentials } from '../../scripts/docs/authorization/credentials.ts';
import { endpointsOf, servers } from '../../scripts/docs/authorization/endpoints.ts';
import { type Cell, predict } from '../../scripts/docs/authorization/predict.ts';
import { situations } from '../../scripts/docs/authorization/situations.ts';

/** What is written down in `scripts/docs/authorization`, judged as it stands; `gates.test.ts` asks the servers. */

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

describe('nothing in the matrix lets a request through that Azure would refuse', () => {
  const outcomes = cells.map((cell) => ({ ...cell, ...predict(cell) }));
  type Judged = (typeof outcomes)[number];

  /** The cells that are not as they must be, in words. */
  const offenders = (isOne: (judged: Judged) => boolean): string[] =>
    outcomes
      .filter(isOne)
      .map(({ situation, server, endpoint, credential }) =>
        [situation.id, server, endpoint, credential.title].join(', '),
      );

  test('whatever reaches a server does so for reasons that the local host shares with Azure', () => {
    const isShared = (id: FactId): boolean =>
      facts[id].state === 'same' && facts[id].sure !== 'unverified';
    expect(
      offenders(
        ({ reached, because }) => reached && !(because.length > 0 && because.every(isShared)),
      ),
    ).toEqual([]);
  });

  test('behind Easy Auth only a token that holds, of a tenant and a client that are allowed, comes through', () => {
    const isRight = ({ credential: { token } }: Judged): boolean =>
      token?.id === 'right' || token?.id === 'of-an-app';
    expect(offenders((cell) => cell.situation.signsIn && cell.reached && !isRight(cell))).toEqual(
      [],
    );
  });

  test('where the gate asks for keys only the right key or the master key opens it', () => {
    const opens = ({ credential: { key } }: Judged): boolean => key === 'own' || key === 'master';
    expect(offenders((cell) => cell.situation.asksForKey && cell.reached && !opens(cell))).toEqual(
      [],
    );
  });

  test('a caller is known only by a token that Easy Auth has checked', () => {
    const isChecked = ({ situation, credential, caller }: Judged): boolean =>
      situation.signsIn && caller === credential.token?.caller;
    expect(offenders((cell) => (cell.caller ?? 'nobody') !== 'nobody' && !isChecked(cell))).toEqual(
      [],
    );
  });

  test('the admin API takes the master key, but for the mode without keys, which is declared', () => {
    const isOpen = ({ endpoint, status, credential }: Judged): boolean =>
      endpoint === 'admin' && status === 200 && credential.key !== 'master';
    const isDeclared = ({ situation, because }: Judged): boolean =>
      situation.id === 'anonymous' && because.includes('host.keys-off');
    expect(offenders((cell) => isOpen(cell) && !isDeclared(cell))).toEqual([]);
    expect(facts['host.keys-off'].state).toBe('differs on purpose');
  });
});
