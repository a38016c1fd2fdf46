import type { Settings } from './settings.ts';

/**
 * Why the packages must not go out: they are stamped for another auth mode than Azure is set up for.
 * Sign-in in front of a server that wants a key locks everybody out, the reverse lets everybody in.
 * undefined where both agree.
 */
export function authModeObjection({
  authMode,
  provisionedAuthMode,
}: Pick<Settings, 'authMode' | 'provisionedAuthMode'>): string | undefined {
  if (provisionedAuthMode === authMode) return undefined;
  return provisionedAuthMode === undefined
    ? 'This environment has not been provisioned, or azd does not know its outputs. Run `azd provision`, or `azd env refresh` if someone else did.'
    : `AUTH_MODE is ${authMode}, but Azure is set up for ${provisionedAuthMode}. Run \`azd provision\`, then \`azd deploy\`; or go back: azd env set AUTH_MODE ${provisionedAuthMode}`;
}
