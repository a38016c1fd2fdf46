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
    [403, 'failed', 'azd auth login --tenant-id TENANT'],
    [404, 'failed', 'azd auth login --tenant-id TENANT'],
    [503, 'hint', 'In a minute again'],
    [undefined, 'hint', 'Is there a network here?'],
  ])('refused with %s: %s', (status, outcome, remedy) => {
    expect(checkVisible('id', { refused: 'why.', status })).toMatchObject({
      outcome,
      cause: 'why.',
      remedy: expect.stringContaining(remedy),
    });
  });
});
