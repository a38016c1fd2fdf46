import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/identity';
import { CredentialError } from './credential-error.ts';
import { programToken, tokenPrograms } from './token-programs.ts';

export interface CredentialOptions {
  /** The tenant of the subscription. Whoever is signed in may have more than one. */
  readonly tenantId?: string | undefined;
  /** What is asked for tokens, in order. @default azd, the Azure CLI, then DefaultAzureCredential */
  readonly sources?: readonly CredentialSource[];
}

/** One that may be signed in. */
export interface CredentialSource {
  /** As people know it: `azd`. */
  readonly title: string;
  readonly create: (tenantId: string | undefined) => Promise<TokenCredential>;
}

/** The default chain goes last: it looks for managed identities, which takes seconds. */
const defaultSources: readonly CredentialSource[] = [
  ...tokenPrograms.map((program) => ({
    title: program.title,
    create: async (tenantId: string | undefined): Promise<TokenCredential> => ({
      getToken: (scopes) => programToken(program, { scope: [scopes].flat().join(' '), tenantId }),
    }),
  })),
  {
    title: 'the default credentials',
    create: async (tenantId) => {
      const { DefaultAzureCredential } = await import('@azure/identity');
      const timeout = { processTimeoutInMs: 20_000 };
      return new DefaultAzureCredential({ ...timeout, ...(tenantId && { tenantId }) });
    },
  },
];

/**
 * Whoever is signed in to Azure here. Nothing is asked before a token is needed; the first that has one is asked
 * again the next time, and no other, so that all answers come from one identity.
 */
export function createCredential({
  tenantId,
  sources = defaultSources,
}: CredentialOptions = {}): TokenCredential {
  let chosen: Promise<TokenCredential> | undefined;

  async function choose(scopes: string | string[], options?: GetTokenOptions) {
    const tried: string[] = [];
    for (const { title, create } of sources) {
      try {
        const credential = await create(tenantId);
        const token = await credential.getToken(scopes, options);
        if (token) return { credential, token };
        tried.push(`${title}: no token`);
      } catch (error) {
        if (options?.abortSignal?.aborted) throw error;
        tried.push(`${title}: ${inShort(error)}`);
      }
    }
    throw new CredentialError(
      `Nobody is signed in to Azure${tenantId ? ` for the tenant ${tenantId}` : ''}. Sign in: azd auth login${tenantId ? ` --tenant-id ${tenantId}` : ''}\nTried:\n${tried.map((line) => `  ${line}`).join('\n')}`,
    );
  }

  return {
    async getToken(scopes, options): Promise<AccessToken | null> {
      if (chosen) return (await chosen).getToken(scopes, options);
      const first = choose(scopes, options);
      chosen = first.then(({ credential }) => credential);
      // Whoever signs in meanwhile is found the next time.
      chosen.catch(() => (chosen = undefined));
      return (await first).token;
    },
  };
}

/** The first sentence of what a library says; the rest is about its own troubleshooting guide. */
function inShort(error: unknown): string {
  const { errors } = error as { errors?: unknown };
  if (Array.isArray(errors)) {
    // A chain: those that are not set up say nothing of use, one that is and fails does.
    const failed = errors.find((one) => (one as Error).name !== 'CredentialUnavailableError');
    return failed === undefined
      ? 'none of them is set up here (environment variables, workload or managed identity, PowerShell …)'
      : inShort(failed);
  }
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split('\n').find((part) => part.trim()) ?? 'failed';
  return line
    .replace(/(?<=\.)\s.*$/, '')
    .trim()
    .slice(0, 200);
}
