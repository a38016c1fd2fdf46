import { openSnippetStore } from './snippets/open-snippet-store.ts';
import { snippetPlace } from './snippets/snippet-place.ts';
import { createSnippets, type Snippets } from './snippets/snippets.ts';
import type { WeatherClient } from './weather/weather.ts';
import { createWeatherClient } from './weather/weather-client.ts';

/** What handlers use of the outside world. Tests inject their own. */
export interface Services {
  /** The current time. */
  now(): Date;
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
  return {
    now: () => new Date(),
    snippets: createSnippets(openSnippetStore(snippetPlace(env))),
    weather: createWeatherClient(env),
  };
}
