import { defineCommand, runMain } from 'citty';

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
    host: async () => (await import('@side-by-side/local-host/command')).hostCommand,
  },
});

await runMain(main);
