import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { HostError } from '../errors.ts';
import type { AppContext } from '../app-runtime.ts';

const snippet =
  '"extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.36.0, 5.0.0)" }';

/**
 * An app with MCP triggers needs the extension: from a bundle that host.json names, or installed in the
 * app's folder (`func extensions install` writes bin/extensions.json).
 * @throws HostError when it has neither, as the Functions host would then know no such trigger.
 */
export async function requireExtensionBundle({ appRoot, hostJson }: AppContext): Promise<void> {
  const { settings, file } = hostJson;
  if (settings.text('extensionBundle:id') && settings.text('extensionBundle:version')) return;
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
