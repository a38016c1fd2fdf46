import { z } from 'zod';
import { ToolError } from '../../contract/errors.ts';
import { findCity, fullName } from './find-city.ts';
import type { Place } from './weather.ts';

/** The arguments with which a tool is told a place. */
export const placeInput = {
  city: z
    .string()
    .max(100)
    .optional()
    .describe(
      "A city in the United States: 'New York City', 'NYC', 'Springfield, IL'. Or give latitude and longitude.",
    ),
  latitude: z
    .number()
    .min(-90)
    .max(90)
    .optional()
    .describe(
      'Latitude in decimal degrees; goes with longitude, and both count more than the city',
    ),
  longitude: z
    .number()
    .min(-180)
    .max(180)
    .optional()
    .describe('Longitude in decimal degrees; negative west of Greenwich, as most of the US is'),
};

export interface PlaceArguments {
  readonly city?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

export interface ResolvedPlace {
  readonly place: Place;
  /** What to tell of the choice, where others were possible. */
  readonly note?: string;
}

/**
 * The place that is meant. Coordinates win over the city, which then only names the place.
 * @throws ToolError when none is told, or the city is not known or not clear.
 */
export function resolvePlace({ city, latitude, longitude }: PlaceArguments): ResolvedPlace {
  const name = city?.trim();
  // Clients that fill in every argument send a city at 0, 0, which is in the Atlantic.
  const filledIn = name && latitude === 0 && longitude === 0;
  if (latitude !== undefined && longitude !== undefined && !filledIn) {
    return { place: { latitude, longitude, ...(name && { name }) } };
  }
  if (!name) {
    const half = latitude !== undefined || longitude !== undefined;
    throw new ToolError(
      half
        ? 'Give both latitude and longitude, or a city.'
        : "Which place? Give a city, such as city: 'New York City', or latitude and longitude.",
    );
  }
  return cityPlace(name);
}

function cityPlace(text: string): ResolvedPlace {
  const answer = findCity(text);
  switch (answer.kind) {
    case 'found': {
      const { city, others } = answer;
      const { latitude, longitude } = city;
      const place = { name: fullName(city), latitude, longitude };
      if (!others.length) return { place };
      const names = others.map(fullName).join(' and ');
      return {
        place,
        note: `'${text}' was taken as ${place.name}. There is also ${names}.`,
      };
    }
    case 'ambiguous': {
      const [first, ...others] = answer.cities.map(fullName);
      throw new ToolError(
        `'${text}' can be ${[first, ...others].join(' or ')}. Ask again with one of them, such as city: '${first}'.`,
      );
    }
    case 'unknown': {
      const names = answer.near.map(fullName).join(' or ');
      throw new ToolError(
        `'${text}' is not one of the cities of the United States that this tool knows. ${
          names ? `Did you mean ${names}? Otherwise give` : 'Give'
        } the latitude and longitude of the place, or a larger city near it.`,
      );
    }
  }
}
