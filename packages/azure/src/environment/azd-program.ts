import { type RunProgram, runProgram } from '../programs/run-program.ts';

/** azd of the PATH, asked for one environment. Each answer is undefined where azd has none to give. */
export interface AzdProgram {
  /** The values of the environment, also where azd keeps them elsewhere than in `.azure`. */
  values(): Promise<NodeJS.ProcessEnv | undefined>;
  /** The resource ids of each service that azd finds on Azure. */
  resourceIds(): Promise<Readonly<Record<string, readonly string[]>>>;
}

/** azd may look for a newer version of itself first. */
const valuesTimeoutMs = 20_000;
/** It asks Azure. */
const showTimeoutMs = 60_000;

/** @see Azure/azure-dev: cli/azd/cmd/env.go (get-values), cli/azd/pkg/contracts/show.go */
export function azdProgram(root: string, name: string, run: RunProgram = runProgram): AzdProgram {
  const ask = async (timeoutMs: number, ...args: string[]): Promise<unknown> => {
    const all = [...args, '--environment', name, '--output', 'json', '--no-prompt'];
    try {
      return JSON.parse(await run('azd', all, { cwd: root, timeoutMs })) as unknown;
    } catch {
      // No azd, an environment that it does not know, nobody signed in: others know what is asked, or say so better.
      return undefined;
    }
  };
  return {
    async values() {
      const answer = await ask(valuesTimeoutMs, 'env', 'get-values');
      if (!isRecord(answer)) return undefined;
      const strings = Object.entries(answer).filter(([, value]) => typeof value === 'string');
      return strings.length ? (Object.fromEntries(strings) as NodeJS.ProcessEnv) : undefined;
    },
    async resourceIds() {
      const answer = await ask(showTimeoutMs, 'show');
      const services = isRecord(answer) && isRecord(answer['services']) ? answer['services'] : {};
      return Object.fromEntries(
        Object.entries(services).map(([service, shown]) => {
          const target = isRecord(shown) ? shown['target'] : undefined;
          const ids = isRecord(target) ? target['resourceIds'] : undefined;
          return [service, Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []];
        }),
      );
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
