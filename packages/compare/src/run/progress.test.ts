import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

function useStream(isTTY: boolean) {
  let text = '';
  return { isTTY, columns: 20, write: (more: string) => void (text += more), text: () => text };
}

test('a terminal has one line, no wider than itself, that goes away', () => {
  const stream = useStream(true);
  const progress = createProgress(stream);
  progress.show('Starts', 'start 1 of 2, and so on');
  progress.clear();
  expect(stream.text()).toBe('\r\u001B[KStarts: start 1 of \r\u001B[K');
});

test('a file has one line for each stage', () => {
  const stream = useStream(false);
  const progress = createProgress(stream);
  for (const detail of ['', '1', '2']) progress.show('Starts', detail);
  progress.show('Size', '');
  progress.clear();
  expect(stream.text()).toBe('Starts\nSize\n');
});
