import { z } from 'zod';
import { ToolError } from '../contract/errors.ts';
import { defineTool } from '../contract/tool.ts';
import { choosePeriods, whenValues } from '../services/weather/choose-periods.ts';
import { placeInput, resolvePlace } from '../services/weather/resolve-place.ts';

const period = z.object({
  name: z.string().describe("What the period is called, such as 'Saturday' or 'Saturday Night'"),
  startTime: z.string().describe('When it starts, in local time (ISO 8601)'),
  endTime: z.string().describe('When it ends, in local time (ISO 8601)'),
  isDaytime: z.boolean().describe('Whether it is a day and not a night'),
  temperature: z.number().describe('The highest temperature of a day, the lowest of a night'),
  unit: z.enum(['F', 'C']).describe('Degrees Fahrenheit or Celsius'),
  precipitationChance: z.number().optional().describe('The chance of rain or snow, in percent'),
  wind: z.string().describe('Where the wind comes from, and how fast it is'),
  summary: z.string().describe('The weather in a few words'),
  detail: z.string().describe('The weather in some sentences'),
});

export const getForecast = defineTool({
  name: 'get_forecast',
  title: 'Get a weather forecast',
  description:
    'Gets the weather forecast for a place in the United States, for today, tomorrow, this weekend or the week to come. Give a city, or latitude and longitude.',
  input: z.object({
    ...placeInput,
    when: z
      .enum(whenValues)
      .default('this week')
      .describe(
        "Which days: 'today', 'tomorrow', 'this weekend' (Saturday and Sunday), or 'this week' (today and the six days after it)",
      ),
  }),
  output: z.object({
    place: z
      .object({
        name: z.string().describe('The name of the place'),
        latitude: z.number().describe('Its latitude in decimal degrees'),
        longitude: z.number().describe('Its longitude in decimal degrees'),
        timeZone: z.string().describe("Its time zone, such as 'America/New_York'"),
      })
      .describe('The place of the forecast'),
    when: z.enum(whenValues).describe('The days that were asked for'),
    periods: z.array(period).describe('The forecast for each day and night, in order'),
    updated: z.string().optional().describe('When the forecast was made (ISO 8601)'),
    note: z.string().optional().describe('Which place was chosen, if there are others of its name'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: true },

  async handler({ when, ...args }, { services, signal }) {
    const { place: asked, note } = resolvePlace(args);
    const { place, periods: all, updated } = await services.weather.forecast(asked, { signal });
    const periods = choosePeriods(all, when, services.now(), place.timeZone);
    if (!periods.length) {
      throw new ToolError(
        `The forecast for ${place.name} does not cover ${when} at the moment. Ask again for 'this week', or try again in an hour.`,
      );
    }
    return { place, when, periods, ...(updated && { updated }), ...(note && { note }) };
  },

  content({ place, when, periods, note }) {
    const lines = [`${place.name}, ${when}:`, ...periods.map(line), ...(note ? [note] : [])];
    return [{ type: 'text', text: lines.join('\n') }];
  },
});

const monthAndDay = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});

/** `Saturday (Nov 28): Sunny, high 52°F, wind NW 5 to 10 mph, 20% chance of precipitation` */
function line(of: z.output<typeof period>): string {
  // The date on the spot: the time carries the offset of the place.
  const date = monthAndDay.format(new Date(of.startTime.slice(0, 10)));
  const parts = [
    of.summary,
    `${of.isDaytime ? 'high' : 'low'} ${of.temperature}°${of.unit}`,
    of.wind && `wind ${of.wind}`,
    of.precipitationChance && `${of.precipitationChance}% chance of precipitation`,
  ];
  return `${of.name} (${date}): ${parts.filter(Boolean).join(', ')}`;
}
