import { describe, expect, test } from 'vitest';
import { checkVisible } from './subscription-check.ts';

describe('the subscription', () => {
  test.each([
    ['Enabled', 'ok'],
    ['Warned', 'ok'],
    ['Disabled', 'failed'],
  ])('%s: %s', (state, outcome) => {
    const answer = { value: { name: 'Mine', state } };
    expect(checkVisible('id', answer)).toMatchObject({ outcome });
  });

  test.each([
    [403, 'failed'],
    [404, 'failed'],
    [503, 'hint'],
    [undefined, 'hint'],
  ])('refused with %s: %s', (status, outcome) => {
    expect(checkVisible('id', { refused: 'why.', status })).toMatchObject({
      outcome,
      cause: 'why.',
    });
  });
});
