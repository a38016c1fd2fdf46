import { defineResource } from '../contract/resource.ts';

const text = `# Two ways to host an MCP server on Azure Functions

**Extension server**: the Azure Functions MCP extension speaks MCP; each tool is a function with a
trigger. The endpoint is /runtime/webhooks/mcp.

**Self-hosted server**: a server of the official MCP SDK speaks MCP itself and runs as a custom
handler behind the Functions host. The endpoint is /mcp.

Both serve this same catalogue of tools, resources and prompts.
`;

export const hostingModes = defineResource({
  name: 'hosting_modes',
  title: 'The two hosting modes',
  description: 'Explains the two ways in which this server can be hosted on Azure Functions.',
  uri: 'docs://hosting-modes',
  mimeType: 'text/markdown',
  read: () => text,
});
