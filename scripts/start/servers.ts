import { fileURLToPath } from 'node:url';

/** One of the two servers: where its app is, and where it answers. */
export interface ServerPlan {
  readonly title: string;
  /** In front of each line of the log. */
  readonly label: string;
  readonly appRoot: string;
  readonly port: number;
  /** Where its debugger listens when one is asked for. */
  readonly inspectPort: number;
  /** The path of the MCP endpoint. */
  readonly path: string;
  /** What the server restarts on. */
  readonly watched: readonly string[];
}

const root = (folder: string): string => fileURLToPath(new URL(`../../${folder}`, import.meta.url));

/** Both servers, on the two ports after `portBase`. */
export function serverPlans(portBase: number): readonly ServerPlan[] {
  const tools = root('packages/tools');
  const [extension, selfHosted] = [root('apps/extension-server'), root('apps/self-hosted-server')];
  return [
    {
      title: 'Extension server',
      label: 'extension  ',
      appRoot: extension,
      port: portBase + 1,
      inspectPort: 9229,
      path: '/runtime/webhooks/mcp',
      watched: [extension, tools],
    },
    {
      title: 'Self-hosted server',
      label: 'self-hosted',
      appRoot: selfHosted,
      port: portBase + 2,
      inspectPort: 9230,
      path: '/mcp',
      watched: [selfHosted, tools],
    },
  ];
}
