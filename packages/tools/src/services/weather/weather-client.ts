import type { z } from 'zod';
import { createCache } from './cache.ts';
import { createFlights } from './flights.ts';
import { getJson } from './get-json.ts';
import { type NwsSettings, nwsSettings } from './nws-settings.ts';
import { alertsAnswer, forecastAnswer, pointAnswer } from './nws-shapes.ts';
import type { Place, WeatherClient } from './weather.ts';
import { explain, WeatherFailure } from './weather-failure.ts';

/** A weather client on the API of the National Weather Service, as the environment says. */
export function createWeatherClient(
  env: NodeJS.ProcessEnv,
  overrides?: Partial<NwsSettings>,
): WeatherClient {
  const settings = nwsSettings(env, overrides);
  // Which grid a point belongs to hardly ever changes. Alerts must not be late.
  const points = createResource(settings, pointAnswer, { atLeast: 86_400, atMost: 86_400 });
  const forecasts = createResource(settings, forecastAnswer, { atLeast: 0, atMost: 600 });
  const alerts = createResource(settings, alertsAnswer, { atLeast: 0, atMost: 60 });

  return {
    async forecast(place, { signal }) {
      try {
        const { name, grid } = await points(`/points/${coordinates(place)}`, signal);
        if (!grid) throw new WeatherFailure('no-forecast');
        // The point tells the address of the forecast as well, but that leads past the base address.
        const forecast = await forecasts(`${grid.path}/forecast`, signal);
        return {
          place: {
            name: place.name ?? name ?? coordinates(place),
            latitude: place.latitude,
            longitude: place.longitude,
            timeZone: grid.timeZone,
          },
          ...forecast,
        };
      } catch (error) {
        throw explained(error, place, signal);
      }
    },

    async alerts(place, { signal }) {
      try {
        return await alerts(`/alerts/active?status=actual&point=${coordinates(place)}`, signal);
      } catch (error) {
        throw explained(error, place, signal);
      }
    },
  };
}

type Resource<T> = (path: string, signal: AbortSignal) => Promise<T>;

/** One kind of answer, kept for as long as it says itself, within bounds (in seconds). */
function createResource<T>(
  settings: NwsSettings,
  shape: z.ZodType<T>,
  lifetime: { readonly atLeast: number; readonly atMost: number },
): Resource<T> {
  const cache = createCache<T>(200, settings.now);
  const join = createFlights<T>();
  return async (path, signal) =>
    cache.get(path) ??
    join(path, signal, async (joint) => {
      const { body, freshFor } = await getJson(path, settings, joint);
      const parsed = shape.safeParse(body);
      if (!parsed.success) throw new WeatherFailure('unreadable', { cause: parsed.error });
      if (freshFor !== undefined) {
        const seconds = Math.min(Math.max(freshFor, lifetime.atLeast), lifetime.atMost);
        cache.set(path, parsed.data, seconds);
      }
      return parsed.data;
    });
}

/** As the service wants them: four digits at most, and no zeros at the end. */
function coordinates({ latitude, longitude }: Place): string {
  return [latitude, longitude].map((degrees) => Number(degrees.toFixed(4))).join(',');
}

function explained(error: unknown, place: Place, signal: AbortSignal): unknown {
  if (error instanceof WeatherFailure) return explain(error, place);
  return signal.aborted ? explain(new WeatherFailure('cancelled'), place) : error;
}
