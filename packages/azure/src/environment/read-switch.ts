import { UsageError } from '@side-by-side/local-host/errors';

/**
 * A switch of an azd environment. Only what azd takes for a Bicep bool and for a service's condition alike counts.
 * @throws UsageError for any other value.
 */
export function readSwitch(name: string, env: NodeJS.ProcessEnv, otherwise: boolean): boolean {
  const value = env[name];
  if (!value) return otherwise;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UsageError(`${name} is '${value}'. It must be true or false: azd env set ${name} true`);
}
