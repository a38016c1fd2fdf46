import { harmlessTool, type ListedTool } from '../../packages/azure/src/verify/mcp/listed-tool.ts';
import { apps } from './servers.ts';

/** A tool of the catalogue that ships which may be called just to see; undefined where it has none. */
export const harmless = harmlessTool(
  apps.shipped.catalogue.tools.map(({ description }) => description as ListedTool),
);
