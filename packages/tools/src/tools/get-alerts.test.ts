import { describe, expect, onTestFinished, test } from 'vitest';
import { callTool } from '../contract/call-tool.ts';
import { defineCatalogue } from '../contract/catalogue.ts';
import { lintCatalogue } from '../contract/lint.ts';
import { createWeatherClient } from '../services/weather/weather-client.ts';
import { type NwsServerOptions, startNwsServer } from '../services/weather/testing/nws-server.ts';
import { testContext } from '../testing.ts';
import { getAlerts } from './get-alerts.ts';

const catalogue = defineCatalogue({ tools: [getAlerts] });
const now = () => new Date('2026-11-27T19:30:00-05:00');

async function call(args: unknown, alerts: NonNullable<NwsServerOptions['alerts']> = []) {
  const server = await startNwsServer({ now, alerts });
  onTestFinished(() => server.close());
  const context = testContext();
  const weather = createWeatherClient({ NWS_BASE_URL: server.url });
  const services = { ...context.services, now, weather };
  const result = await callTool(catalogue, 'get_alerts', args, { ...context, services });
  expect(context.failures).toEqual([]);
  const [block] = result.content;
  return { text: block?.type === 'text' ? block.text : '', ...result };
}

describe('get_alerts', () => {
  test('tells the alerts of a place, the most severe first, in local time', async () => {
    const { text, structuredContent } = await call({ city: 'NYC' }, [
      {},
      { event: 'Blizzard Warning', severity: 'Extreme', ends: '2026-11-29T06:00:00-05:00' },
    ]);
    expect(text).toBe(
      [
        '2 active weather alerts for New York City, NY:',
        '- Blizzard Warning (extreme): Blizzard Warning issued by NWS Testville NY. Until Sun, Nov 29, 6:00 AM. What to do: There is nothing to do.',
        '- Wind Advisory (moderate): Wind Advisory issued by NWS Testville NY. Until Sat, Nov 28, 1:30 AM. What to do: There is nothing to do.',
      ].join('\n'),
    );
    expect(structuredContent).toMatchObject({
      place: { name: 'New York City, NY', latitude: 40.713, longitude: -74.006 },
      total: 2,
      alerts: [
        {
          event: 'Blizzard Warning',
          severity: 'Extreme',
          urgency: 'Expected',
          certainty: 'Likely',
          areas: ['North Testville', 'Testville Beach'],
          onset: '2026-11-27T20:30:00-05:00',
        },
        { event: 'Wind Advisory' },
      ],
    });
  });

  test('tells when there is none', async () => {
    const { text, structuredContent } = await call({ latitude: 40.7, longitude: -74 });
    expect(text).toBe('No active weather alerts for 40.7, -74.');
    expect(structuredContent).toEqual({
      place: { name: '40.7, -74', latitude: 40.7, longitude: -74 },
      total: 0,
      alerts: [],
    });
  });

  test('tells a bounded number, and how many there are', async () => {
    const { text, structuredContent } = await call(
      { city: 'Portland' },
      Array.from({ length: 25 }, () => ({ instruction: 'Wait. '.repeat(500), ends: 'soon' })),
    );
    expect(structuredContent).toMatchObject({ total: 25 });
    expect(structuredContent!['alerts']).toHaveLength(20);
    expect(text).toMatch(/^25 active weather alerts for Portland, OR:/);
    expect(text).toMatch(/Until soon\. .*Portland, ME\.$/s);
    expect(text.length).toBeLessThan(10_000);
  });

  test('says so where a time is not local', async () => {
    const { text } = await call({ city: 'NYC' }, [
      { ends: '2026-11-29T06:00:00+00:00', event: 'A' },
    ]);
    expect(text).toContain('Until Sun, Nov 29, 6:00 AM UTC.');
    expect(text).toContain('1 active weather alert for');
  });

  test.each([
    [{}, 'Which place?'],
    [{ city: 'Paris, France' }, 'not one of the cities of the United States'],
    [{ latitude: 48.85, longitude: 2.35 }, 'covers only the United States'],
  ])('says what is wrong with %j', async (args, text) => {
    expect(await call(args)).toMatchObject({ isError: true, text: expect.stringContaining(text) });
  });

  test('is a tool without a fault', () => {
    expect(lintCatalogue(catalogue)).toEqual([]);
  });
});
