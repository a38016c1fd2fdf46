import { visible } from '../output/wording/visible.ts';

/** What progress is written to. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows how far something is. */
export interface Progress {
  readonly show: (stage: string, detail: string) => void;
  /** Takes away what is only of the moment. */
  readonly clear: () => void;
}

/** On a terminal one line that is written over and over; in a file one line for each stage. */
export function createProgress(stream: ProgressStream): Progress {
  if (stream.isTTY) {
    const put = (text: string): void => void stream.write(`\r\u001B[K${text}`);
    return {
      show: (stage, detail) => {
        const text = visible([stage, detail].filter(Boolean).join(': '));
        // Some terminals say that they have 0 columns.
        put(text.slice(0, (stream.columns || 80) - 1));
      },
      clear: () => put(''),
    };
  }
  let last = '';
  return {
    show: (stage) => {
      if (stage !== last) stream.write(`${stage}\n`);
      last = stage;
    },
    clear: () => {},
  };
}
