import { describe, expect, test } from 'vitest';
import { findCity, fullName } from './find-city.ts';

/** The city that is found, the ones to choose from, or the similar ones. */
function find(text: string): string | string[] {
  const answer = findCity(text);
  if (answer.kind === 'found') return fullName(answer.city);
  return [answer.kind, ...(answer.kind === 'unknown' ? answer.near : answer.cities).map(fullName)];
}

describe('findCity', () => {
  test.each([
    ['New York City', 'New York City, NY'],
    ['New York', 'New York City, NY'],
    ['nyc', 'New York City, NY'],
    ['New York, NY', 'New York City, NY'],
    ['New York, New York', 'New York City, NY'],
    ['new york new york', 'New York City, NY'],
    ['New York City, NY, USA', 'New York City, NY'],
    ['Brooklyn, New York City', 'Brooklyn, NY'],
    ['LA', 'Los Angeles, CA'],
    ['L.A.', 'Los Angeles, CA'],
    ['SF', 'San Francisco, CA'],
    ['DC', 'Washington, DC'],
    ['Washington, D.C.', 'Washington, DC'],
    ['Washington DC', 'Washington, DC'],
    ['Philly', 'Philadelphia, PA'],
    ['Vegas', 'Las Vegas, NV'],
    ['  las   VEGAS , nevada', 'Las Vegas, NV'],
    ['St. Louis', 'Saint Louis, MO'],
    ['Saint Paul, MN', 'Saint Paul, MN'],
    ['Ft. Worth', 'Fort Worth, TX'],
    ['Winston Salem', 'Winston-Salem, NC'],
    ['Hagatna', 'Hagåtña, GU'],
    ['Springfield, IL', 'Springfield, IL'],
    ['Springfield, Massachusetts', 'Springfield, MA'],
    ['springfield mo', 'Springfield, MO'],
    ['portland maine', 'Portland, ME'],
    ['Fargo North Dakota', 'Fargo, ND'],
    ['Kansas City, KS', 'Kansas City, KS'],
  ])('%j is %s', (text, name) => {
    expect(find(text)).toBe(name);
  });

  test.each([
    ['Portland', 'Portland, OR', ['Portland, ME']],
    ['Kansas City', 'Kansas City, MO', ['Kansas City, KS']],
    ['Miami', 'Miami, FL', []],
  ])('takes %j as the far larger one and tells the others', (text, name, others) => {
    const answer = findCity(text);
    expect(answer.kind).toBe('found');
    if (answer.kind !== 'found') return;
    expect(fullName(answer.city)).toBe(name);
    expect(answer.others.map(fullName)).toEqual(others);
  });

  test.each([
    ['Springfield', ['Springfield, MO', 'Springfield, MA', 'Springfield, IL']],
    ['Arlington', ['Arlington, TX', 'Arlington, VA']],
  ])('does not choose between cities of a size: %j', (text, names) => {
    expect(find(text)).toEqual(['ambiguous', ...names]);
  });

  test.each([
    ['Pheonix', ['Phoenix, AZ']],
    ['Seatle, WA', ['Seattle, WA']],
    ['Cincinatti', ['Cincinnati, OH']],
    ['Portland, TX', ['Portland, OR', 'Portland, ME']],
    ['Oregon', ['Portland, OR', 'Eugene, OR', 'Salem, OR']],
    ['Paris, France', []],
    ['London', []],
    ['', []],
    [',', []],
    ['東京', []],
  ])('offers what is similar to %j', (text, names) => {
    expect(find(text)).toEqual(['unknown', ...names]);
  });
});
