import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';
import { placeInput, resolvePlace } from '../services/weather/resolve-place.ts';

const mostAlerts = 20;

const alert = z.object({
  event: z.string().describe("What it is about, such as 'Winter Storm Warning'"),
  severity: z.string().describe("'Extreme', 'Severe', 'Moderate', 'Minor' or 'Unknown'"),
  urgency: z.string().describe("'Immediate', 'Expected', 'Future', 'Past' or 'Unknown'"),
  certainty: z.string().describe("'Observed', 'Likely', 'Possible', 'Unlikely' or 'Unknown'"),
  headline: z.string().describe('The alert in one sentence'),
  areas: z.array(z.string()).describe('The areas that it is for'),
  onset: z.string().optional().describe('When it begins (ISO 8601)'),
  ends: z.string().optional().describe('When it ends, or is renewed (ISO 8601)'),
  description: z.string().describe('What is expected, where and when; shortened if it is long'),
  instruction: z.string().optional().describe('What people should do'),
});

export const getAlerts = defineTool({
  name: 'get_alerts',
  title: 'Get weather alerts',
  description:
    'Gets the weather warnings, watches and advisories that are active for a place in the United States. Give a city, or latitude and longitude.',
  input: z.object(placeInput),
  output: z.object({
    place: z
      .object({
        name: z.string().describe('The name of the place'),
        latitude: z.number().describe('Its latitude in decimal degrees'),
        longitude: z.number().describe('Its longitude in decimal degrees'),
      })
      .describe('The place that was asked about'),
    total: z.int().describe('How many alerts are active'),
    alerts: z.array(alert).describe(`The alerts, the most severe first, ${mostAlerts} at the most`),
    note: z.string().optional().describe('Which place was chosen, if there are others of its name'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: true },

  async handler(args, { services, signal }) {
    const { place, note } = resolvePlace(args);
    const alerts = await services.weather.alerts(place, { signal });
    return {
      place: { ...place, name: place.name ?? `${place.latitude}, ${place.longitude}` },
      total: alerts.length,
      alerts: alerts.slice(0, mostAlerts).map((each) => ({ ...each, areas: [...each.areas] })),
      ...(note && { note }),
    };
  },

  content({ place, total, alerts, note }) {
    const heading = total
      ? `${total} active weather alert${total === 1 ? '' : 's'} for ${place.name}:`
      : `No active weather alerts for ${place.name}.`;
    const lines = [heading, ...alerts.map(paragraph), ...(note ? [note] : [])];
    return [{ type: 'text', text: lines.join('\n') }];
  },
});

/** The alert in a sentence, and what to do. */
function paragraph({ event, severity, headline, ends, instruction }: z.output<typeof alert>) {
  const parts = [
    `- ${event} (${severity.toLowerCase()})`,
    headline === event ? '' : `: ${headline}`,
    ends ? `. Until ${time(ends)}.` : '.',
    instruction ? ` What to do: ${shortened(instruction.replaceAll('\n', ' '))}` : '',
  ];
  return parts.join('');
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300).trimEnd()} …` : text;
}

const wallClock = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** The time on the spot, as the text carries it: `Sat, Nov 28, 6:00 PM`. */
function time(iso: string): string {
  const local = new Date(`${iso.slice(0, 19)}Z`);
  if (Number.isNaN(local.getTime())) return iso;
  return wallClock.format(local) + (/(?:Z|\+00:00)$/.test(iso) ? ' UTC' : '');
}
