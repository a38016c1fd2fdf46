/** What Easy Auth reads of an app's settings rather than of its own. */
export interface EasyAuthAppSettings {
  /** What clients are told to ask for; undefined without the setting. */
  readonly scopes: readonly string[] | undefined;
  /** The tenants whose tokens are accepted; empty for all. */
  readonly tenants: readonly string[];
}

/** Both settings are lists with commas. */
export function readEasyAuthAppSettings(env: NodeJS.ProcessEnv): EasyAuthAppSettings {
  const scopes = listOf(env['WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES']);
  return {
    scopes: scopes.length > 0 ? scopes : undefined,
    tenants: listOf(env['WEBSITE_AUTH_AAD_ALLOWED_TENANTS']),
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}
