import { localIso } from './local-time.ts';
import { spansFrom } from './spans.ts';

/**
 * What api.weather.gov answers, with a forecast made up for any time. The shapes are those of the
 * recordings in weather-gov/weather.gov, which are in the public domain (CC0).
 * @see weather-gov/weather.gov:api-proxy/data
 */

/** Forecast offices, and the time zone of most of their area. */
const offices: Readonly<Record<string, string>> = {
  OKX: 'America/New_York',
  LOT: 'America/Chicago',
  BOU: 'America/Denver',
  PSR: 'America/Phoenix',
  LOX: 'America/Los_Angeles',
  AFC: 'America/Anchorage',
  HFO: 'Pacific/Honolulu',
  SJU: 'America/Puerto_Rico',
  GUM: 'Pacific/Guam',
};

/** The office for a point; undefined outside of the United States. Roughly: borders are straight here. */
export function officeAt(latitude: number, longitude: number): string | undefined {
  const within = (south: number, north: number, west: number, east: number) =>
    latitude >= south && latitude <= north && longitude >= west && longitude <= east;
  if (within(13, 16, 144, 147)) return 'GUM';
  if (within(17.5, 18.7, -68, -64)) return 'SJU';
  if (within(18, 23, -161, -154)) return 'HFO';
  if (within(51, 72, -180, -129)) return 'AFC';
  if (!within(24, 50, -125, -66)) return undefined;
  if (within(31, 37, -114.8, -109)) return 'PSR';
  return longitude > -87 ? 'OKX' : longitude > -101.5 ? 'LOT' : longitude > -114.5 ? 'BOU' : 'LOX';
}

function timeZoneOf(office: string): string {
  return offices[office] ?? 'America/New_York';
}

export function pointAnswer(latitude: number, longitude: number, office: string): object {
  const id = `https://api.weather.gov/points/${latitude},${longitude}`;
  const grid = `https://api.weather.gov/gridpoints/${office}/33,35`;
  return {
    id,
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
    properties: {
      '@id': id,
      '@type': 'wx:Point',
      cwa: office,
      type: 'land',
      gridId: office,
      gridX: 33,
      gridY: 35,
      forecast: `${grid}/forecast`,
      forecastHourly: `${grid}/forecast/hourly`,
      forecastGridData: grid,
      observationStations: `${grid}/stations`,
      relativeLocation: {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [longitude, latitude] },
        properties: {
          city: 'Testville',
          state: 'NY',
          distance: { unitCode: 'wmoUnit:m', value: 266.15 },
          bearing: { unitCode: 'wmoUnit:degree_(angle)', value: 199 },
        },
      },
      timeZone: timeZoneOf(office),
      radarStation: 'KDIX',
    },
  };
}

export function forecastAnswer(office: string, now: Date): object {
  const timeZone = timeZoneOf(office);
  return {
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [] },
    properties: {
      units: 'us',
      forecastGenerator: 'BaselineForecastGenerator',
      generatedAt: now.toISOString(),
      updateTime: new Date(now.getTime() - 3_600_000).toISOString(),
      validTimes: `${now.toISOString()}/P7DT12H`,
      elevation: { unitCode: 'wmoUnit:m', value: 14.0208 },
      periods: spansFrom(now, timeZone).map(({ name, start, end, isDaytime }, index) => ({
        number: index + 1,
        name,
        startTime: localIso(start, timeZone),
        endTime: localIso(end, timeZone),
        isDaytime,
        temperature: (isDaytime ? 52 : 38) + (index % 5),
        temperatureUnit: 'F',
        temperatureTrend: null,
        probabilityOfPrecipitation: {
          unitCode: 'wmoUnit:percent',
          value: index % 3 ? (10 * index) % 100 : null,
        },
        windSpeed: index % 2 ? '5 mph' : '5 to 10 mph',
        windDirection: 'NW',
        icon: 'https://api.weather.gov/icons/land/day/few?size=medium',
        shortForecast: isDaytime ? 'Sunny' : 'Mostly Clear',
        detailedForecast: isDaytime ? 'Sunny, with light wind.' : 'Mostly clear, with light wind.',
      })),
    },
  };
}

/** The members of an alert that matter; the rest is filled in. */
export interface AlertProperties {
  readonly event?: string;
  readonly [member: string]: unknown;
}

export function alertsAnswer(
  alerts: readonly AlertProperties[],
  office: string,
  now: Date,
): object {
  const local = (hours: number) =>
    localIso(new Date(now.getTime() + hours * 3_600_000), timeZoneOf(office));
  return {
    type: 'FeatureCollection',
    features: alerts.map((properties, index) => ({
      id: `https://api.weather.gov/alerts/urn:oid:2.49.0.1.840.0.test.${index}`,
      type: 'Feature',
      geometry: null,
      properties: {
        '@type': 'wx:Alert',
        id: `urn:oid:2.49.0.1.840.0.test.${index}`,
        areaDesc: 'North Testville; Testville Beach',
        sent: local(0),
        effective: local(0),
        onset: local(1),
        expires: local(6),
        ends: null,
        status: 'Actual',
        messageType: 'Alert',
        category: 'Met',
        severity: 'Moderate',
        certainty: 'Likely',
        urgency: 'Expected',
        event: 'Wind Advisory',
        senderName: 'NWS Testville NY',
        headline: `${properties.event ?? 'Wind Advisory'} issued by NWS Testville NY`,
        description:
          '* WHAT...This is not a real alert.\n\n* WHERE...Nowhere, and\nfor tests only.',
        instruction: 'There is nothing\nto do.',
        response: 'Execute',
        ...properties,
      },
    })),
  };
}

/** @param type the last part of the problem's type, such as `InvalidPoint` */
export function problemAnswer(status: number, type: string, detail: string): object {
  return {
    correlationId: '3a1f0000',
    title: type.replace(/\B(?=[A-Z])/g, ' '),
    type: `https://api.weather.gov/problems/${type}`,
    status,
    detail,
    instance: 'https://api.weather.gov/requests/3a1f0000',
  };
}
