import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FunctionsHost,
  type HostKeys,
  openGuards,
  openKeyFile,
  startFunctionsHost,
} from '@side-by-side/local-host';
import { afterAll, beforeAll } from 'vitest';
import type { ServerId } from '../../scripts/docs/authorization/endpoints.ts';
import type { Situation } from '../../scripts/docs/authorization/situations.ts';
import { authLevels } from '../../scripts/package/host-json.ts';
import { root } from '../support/repository.ts';
import { apps, modes } from '../support/servers.ts';
import { tokensAt, type Tokens } from './tokens.ts';

/** A server with what a situation puts around it. */
export interface GuardedServer {
  readonly id: ServerId;
  readonly host: FunctionsHost;
  /** Its keys, or in a situation without keys some that might have been. */
  readonly keys: HostKeys;
  readonly tokens: Tokens;
  /** How often a tool has been called, by what the server itself has logged. */
  readonly calls: () => number;
}

/**
 * Starts both servers, with a catalogue that tells of its callers, as `npm start -- --auth MODE` would: what stands in
 * front of a package of that mode, its levels over host.json, and its mode in the environment. The keys are in a
 * folder of the test's own. There is an identity provider in every mode, since anybody may send a token anywhere.
 */
export function useGuardedServers(situation: Situation): (id: ServerId) => GuardedServer {
  const servers = new Map<ServerId, GuardedServer>();
  const toEnd: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const { authMode } = situation;
    const guards = await openGuards({ mode: authMode });
    const strangers = guards.provider ? guards : await openGuards({ mode: 'entra' });
    toEnd.push(
      () => guards.dispose(),
      () => strangers.dispose(),
    );
    await Promise.all(
      modes.map(async (id) => {
        const folder = await mkdtemp(join(tmpdir(), 'guarded-'));
        toEnd.push(() => rm(folder, { recursive: true, force: true }));
        const app = { name: `${id}-server`, appRoot: folder, url: 'http://localhost' };
        const guard = guards.of(app);
        let calls = 0;
        const host = await startFunctionsHost({
          appRoot: apps.signIn.folders[id],
          ...guard.host,
          hostJson: await levelsIn(situation, id),
          env: { ...process.env, SNIPPETS_FOLDER: folder, ...guard.env, AUTH_MODE: authMode },
          onLog: ({ message }) => {
            if (/\bseen: ok, \d+ ms/.test(message)) calls += 1;
          },
        });
        toEnd.unshift(() => host.dispose());
        const { keys } = await openKeyFile(guard.host.keyFile ?? join(folder, 'keys.json'));
        const signIn = strangers.of(app).signIn!;
        const tokens = tokensAt(strangers.provider!, signIn.clientId);
        servers.set(id, { id, host, keys, tokens, calls: () => calls });
      }),
    );
  });
  afterAll(async () => {
    for (const end of toEnd) await end();
  });
  return (id) => servers.get(id)!;
}

/** The levels that packaging stamps; or host.json as it is committed, where a situation is that of the known mistake. */
async function levelsIn({ authMode, asksForKey, signsIn }: Situation, id: ServerId) {
  const isMistake = asksForKey && signsIn;
  if (!isMistake) return authLevels(id === 'self-hosted', authMode);
  const file = join(root, 'apps', `${id}-server`, 'host.json');
  return JSON.parse(await readFile(file, 'utf8')) as object;
}
