import { fileURLToPath } from 'node:url';

/** One of the two servers: where its app is, and where it answers. */
export interface ServerPlan {
  /** The name of its folder in `apps/`. */
  readonly name: string;
  readonly title: string;
  /** In front of each line of the log. */
  readonly label: string;
  readonly appRoot: string;
  /** Whether the app is a custom handler, which host.json treats differently. */
  readonly isCustomHandler: boolean;
  readonly port: number;
  /** Where its debugger listens when one is asked for. */
  readonly inspectPort: number;
  /** The path of the MCP endpoint. */
  readonly path: string;
  /** The key that opens the endpoint in auth mode `key`, as the file with the app's keys names it. */
  readonly key: {
    readonly ring: 'systemKeys' | 'functionKeys';
    readonly name: string;
  };
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
      name: 'extension-server',
      title: 'Extension server',
      isCustomHandler: false,
      label: 'extension  ',
      appRoot: extension,
      port: portBase + 1,
      inspectPort: 9229,
      path: '/runtime/webhooks/mcp',
      key: { ring: 'systemKeys', name: 'mcp_extension' },
      watched: [extension, tools],
    },
    {
      name: 'self-hosted-server',
      title: 'Self-hosted server',
      isCustomHandler: true,
      label: 'self-hosted',
      appRoot: selfHosted,
      port: portBase + 2,
      inspectPort: 9230,
      path: '/mcp',
      key: { ring: 'functionKeys', name: 'default' },
      watched: [selfHosted, tools],
    },
  ];
}
