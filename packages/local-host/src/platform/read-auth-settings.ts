import { readFile } from 'node:fs/promises';
import { decodeText } from '../decode-text.ts';
import { HostError, messageOf } from '../errors.ts';
import type { AuthSettingsV2 } from './easy-auth/auth-settings.ts';

/**
 * Reads Easy Auth's settings from a JSON file: the properties of `authsettingsV2`, alone or inside of the whole
 * resource, as `az rest` prints it.
 * @throws HostError when the file has none, or no Microsoft identity provider; and when Easy Auth is off in it, as
 * whoever asks for sign-in would get servers that let everybody in
 */
export async function readAuthSettings(file: string): Promise<AuthSettingsV2> {
  let json: unknown;
  try {
    json = JSON.parse(decodeText(await readFile(file)));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    // The message of a JSON error quotes the text, which in the wrong file may be a secret.
    const why = error instanceof SyntaxError ? 'it is no JSON' : messageOf(error);
    throw invalid(file, isMissing ? 'there is no such file' : why);
  }
  const settings = ((json as { properties?: unknown } | null)?.properties ??
    json) as AuthSettingsV2 | null;
  if (!settings?.platform?.enabled) {
    throw invalid(file, 'platform.enabled is not true, so that nobody would have to sign in');
  }
  const registration = settings.identityProviders?.azureActiveDirectory?.registration;
  if (!registration?.openIdIssuer || !registration.clientId) {
    throw invalid(
      file,
      'identityProviders.azureActiveDirectory.registration has no openIdIssuer or no clientId',
    );
  }
  return settings;
}

function invalid(file: string, why: string): HostError {
  return new HostError(
    'AUTH_SETTINGS_INVALID',
    `${file} has no settings of Easy Auth: ${why}.`,
    'Give the properties of authsettingsV2, as `az rest --method get --url "…/config/authsettingsV2?api-version=2025-03-01"` prints them.',
  );
}
