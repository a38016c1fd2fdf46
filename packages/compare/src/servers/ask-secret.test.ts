import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { askSecret, type Terminal } from './ask-secret.ts';

/** A terminal that somebody types at. */
function typing(...keys: readonly string[]) {
  const modes: boolean[] = [];
  let shown = '';
  const input: EventEmitter = Object.assign(new EventEmitter(), {
    setRawMode: (raw: boolean) => modes.push(raw),
    pause: () => {},
    resume: () => keys.forEach((key) => input.emit('data', Buffer.from(key))),
  });
  const output = { write: (text: string) => (shown += text) };
  return { terminal: { input, output } as unknown as Terminal, shown: () => shown, modes, input };
}

const never = new AbortController().signal;

test('what is typed or pasted is not shown, and can be taken back', async () => {
  const { terminal, shown, modes, input } = typing('sekret\u007F', '\u007Fet', '\r', 'more');
  expect(await askSecret('Key: ', terminal, never)).toBe('sekret');
  expect(shown()).toBe('Key: \n');
  expect(modes).toEqual([true, false]);
  expect(input.listenerCount('data')).toBe(0);
});

test.each(['\u0003', '\u0004'])('Ctrl-C and Ctrl-D give up: %j', async (key) => {
  const { terminal, modes } = typing('abc', key);
  expect(await askSecret('Key: ', terminal, never)).toBeUndefined();
  expect(modes).toEqual([true, false]);
});

test('an interruption ends the question', async () => {
  const controller = new AbortController();
  const { terminal } = typing('abc');
  const answer = askSecret('Key: ', terminal, controller.signal);
  controller.abort();
  expect(await answer).toBeUndefined();
});
