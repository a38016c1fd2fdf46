import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { HostError } from '../errors.ts';
import type { AppContext } from '../app-runtime.ts';
import type { McpTriggerType } from '../triggers/mcp/registry.ts';

const snippet =
  '"extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.36.0, 5.0.0)" }';

const bundleId = 'microsoft.azure.functions.extensionbundle';

/** The first minor version of the stable bundle 4 with each trigger; previews had them at other times. */
const firstBundle: Readonly<Record<McpTriggerType, number>> = {
  mcptooltrigger: 32,
  mcpresourcetrigger: 33,
  mcpprompttrigger: 35,
};

/**
 * An app with MCP triggers needs the extension: from a bundle that host.json names, or installed in the
 * app's folder (`func extensions install` writes bin/extensions.json).
 * @param used the types of its MCP triggers
 * @throws HostError when it has neither, or only bundles without one of the triggers: the Functions host
 * would then not know it.
 * @see Azure/azure-functions-extension-bundles, the lists of its releases
 */
export async function requireExtensionBundle(
  { appRoot, hostJson }: Pick<AppContext, 'appRoot' | 'hostJson'>,
  used: readonly McpTriggerType[],
): Promise<void> {
  const { settings, file } = hostJson;
  const id = settings.text('extensionBundle:id');
  const version = settings.text('extensionBundle:version');
  if (id !== undefined || version !== undefined) {
    const problem = problemOf(id, version, used);
    if (!problem) return;
    throw new HostError('BUNDLE_MISSING', `${file}: ${problem}.`, `Write ${snippet}.`);
  }
  const installed = await access(join(appRoot, 'bin', 'extensions.json')).then(
    () => true,
    () => false,
  );
  if (installed) return;
  throw new HostError(
    'BUNDLE_MISSING',
    `${file} names no extension bundle, and the app has MCP triggers.`,
    `Add ${snippet} to host.json.`,
  );
}

function problemOf(id = '', version = '', used: readonly McpTriggerType[]): string | undefined {
  const given = id.toLowerCase();
  if (given.replace(/\.(?:preview|experimental)$/, '') !== bundleId)
    return `the extension bundle '${id}' is none of Azure Functions`;
  const newest = newestMinor(version);
  if (newest === undefined)
    return `the extension bundle's range '${version}' is no range of versions`;
  const isStable = given === bundleId;
  const lacking = used
    .map((type) => ({ type, first: isStable ? firstBundle[type] : firstBundle.mcptooltrigger }))
    .toSorted((a, b) => b.first - a.first)
    .find(({ first }) => newest < first);
  return (
    lacking &&
    `the extension bundle's range '${version}' ends before 4.${lacking.first}.0, the first with ${triggerNames[lacking.type]}`
  );
}

const triggerNames: Readonly<Record<McpTriggerType, string>> = {
  mcptooltrigger: 'mcpToolTrigger',
  mcpresourcetrigger: 'mcpResourceTrigger',
  mcpprompttrigger: 'mcpPromptTrigger',
};

/** The newest minor version of bundle 4 that a range lets in; -1 for none, undefined for what is no range. */
function newestMinor(range: string): number | undefined {
  const exact = /^\[\s*(\d+)\.(\d+)[\d.]*\s*\]$/.exec(range);
  const upper = exact ?? /^[[(]\s*[\d.*]+\s*,\s*(\d+)\.(\d+)[\d.*]*\s*[\])]$/.exec(range);
  if (!upper) return undefined;
  const [major, minor] = upper.slice(1).map(Number) as [number, number];
  if (major !== 4) return major > 4 && !exact ? Number.MAX_SAFE_INTEGER : -1;
  // An open end at x.y.0 lets in nothing of y.
  const isOpen = /\.0\s*\)$/.test(range) || /,\s*\d+\.\d+\s*\)$/.test(range);
  return isOpen ? minor - 1 : minor;
}
