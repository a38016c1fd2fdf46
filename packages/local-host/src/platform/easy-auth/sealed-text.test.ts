import { expect, onTestFinished, test, vi } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { createSealedText } from './sealed-text.ts';

verifies('easy-auth.session', 'easy-auth.session-place');

test('what is sealed opens for its purpose, and hides what it holds', async () => {
  const { seal, open } = createSealedText();
  const sealed = await seal('session', { secret: 'squirrel' }, 60_000);
  expect(Buffer.from(sealed.split('.')[3]!, 'base64url').toString()).not.toContain('squirrel');
  expect(await open('session', sealed)).toMatchObject({ secret: 'squirrel' });
  expect(await open('nonce', sealed)).toBeUndefined();
});

test('it opens neither after its time nor with the key of another', async () => {
  const { seal, open } = createSealedText();
  const sealed = await seal('session', {}, 2_000);
  expect(await createSealedText().open('session', sealed)).toBeUndefined();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_000 });
  onTestFinished(() => void vi.useRealTimers());
  expect(await open('session', sealed)).toBeUndefined();
});
