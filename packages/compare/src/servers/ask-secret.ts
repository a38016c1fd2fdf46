import type { ReadStream, WriteStream } from 'node:tty';

/** The terminal that is asked. */
export interface Terminal {
  readonly input: Pick<ReadStream, 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>;
  readonly output: Pick<WriteStream, 'write'>;
}

/** The keys that end a line, take back a character, and give up. */
const [enter, newline, backspace, erase, interrupt, endOfInput] = [
  '\r',
  '\n',
  '\u007F',
  '\b',
  '\u0003',
  '\u0004',
];

/**
 * Asks for a secret on a terminal, which shows nothing of it.
 * @returns undefined when it is interrupted
 */
export async function askSecret(
  question: string,
  { input, output }: Terminal,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let typed = '';
  const onData = (chunk: Buffer): void => {
    for (const key of chunk.toString('utf8')) {
      if (key === enter || key === newline) return resolve(typed);
      // In raw mode Ctrl-C is a key, and no signal.
      if (key === interrupt || key === endOfInput) return resolve(undefined);
      typed = key === backspace || key === erase ? typed.slice(0, -1) : typed + key;
    }
  };
  const onAbort = (): void => resolve(undefined);
  output.write(question);
  input.setRawMode(true);
  input.on('data', onData);
  input.resume();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    input.off('data', onData);
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}
