import { expect, test } from 'vitest';
import { cities } from './cities.ts';
import { fullName } from './find-city.ts';
import { stateCode } from './states.ts';
import { officeAt } from './testing/nws-answers.ts';

test('has more than a hundred cities, each once', () => {
  const names = cities.map(fullName);
  expect(names.length).toBeGreaterThan(100);
  expect(new Set(names).size).toBe(names.length);
});

test('has only cities that lie in the United States, in a state that exists', () => {
  const wrong = cities.filter(
    ({ state, latitude, longitude }) =>
      !officeAt(latitude, longitude) || stateCode(state.toLowerCase()) !== state,
  );
  expect(wrong).toEqual([]);
});
