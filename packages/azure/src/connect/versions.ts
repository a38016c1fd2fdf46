/**
 * The versions that were run against the local host. Pinned, as `npx` would fetch whatever is newest.
 * `--disable-resource-parameter` is in mcp-remote since 0.1.43.
 * @see https://github.com/punkpeye/mcp-remote (README.md)
 */
export const mcpRemote = 'mcp-remote@0.15.1';

/** @see https://github.com/modelcontextprotocol/inspector (README.md) */
export const inspector = '@modelcontextprotocol/inspector@2.12.0';
