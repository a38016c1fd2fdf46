import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { HostError } from '../errors.ts';
import type { AppContext } from '../app-runtime.ts';

const snippet =
  '"extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.36.0, 5.0.0)" }';

/**
 * An app with MCP triggers needs the extension: from a bundle that host.json names, or installed in the
 * app's folder (`func extensions install` writes bin/extensions.json).
 * @throws HostError when it has neither, or a bundle without the extension: the Functions host would then
 * know no such trigger.
 */
export async function requireExtensionBundle({ appRoot, hostJson }: AppContext): Promise<void> {
  const { settings, file } = hostJson;
  const id = settings.text('extensionBundle:id');
  const version = settings.text('extensionBundle:version');
  if (id !== undefined || version !== undefined) return checkBundle(id, version, file);
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

/** Bundles have the MCP extension since 4.32 (stable) and in the previews of 4. */
function checkBundle(id = '', version = '', file: string): void {
  const known = /^Microsoft\.Azure\.Functions\.ExtensionBundle(?:\.Preview|\.Experimental)?$/i;
  const upper = /^[[(]\s*[\d.*]+\s*,\s*(\d+)\.(\d+)[\d.*]*\s*[\])]$/
    .exec(version)
    ?.slice(1)
    .map(Number);
  const isNewEnough = upper && (upper[0]! > 4 || (upper[0] === 4 && upper[1]! > 32));
  if (known.test(id) && isNewEnough) return;
  const problem = !known.test(id)
    ? `the extension bundle '${id}' is none of Azure Functions`
    : `the extension bundle's range '${version}' ${upper ? 'ends before the first with MCP triggers' : 'is no range of versions'}`;
  throw new HostError('BUNDLE_MISSING', `${file}: ${problem}.`, `Write ${snippet}.`);
}
