import { describe, expect, onTestFinished, test } from 'vitest';
import { ToolError } from '../../contract/errors.ts';
import type { NwsSettings } from './nws-settings.ts';
import { type NwsServerOptions, type NwsStep, startNwsServer } from './testing/nws-server.ts';
import { createWeatherClient } from './weather-client.ts';

const newYork = { name: 'New York City, NY', latitude: 40.713, longitude: -74.006 };
const { signal } = new AbortController();

/** A client of a server of its own; pauses are only noted. */
async function setUp(options: NwsServerOptions = {}, overrides: Partial<NwsSettings> = {}) {
  const server = await startNwsServer(options);
  onTestFinished(() => server.close());
  const pauses: number[] = [];
  const clock = { now: Date.parse('2026-11-20T12:00:00Z') };
  const client = createWeatherClient(
    { NWS_BASE_URL: server.url },
    {
      now: () => clock.now,
      random: () => 0,
      sleep: async (milliseconds) => void pauses.push(milliseconds),
      ...overrides,
    },
  );
  return { server, client, pauses, clock };
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ToolError);
  const { message } = error as ToolError;
  expect(message).not.toMatch(/https?:|127\.0\.0\.1|\n|undefined/);
  return message;
}

describe('forecast', () => {
  test('asks for the point and then for its forecast, and names itself', async () => {
    const { server, client } = await setUp();
    const forecast = await client.forecast(newYork, { signal });
    expect(forecast.place).toEqual({ ...newYork, timeZone: 'America/New_York' });
    expect(forecast.periods).toHaveLength(14);
    expect(forecast.updated).toBeDefined();
    expect(server.requests).toEqual([
      { path: '/points/40.713,-74.006', userAgent: 'functions-mcp-side-by-side' },
      { path: '/gridpoints/OKX/33,35/forecast', userAgent: 'functions-mcp-side-by-side' },
    ]);
  });

  test('names itself as the environment says, without what a header cannot carry', async () => {
    const { server } = await setUp();
    const env = {
      NWS_BASE_URL: `${server.url}/`,
      NWS_USER_AGENT: ' us@example.com\r\nX: é\u{1f4a9}1 ',
    };
    await createWeatherClient(env).alerts(newYork, { signal });
    expect(server.requests.map(({ userAgent }) => userAgent)).toEqual(['us@example.comX: 1']);
  });

  test('calls a place without a name as the service calls it', async () => {
    const { client } = await setUp();
    const { place } = await client.forecast({ latitude: 40.7, longitude: -74 }, { signal });
    expect(place.name).toBe('Testville, NY');
  });

  test('sends four decimal digits and no zeros at the end', async () => {
    const { server, client } = await setUp();
    await client.forecast({ latitude: 40.71277777, longitude: -74.0 }, { signal });
    expect(server.requests[0]!.path).toBe('/points/40.7128,-74');
  });

  test('follows redirects on the same server', async () => {
    const { server, client } = await setUp({ steps: [{ redirect: '/points/40.71,-74.01' }] });
    await client.forecast(newYork, { signal });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/points/40.713,-74.006',
      '/points/40.71,-74.01',
      '/gridpoints/OKX/33,35/forecast',
    ]);
  });

  test.each([
    ['to another server', 'http://localhost:9/points/1,1'],
    ['to nowhere', 'http://['],
    ['in circles', '/points/40.713,-74.006'],
  ])('does not follow redirects %s', async (_, redirect) => {
    const { server, client } = await setUp({
      steps: Array.from({ length: 9 }, () => ({ redirect })),
    });
    expect(await messageOf(client.forecast(newYork, { signal }))).toContain('does not understand');
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });
});

describe('retries', () => {
  test.each<[string, NwsStep]>([
    ['503', { status: 503, problem: 'ForecastGridExpired' }],
    ['500', { status: 500 }],
    ['429', { status: 429 }],
    ['a connection that breaks', { drop: true }],
  ])('tries again after %s', async (_, step) => {
    const { server, client, pauses } = await setUp({ steps: [{}, step, step] });
    expect((await client.forecast(newYork, { signal })).periods).toHaveLength(14);
    expect(server.requests).toHaveLength(4);
    expect(pauses).toEqual([250, 500]);
  });

  test('pauses at random, between half of the pause and the whole', async () => {
    const { client, pauses } = await setUp({ steps: [{ status: 500 }] }, { random: () => 0.999 });
    await client.alerts(newYork, { signal });
    expect(pauses).toEqual([expect.closeTo(500, 0)]);
  });

  test.each([
    ['in seconds', '3'],
    ['as a date', 'Fri, 20 Nov 2026 12:00:03 GMT'],
  ])('waits as long as Retry-After says %s', async (_, retryAfter) => {
    const steps = [{ status: 429, headers: { 'retry-after': retryAfter } }];
    const { client, pauses } = await setUp({ steps });
    await client.alerts(newYork, { signal });
    expect(pauses).toEqual([3000]);
  });

  test('does not wait for long, but says how long it would be', async () => {
    const steps = [{ status: 429, headers: { 'retry-after': '60' } }];
    const { server, client } = await setUp({ steps });
    expect(await messageOf(client.alerts(newYork, { signal }))).toBe(
      'The National Weather Service gets too many requests from this server. Try again in 60 seconds.',
    );
    expect(server.requests).toHaveLength(1);
  });

  test.each<[string, NwsStep, string]>([
    ['a service that is down', { status: 503 }, 'a problem of its own'],
    ['a rate limit', { status: 429 }, 'Try again in a minute'],
    ['a network that breaks', { drop: true }, 'cannot be reached'],
  ])('gives up after three attempts: %s', async (_, step, text) => {
    const { server, client } = await setUp({ steps: [step, step, step] });
    expect(await messageOf(client.alerts(newYork, { signal }))).toContain(text);
    expect(server.requests).toHaveLength(3);
  });

  test('a service that does not answer in time is asked again', async () => {
    const { server, client } = await setUp(
      { steps: [{ delay: Infinity }] },
      { attemptTimeout: 300 },
    );
    expect(await client.alerts(newYork, { signal })).toEqual([]);
    expect(server.requests.length).toBeGreaterThan(1);
  });

  test('all attempts together have to end in time', async () => {
    const { client } = await setUp({ steps: [{ delay: Infinity }] }, { totalTimeout: 50 });
    expect(await messageOf(client.alerts(newYork, { signal }))).toContain('did not answer in time');
  });

  test('a pause that the time does not suffice for ends the attempts', async () => {
    const { server, client } = await setUp(
      { steps: [{ status: 503 }] },
      { sleep: () => Promise.reject(new Error('aborted')) },
    );
    expect(await messageOf(client.alerts(newYork, { signal }))).toContain('a problem of its own');
    expect(server.requests).toHaveLength(1);
  });
});

describe('refusals', () => {
  const paris = { name: 'Paris', latitude: 48.8566, longitude: 2.3522 };

  test('a place outside of the United States has neither forecast nor alerts', async () => {
    const { server, client } = await setUp();
    const message =
      'The National Weather Service has no data for Paris: it covers only the United States and its territories. Check the sign of the longitude: west of Greenwich it is negative.';
    expect(await messageOf(client.forecast(paris, { signal }))).toBe(message);
    expect(await messageOf(client.alerts(paris, { signal }))).toBe(message);
    expect(server.requests).toHaveLength(2);
  });

  test.each<[string, readonly NwsStep[], string]>([
    ['at sea', [{}, { status: 404, problem: 'MarineForecastNotSupported' }], 'may lie at sea'],
    ['without a grid', [{ body: '{"properties":{"gridId":null}}' }], 'may lie at sea'],
    ['for strangers', [{ status: 403 }], 'NWS_USER_AGENT'],
    ['as a page', [{ body: '<html>Access denied</html>' }], 'does not understand'],
    ['in another shape', [{ body: '{"properties":{"gridX":"?"}}' }], 'does not understand'],
    ['of nothing', [{ body: '' }], 'does not understand'],
    ['that is not found, as a page', [{ status: 404, body: '<html>' }], 'does not understand'],
    ['of too many bytes', [{ size: 2_000_001 }], 'does not understand'],
  ])('says what is wrong with an answer %s', async (_, steps, text) => {
    const { server, client } = await setUp({ steps });
    expect(await messageOf(client.forecast(newYork, { signal }))).toContain(text);
    expect(server.requests).toHaveLength(steps.length);
  });

  test('no network is told as such', async () => {
    const { server, client } = await setUp();
    await server.close();
    expect(await messageOf(client.alerts(newYork, { signal }))).toContain('cannot be reached');
  });

  test('an address that is none is refused at the start', () => {
    for (const NWS_BASE_URL of ['nowhere', 'file:///etc']) {
      expect(() => createWeatherClient({ NWS_BASE_URL })).toThrow('NWS_BASE_URL');
    }
  });

  test('a caller who goes away ends the request', async () => {
    const { server, client } = await setUp({ steps: [{ delay: Infinity }] });
    const caller = new AbortController();
    const call = client.forecast(newYork, { signal: caller.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    caller.abort();
    expect(await messageOf(call)).toBe('The call was cancelled.');
  });
});

describe('caching', () => {
  test('keeps forecasts as long as they say, and points for a day', async () => {
    const { server, client, clock } = await setUp();
    const paths = () => server.requests.map(({ path }) => path.split('/')[1]);
    await client.forecast(newYork, { signal });
    clock.now += 299_000;
    await client.forecast(newYork, { signal });
    expect(paths()).toEqual(['points', 'gridpoints']);
    clock.now += 2_000;
    await client.forecast(newYork, { signal });
    expect(paths()).toEqual(['points', 'gridpoints', 'gridpoints']);
    clock.now += 86_400_000;
    await client.forecast(newYork, { signal });
    expect(paths()).toEqual(['points', 'gridpoints', 'gridpoints', 'points', 'gridpoints']);
  });

  test('keeps alerts for a minute at the most', async () => {
    const { server, client, clock } = await setUp({ cacheControl: 'max-age=3600' });
    await client.alerts(newYork, { signal });
    clock.now += 59_000;
    await client.alerts(newYork, { signal });
    expect(server.requests).toHaveLength(1);
    clock.now += 1_000;
    await client.alerts(newYork, { signal });
    expect(server.requests).toHaveLength(2);
  });

  test('keeps nothing that must not be kept, and no failure', async () => {
    const { server, client } = await setUp({ cacheControl: 'no-store', steps: [{ status: 403 }] });
    await messageOf(client.forecast(newYork, { signal }));
    await client.forecast(newYork, { signal });
    await client.forecast(newYork, { signal });
    expect(server.requests).toHaveLength(5);
  });

  test('many who ask at once ask the service once', async () => {
    const { server, client } = await setUp();
    await Promise.all(Array.from({ length: 50 }, () => client.forecast(newYork, { signal })));
    expect(server.requests).toHaveLength(2);
  });
});
