import { z } from 'zod';
import type { Alert, Period } from './weather.ts';

/**
 * The parts of the weather service's answers that we use. What a forecast can do without may be
 * missing or null, as it often is.
 * @see https://www.weather.gov/documentation/services-web-api
 */

/** `/points/{latitude},{longitude}`: where to ask for the forecast. A point may have no grid. */
export const pointAnswer = z
  .object({
    properties: z.object({
      gridId: z.string().regex(/^\w+$/).nullish(),
      gridX: z.int().nullish(),
      gridY: z.int().nullish(),
      timeZone: z.string().refine(isTimeZone).nullish(),
      relativeLocation: z
        .object({ properties: z.object({ city: z.string(), state: z.string() }) })
        .nullish()
        .catch(null),
    }),
  })
  .transform(({ properties: { gridId, gridX, gridY, timeZone, relativeLocation } }) => {
    const town = relativeLocation?.properties;
    return {
      ...(town && { name: `${town.city}, ${town.state}` }),
      ...(typeof gridX === 'number' &&
        typeof gridY === 'number' &&
        gridId &&
        timeZone && { grid: { path: `/gridpoints/${gridId}/${gridX},${gridY}`, timeZone } }),
    };
  });

const percentage = z.object({ value: z.number().nullable() });
const temperature = z.object({ unitCode: z.string(), value: z.number() });

const period = z
  .object({
    name: z.string(),
    startTime: z.iso.datetime({ offset: true }),
    endTime: z.iso.datetime({ offset: true }),
    isDaytime: z.boolean(),
    // The service means to replace the number by a quantity with a unit.
    temperature: z.union([z.number(), temperature]),
    temperatureUnit: z.string().nullish(),
    probabilityOfPrecipitation: percentage.nullish().catch(null),
    windSpeed: z.string().nullish().catch(null),
    windDirection: z.string().nullish().catch(null),
    shortForecast: z.string(),
    detailedForecast: z.string().nullish(),
  })
  .transform((raw): Period => {
    const chance = raw.probabilityOfPrecipitation?.value;
    const { value, unit } = readTemperature(raw.temperature, raw.temperatureUnit);
    return {
      name: raw.name,
      startTime: raw.startTime,
      endTime: raw.endTime,
      isDaytime: raw.isDaytime,
      temperature: value,
      unit,
      ...(typeof chance === 'number' && { precipitationChance: chance }),
      wind: [raw.windDirection, raw.windSpeed].filter(Boolean).join(' '),
      summary: raw.shortForecast,
      detail: raw.detailedForecast ?? '',
    };
  });

/** `/gridpoints/{office}/{x},{y}/forecast` */
export const forecastAnswer = z
  .object({
    properties: z.object({
      updateTime: z.string().nullish(),
      generatedAt: z.string().nullish(),
      periods: z.array(period).max(100),
    }),
  })
  .transform(({ properties: { updateTime, generatedAt, periods } }) => {
    const updated = updateTime ?? generatedAt;
    return { ...(updated && { updated }), periods };
  });

const severities = ['Extreme', 'Severe', 'Moderate', 'Minor'];
const longestText = 1_500;

const alert = z
  .object({
    messageType: z.string().nullish(),
    event: z.string(),
    severity: z.string().default('Unknown'),
    urgency: z.string().default('Unknown'),
    certainty: z.string().default('Unknown'),
    headline: z.string().nullish(),
    areaDesc: z.string().nullish(),
    onset: z.string().nullish(),
    ends: z.string().nullish(),
    expires: z.string().nullish(),
    description: z.string().nullish(),
    instruction: z.string().nullish(),
  })
  .transform((raw): Alert | undefined => {
    if (raw.messageType === 'Cancel') return undefined;
    const ends = raw.ends ?? raw.expires;
    const instruction = readText(raw.instruction);
    return {
      event: raw.event,
      severity: raw.severity,
      urgency: raw.urgency,
      certainty: raw.certainty,
      headline: readText(raw.headline) || raw.event,
      areas: (raw.areaDesc ?? '')
        .split(';')
        .map((area) => area.trim())
        .filter(Boolean)
        .slice(0, 50),
      ...(raw.onset && { onset: raw.onset }),
      ...(ends && { ends }),
      description: readText(raw.description),
      ...(instruction && { instruction }),
    };
  });

/** `/alerts/active`: the most severe first. */
export const alertsAnswer = z
  .object({ features: z.array(z.object({ properties: alert })) })
  .transform(({ features }): Alert[] =>
    features
      .flatMap(({ properties }) => properties ?? [])
      .toSorted((one, other) => rank(one) - rank(other)),
  );

function rank({ severity }: Alert): number {
  const index = severities.indexOf(severity);
  return index === -1 ? severities.length : index;
}

function readTemperature(
  given: number | z.output<typeof temperature>,
  unit: string | null | undefined,
): { value: number; unit: 'F' | 'C' } {
  if (typeof given === 'number') return { value: given, unit: unit === 'C' ? 'C' : 'F' };
  return { value: Math.round(given.value), unit: given.unitCode.endsWith('degC') ? 'C' : 'F' };
}

/** Without the line breaks inside of paragraphs, and not too long. */
function readText(text: string | null | undefined): string {
  const plain = (text ?? '')
    .slice(0, 4 * longestText)
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .join('\n');
  return plain.length > longestText ? `${plain.slice(0, longestText).trimEnd()} …` : plain;
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }));
  } catch {
    return false;
  }
}
