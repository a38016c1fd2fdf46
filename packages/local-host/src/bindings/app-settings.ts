/**
 * An app setting as the host finds it: its letter case counts, as on every Linux, and a `:` in the name
 * may be `__`. Undefined where there is none; an empty one is the empty text.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Config/ScriptEnvironmentVariablesConfigurationSource.cs
 */
export function appSetting(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return [name, name.replaceAll(':', '__')]
    .filter((key) => Object.hasOwn(env, key))
    .map((key) => env[key])
    .find((value) => value !== undefined);
}

/** The names of the settings of a section, in lower case: `X__serviceUri` is `serviceuri` of `X`. */
export function sectionMembers(env: NodeJS.ProcessEnv, section: string): string[] {
  const start = `${configurationKey(section)}:`;
  return Object.keys(env)
    .map(configurationKey)
    .filter((key) => key.startsWith(start))
    .map((key) => key.slice(start.length));
}

/**
 * Puts app settings where a text names them between percent signs.
 * @throws Error with the host's words where one is not set, or a sign has no counterpart.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/NameResolverExtensions.cs
 */
export function resolveSettings(text: string, env: NodeJS.ProcessEnv): string {
  const start = text.indexOf('%');
  if (start < 0) return text;
  let resolved = text.slice(0, start);
  for (let at = start; ;) {
    const end = text.indexOf('%', at + 1);
    if (end < 0) throw new Error(`The '%' at position ${at} does not have a closing '%'`);
    const name = text.slice(at + 1, end);
    const value = name ? appSetting(env, name) : undefined;
    if (value === undefined) throw new Error(`'%${name}%' does not resolve to a value.`);
    const next = text.indexOf('%', end + 1);
    resolved += value + text.slice(end + 1, next < 0 ? undefined : next);
    if (next < 0) return resolved;
    at = next;
  }
}

function configurationKey(name: string): string {
  return name.replaceAll('__', ':').toLowerCase();
}
