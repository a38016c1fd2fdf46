import { describe, expect, test } from 'vitest';
import { alertsAnswer, forecastAnswer, pointAnswer } from './nws-shapes.ts';

// Transcribed, with dates filled in, from weather-gov/weather.gov, which is in the public domain (CC0):
// api-proxy/data/load-testing-ioc/{points,gridpoints,alerts}.
const recordedPoint = {
  properties: {
    '@type': 'wx:Point',
    cwa: 'OKX',
    gridId: 'OKX',
    gridX: 1,
    gridY: 1,
    forecast: 'https://api.weather.gov/gridpoints/OKX/1,1/forecast',
    relativeLocation: {
      type: 'Feature',
      properties: {
        city: 'Hoboken',
        state: 'NJ',
        distance: { unitCode: 'wmoUnit:m', value: 266.15149589999 },
      },
    },
    timeZone: 'America/New_York',
  },
};

const recordedPeriod = {
  number: 3,
  name: 'Thursday',
  startTime: '2026-03-05T06:00:00-05:00',
  endTime: '2026-03-05T18:00:00-05:00',
  isDaytime: true,
  temperature: 43,
  temperatureUnit: 'F',
  temperatureTrend: null,
  probabilityOfPrecipitation: { unitCode: 'wmoUnit:percent', value: 92 },
  windSpeed: '2 to 8 mph',
  windDirection: 'NE',
  icon: 'https://api.weather.gov/icons/land/day/rain,90?size=medium',
  shortForecast: 'Rain',
  detailedForecast: 'Rain. Cloudy, with a high near 43. Northeast wind 2 to 8 mph.',
};

const recordedAlert = {
  '@id': 'test-alert-1',
  areaDesc: "North St. Paul; that's it",
  onset: '2026-03-06T17:00:00-06:00',
  expires: '2026-03-05T03:00:00-06:00',
  ends: '2026-03-07T02:00:00-06:00',
  status: 'Actual',
  messageType: 'Alert',
  severity: 'Severe',
  certainty: 'Possible',
  urgency: 'Future',
  event: 'Ice Storm Warning',
  headline: 'Test alert',
  description:
    "This is not a real alert.\n\n* TESTING...It's just for testing\n\n* IMPACTS...Gosh, none hopefully.",
  instruction:
    'A Fire Weather Watch means that the potential for critical fire\nweather conditions exists.',
};

function periods(...changes: object[]) {
  const answer = {
    properties: { periods: changes.map((change) => ({ ...recordedPeriod, ...change })) },
  };
  return forecastAnswer.parse(answer).periods;
}

function alerts(...changes: object[]) {
  return alertsAnswer.parse({
    type: 'FeatureCollection',
    features: changes.map((change) => ({ properties: { ...recordedAlert, ...change } })),
  });
}

describe('a point', () => {
  test('tells its town, its grid and its time zone', () => {
    expect(pointAnswer.parse(recordedPoint)).toEqual({
      name: 'Hoboken, NJ',
      grid: { path: '/gridpoints/OKX/1,1', timeZone: 'America/New_York' },
    });
  });

  test.each([{ gridId: null }, { gridX: null }, { timeZone: null }])(
    'may have no grid: %j',
    (change) => {
      const { properties } = recordedPoint;
      const { grid } = pointAnswer.parse({ properties: { ...properties, ...change } });
      expect(grid).toBeUndefined();
    },
  );

  test.each([{ gridId: '../alerts' }, { gridX: '1' }, { timeZone: 'Nowhere/Land' }])(
    'is refused with %j',
    (change) => {
      const { properties } = recordedPoint;
      expect(pointAnswer.safeParse({ properties: { ...properties, ...change } }).success).toBe(
        false,
      );
    },
  );
});

describe('a forecast', () => {
  test('is read', () => {
    expect(periods({})).toEqual([
      {
        name: 'Thursday',
        startTime: '2026-03-05T06:00:00-05:00',
        endTime: '2026-03-05T18:00:00-05:00',
        isDaytime: true,
        temperature: 43,
        unit: 'F',
        precipitationChance: 92,
        wind: 'NE 2 to 8 mph',
        summary: 'Rain',
        detail: 'Rain. Cloudy, with a high near 43. Northeast wind 2 to 8 mph.',
      },
    ]);
  });

  test.each([{ value: null, unitCode: 'wmoUnit:percent' }, null, undefined])(
    'may know no chance of precipitation: %j',
    (probabilityOfPrecipitation) => {
      expect(periods({ probabilityOfPrecipitation })[0]).not.toHaveProperty('precipitationChance');
    },
  );

  test('may give temperatures with their unit, and winds in another form', () => {
    const temperature = { unitCode: 'wmoUnit:degC', value: 6.1 };
    const windSpeed = { unitCode: 'wmoUnit:km_h-1', value: 5 };
    expect(periods({ temperature, windSpeed })[0]).toMatchObject({
      temperature: 6,
      unit: 'C',
      wind: 'NE',
    });
  });

  test.each([{ startTime: 'soon' }, { temperature: null }, { name: undefined }])(
    'is refused with %j',
    (change) => {
      expect(() => periods(change)).toThrow();
    },
  );
});

describe('alerts', () => {
  test('are read, without the line breaks in their texts', () => {
    expect(alerts({})).toEqual([
      {
        event: 'Ice Storm Warning',
        severity: 'Severe',
        urgency: 'Future',
        certainty: 'Possible',
        headline: 'Test alert',
        areas: ['North St. Paul', "that's it"],
        onset: '2026-03-06T17:00:00-06:00',
        ends: '2026-03-07T02:00:00-06:00',
        description:
          "This is not a real alert.\n* TESTING...It's just for testing\n* IMPACTS...Gosh, none hopefully.",
        instruction:
          'A Fire Weather Watch means that the potential for critical fire weather conditions exists.',
      },
    ]);
  });

  test('come with the most severe first, and cancelled ones not at all', () => {
    const severities = ['Unknown', 'Minor', 'Extreme', 'Severe'].map((severity) => ({ severity }));
    const read = alerts(...severities, { messageType: 'Cancel', severity: 'Extreme' });
    expect(read.map(({ severity }) => severity)).toEqual(['Extreme', 'Severe', 'Minor', 'Unknown']);
  });

  test('may lack most of their members', () => {
    const [alert] = alertsAnswer.parse({ features: [{ properties: { event: 'Flood Watch' } }] });
    expect(alert).toEqual({
      event: 'Flood Watch',
      severity: 'Unknown',
      urgency: 'Unknown',
      certainty: 'Unknown',
      headline: 'Flood Watch',
      areas: [],
      description: '',
    });
  });

  test('end when they expire, where no end is told', () => {
    expect(alerts({ ends: null })[0]!.ends).toBe(recordedAlert.expires);
  });

  test('have texts of a bounded length', () => {
    const [alert] = alerts({ description: 'word '.repeat(10_000) });
    expect(alert!.description.length).toBeLessThan(1_510);
    expect(alert!.description).toMatch(/word …$/);
  });
});
