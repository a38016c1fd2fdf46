import { formatError, UsageError } from '@side-by-side/local-host/errors';
import { defineCommand, runMain } from 'citty';
import { complaintAbout } from './complaint.ts';
import { showNpmUsage } from './usage.ts';

/** The project's commands. `scripts/run.mjs` starts this with the right Node and everything installed. */
const main = defineCommand({
  meta: {
    name: 'npm run',
    description: 'Hosts one catalogue of MCP tools on Azure Functions in both ways it offers.',
  },
  subCommands: {
    start: async () => (await import('./start/start-command.ts')).startCommand,
    new: async () => (await import('./new/new-command.ts')).newCommand,
    docs: async () => (await import('./docs/docs-command.ts')).docsCommand,
    package: async () => (await import('./package/package-command.ts')).packageCommand,
    hook: async () => (await import('./hooks/hook-command.ts')).hookCommand,
    doctor: async () => (await import('@side-by-side/azure/doctor')).doctorCommand,
    verify: async () => (await import('@side-by-side/azure/verify')).verifyCommand,
    bench: async () => (await import('./bench/bench-command.ts')).benchCommand,
    compare: async () => (await import('./compare/compare-command.ts')).compareCommand,
    connect: async () => (await import('@side-by-side/azure/connect')).connectCommand,
    host: async () => (await import('@side-by-side/local-host/command')).hostCommand,
  },
});

const complaint = await complaintAbout(main, process.argv.slice(2));
if (complaint) {
  console.error(formatError(new UsageError(complaint)));
  process.exitCode = 1;
} else {
  await runMain(main, { showUsage: showNpmUsage });
}
