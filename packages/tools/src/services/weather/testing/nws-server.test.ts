import { expect, onTestFinished, test } from 'vitest';
import { atLocalHour, localIso } from './local-time.ts';
import { type NwsServerOptions, startNwsServer } from './nws-server.ts';
import { spansFrom } from './spans.ts';

async function setUp(options?: NwsServerOptions) {
  const server = await startNwsServer(options);
  onTestFinished(() => server.close());
  return (path: string, headers: Record<string, string> = { 'user-agent': 'test' }) =>
    fetch(server.url + path, { redirect: 'manual', headers });
}

test.each([
  ['2026-11-27T01:20:00-05:00', ['Overnight', 'Friday', 'Friday Night']],
  ['2026-11-27T09:20:00-05:00', ['Today', 'Tonight', 'Saturday']],
  ['2026-11-27T15:20:00-05:00', ['This Afternoon', 'Tonight', 'Saturday']],
  ['2026-11-27T21:20:00-05:00', ['Tonight', 'Saturday', 'Saturday Night']],
])('names periods as the service does at %s', (now, names) => {
  const spans = spansFrom(new Date(now), 'America/New_York');
  expect(spans).toHaveLength(14);
  expect(spans.slice(0, 3).map(({ name }) => name)).toEqual(names);
  expect(spans.slice(1).map(({ start }) => start)).toEqual(
    spans.slice(0, -1).map(({ end }) => end),
  );
});

test('knows the clocks of a time zone, also when they change', () => {
  const zone = 'America/New_York';
  expect(localIso(new Date('2026-03-08T06:59:00Z'), zone)).toBe('2026-03-08T01:59:00-05:00');
  expect(localIso(new Date('2026-03-08T07:00:00Z'), zone)).toBe('2026-03-08T03:00:00-04:00');
  expect(atLocalHour('2026-03-08', 6, zone).toISOString()).toBe('2026-03-08T10:00:00.000Z');
  expect(atLocalHour('2026-11-01', 6, zone).toISOString()).toBe('2026-11-01T11:00:00.000Z');
  expect(atLocalHour('2026-11-01', 18, 'Pacific/Guam').toISOString()).toBe(
    '2026-11-01T08:00:00.000Z',
  );
  expect(localIso(new Date('2026-03-08T07:00:00Z'), 'UTC')).toBe('2026-03-08T07:00:00+00:00');
});

test.each([
  ['/points/40.71280001,-74', 301, 'AdjustPointPrecision'],
  ['/points/40.7100,-74.00', 301, 'AdjustPointPrecision'],
  ['/points/48.85,2.35', 404, 'InvalidPoint'],
  ['/points/40.7,-74?x=1', 400, 'BadRequest'],
  ['/alerts/active?status=actual&point=48.85,2.35', 400, 'InvalidParameter'],
  ['/elsewhere', 404, 'NotFound'],
])('refuses %s as the service does', async (path, status, problem) => {
  const response = await (await setUp())(path);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({
    status,
    type: `https://api.weather.gov/problems/${problem}`,
  });
});

test('refuses who has no name', async () => {
  const response = await (await setUp())('/points/40.7,-74', { 'user-agent': '' });
  expect(response.status).toBe(403);
});

test('answers as it is told, and then truly', async () => {
  const ask = await setUp({
    steps: [{ status: 429, headers: { 'retry-after': '1' } }, { size: 100 }, { delay: 1 }],
  });
  const limited = await ask('/points/40.7,-74');
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await (await ask('/points/40.7,-74')).text()).toHaveLength(100);
  for (const _ of [1, 2]) {
    const { properties } = (await (await ask('/points/40.7,-74')).json()) as {
      properties: Record<string, unknown>;
    };
    expect(properties).toMatchObject({ gridId: 'OKX', timeZone: 'America/New_York' });
  }
});
