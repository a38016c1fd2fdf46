import { describe, expect, onTestFinished, test } from 'vitest';
import { callTool } from '../contract/call-tool.ts';
import { defineCatalogue } from '../contract/catalogue.ts';
import { lintCatalogue } from '../contract/lint.ts';
import { createWeatherClient } from '../services/weather/weather-client.ts';
import { startNwsServer } from '../services/weather/testing/nws-server.ts';
import { testContext } from '../testing.ts';
import { getForecast } from './get-forecast.ts';

const catalogue = defineCatalogue({ tools: [getForecast] });
const friday = '2026-11-27T19:30:00-05:00';

/** Calls the tool at a time, with a weather service of its own. */
async function call(args: unknown, time = friday) {
  const now = () => new Date(time);
  const server = await startNwsServer({ now });
  onTestFinished(() => server.close());
  const context = testContext();
  const weather = createWeatherClient({ NWS_BASE_URL: server.url });
  const services = { ...context.services, now, weather };
  const result = await callTool(catalogue, 'get_forecast', args, { ...context, services });
  expect(context.failures).toEqual([]);
  const [block] = result.content;
  const text = block?.type === 'text' ? block.text : '';
  return { text, ...result, requests: server.requests };
}

describe('get_forecast', () => {
  test("answers 'What's the weather this weekend in New York City?'", async () => {
    const answer = await call({ city: 'New York City', when: 'this weekend' });
    expect(answer.isError).toBeUndefined();
    expect(answer.text).toBe(
      [
        'New York City, NY, this weekend:',
        'Saturday (Nov 28): Sunny, high 53°F, wind NW 5 mph, 10% chance of precipitation',
        'Saturday Night (Nov 28): Mostly Clear, low 40°F, wind NW 5 to 10 mph, 20% chance of precipitation',
        'Sunday (Nov 29): Sunny, high 55°F, wind NW 5 mph',
        'Sunday Night (Nov 29): Mostly Clear, low 42°F, wind NW 5 to 10 mph, 40% chance of precipitation',
      ].join('\n'),
    );
    expect(answer.structuredContent).toMatchObject({
      place: {
        name: 'New York City, NY',
        latitude: 40.713,
        longitude: -74.006,
        timeZone: 'America/New_York',
      },
      when: 'this weekend',
      updated: '2026-11-27T23:30:00.000Z',
    });
    expect(answer.structuredContent!['periods']).toHaveLength(4);
  });

  test('tells the days of the place, not of the server', async () => {
    const time = '2026-11-28T08:00:00Z';
    expect((await call({ city: 'Honolulu', when: 'today' }, time)).text).toBe(
      'Honolulu, HI, today:\nTonight (Nov 27): Mostly Clear, low 38°F, wind NW 5 to 10 mph',
    );
  });

  test('tells the week when nothing else is asked for', async () => {
    const { structuredContent } = await call({ city: 'Denver' });
    expect(structuredContent).toMatchObject({ when: 'this week' });
    expect(structuredContent!['periods']).toHaveLength(14);
  });

  test('takes coordinates, and calls the place as the weather service does', async () => {
    const { text, requests } = await call({
      latitude: 40.74301,
      longitude: -74.029,
      when: 'today',
    });
    expect(text).toMatch(/^Testville, NY, today:\nTonight/);
    expect(requests[0]!.path).toBe('/points/40.743,-74.029');
  });

  test('prefers coordinates to the city, which names them', async () => {
    const args = { city: 'Hoboken', latitude: 40.74, longitude: -74.03, when: 'today' };
    const { text, requests } = await call(args);
    expect(text).toMatch(/^Hoboken, today:/);
    expect(requests[0]!.path).toBe('/points/40.74,-74.03');
  });

  test('prefers the city to coordinates that are only filled in', async () => {
    const { text } = await call({ city: 'NYC', latitude: 0, longitude: 0, when: 'today' });
    expect(text).toMatch(/^New York City, NY, today:/);
  });

  test('tells of the other city of a name', async () => {
    const { text, structuredContent } = await call({ city: 'Portland', when: 'tomorrow' });
    expect(text).toMatch(/^Portland, OR, tomorrow:/);
    expect(structuredContent).toMatchObject({
      note: "'Portland' was taken as Portland, OR. There is also Portland, ME.",
    });
  });

  test.each([
    [{}, 'Which place? Give a city'],
    [{ city: ' ' }, 'Which place? Give a city'],
    [{ latitude: 40 }, 'Give both latitude and longitude, or a city.'],
    [{ city: 'Springfield' }, 'Springfield, MO or Springfield, MA or Springfield, IL'],
    [{ city: 'Pheonix' }, 'Did you mean Phoenix, AZ?'],
    [{ city: 'Atlantis Beach' }, 'Give the latitude and longitude of the place'],
    [{ latitude: 51.5, longitude: -0.12 }, 'covers only the United States'],
    [{ latitude: 91, longitude: 0 }, 'latitude: '],
    [{ city: 'NYC', when: 'someday' }, 'when: '],
  ])('says what is wrong with %j', async (args, text) => {
    const answer = await call(args);
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(text);
  });

  test('says when the forecast does not reach', async () => {
    const context = testContext();
    const place = { name: 'X', latitude: 1, longitude: 1, timeZone: 'America/Chicago' };
    const weather = { ...context.services.weather, forecast: async () => ({ place, periods: [] }) };
    const services = { ...context.services, weather };
    const result = await callTool(
      catalogue,
      'get_forecast',
      { city: 'Chicago', when: 'today' },
      { ...context, services },
    );
    expect(result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('does not cover today at the moment') }],
    });
  });

  test('is a tool without a fault', () => {
    expect(lintCatalogue(catalogue)).toEqual([]);
  });
});
