import { describe } from 'vitest';
import { situations, type Situation } from '../../scripts/docs/authorization/situations.ts';
import { useGuardedServers } from '../support/guarded-servers.ts';
import { modes } from '../support/servers.ts';
import { describeCells } from './describe-cells.ts';
import { describeClaimedIdentity } from './describe-claimed-identity.ts';
import { describeKeys } from './describe-keys.ts';
import { describeTokens } from './describe-tokens.ts';
import { type AskedServer, type Tokens, tokensAt } from './tokens.ts';

/**
 * Asks both servers in every situation, with a catalogue that tells of its callers. Each pair is started once for all
 * that is asked of it.
 * @param runs of each property
 */
export function describeGates(runs: number): void {
  describe.each(situations.map((situation) => [situation.id, situation] as const))(
    'in the situation %s',
    (id, situation: Situation) => {
      const { authMode, asksForKey, signsIn } = situation;
      const { server, provider, signIn } = useGuardedServers({
        app: 'signIn',
        authMode,
        // The known mistake is to leave them.
        keepsLevels: asksForKey && signsIn,
      });

      describe.each(modes)('the %s server', (mode) => {
        let tokens: Tokens | undefined;
        const asked = (): AskedServer => {
          tokens ??= tokensAt(provider(), signIn(mode).clientId);
          return { ...server(mode), tokens };
        };
        // What counts calls comes first: later ones may still be on their way into the log.
        if (id === 'key') describeKeys(mode, asked, runs);
        if (id === 'entra') describeTokens(asked, runs);
        describeCells(situation, mode, asked);
        describeClaimedIdentity(situation, mode, asked, runs);
      });
    },
  );
}
