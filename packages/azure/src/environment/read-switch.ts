import { UsageError } from '@side-by-side/local-host/errors';

/**
 * A switch of an azd environment. Only what azd takes for a Bicep bool and for a service's condition alike counts.
 * @throws UsageError for any other value.
 */
export function readSwitch(name: string, env: NodeJS.ProcessEnv, otherwise: boolean): boolean {
  const value = env[name];
  if (!value) return otherwise;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UsageError(
    `${name} is '${value}'. It must be true or false: azd env set ${name} ${likelySwitch(value)}`,
  );
}

/** What a value that is neither was probably meant to be. What is not clearly a yes is a no, so that nothing is opened. */
export function likelySwitch(value: string): 'true' | 'false' {
  return /^\s*(?:true|t|yes|y|on|1)\s*$/i.test(value) ? 'true' : 'false';
}
