import { fileURLToPath } from 'node:url';
import { createCompareCommand } from '@side-by-side/compare/command';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run compare`; what it takes to find servers on Azure loads only with `--env`. */
export const compareCommand = createCompareCommand({
  async findDeployed(environmentName, signal) {
    const { deployedFinder } = await import('./find-deployed.ts');
    return deployedFinder({ root })(environmentName, signal);
  },
});
