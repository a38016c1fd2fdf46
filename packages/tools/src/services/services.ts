import { readAuthMode } from '../contract/auth-mode.ts';
import { createProfiles } from './profile/create-profiles.ts';
import type { Profiles } from './profile/profile.ts';
import { profileSettings } from './profile/profile-settings.ts';
import { openSnippetStore } from './snippets/open-snippet-store.ts';
import { snippetPlace } from './snippets/snippet-place.ts';
import { createSnippets, snippetLimits, type Snippets } from './snippets/snippets.ts';
import type { WeatherClient } from './weather/weather.ts';
import { createWeatherClient } from './weather/weather-client.ts';

/** What handlers use of the outside world. Tests inject their own. */
export interface Services {
  /** The current time. */
  now(): Date;
  /** What the directory knows of callers, on a server that is set up to ask. */
  readonly profiles?: Profiles;
  /** What callers have saved. */
  readonly snippets: Snippets;
  /** The weather of the United States. */
  readonly weather: WeatherClient;
}

/**
 * The services of a running server, made once per process.
 * @throws Error for a setting that cannot be meant.
 */
export function createServices(env: NodeJS.ProcessEnv = process.env): Services {
  const profiles = profileSettings(env);
  return {
    now: () => new Date(),
    ...(profiles && { profiles: createProfiles(profiles) }),
    snippets: createSnippets(openSnippetStore(snippetPlace(env)), {
      ...snippetLimits,
      // Behind a sign-in, who cannot be recognised must not see what others in that plight have saved.
      signedInOnly: readAuthMode(env) === 'entra',
    }),
    weather: createWeatherClient(env),
  };
}
