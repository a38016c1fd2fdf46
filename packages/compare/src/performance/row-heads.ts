import type { RowHead } from './summarize.ts';
import type { Subject } from './subject.ts';

/** So many requests are under way at a time. */
export const concurrencies = [1, 8, 32] as const;

/** At which of these CPU time is taken. */
export const cpuConcurrency = 8;

export const startRows = {
  source: 'start.first-answer',
  bundled: 'start.first-answer-bundled',
} as const;

const startNote =
  'From the start of the process of the local host to the first answer to tools/list; the app that ships, with its own tools.';

/** Every row that there can be, in the order of the report. */
export function rowHeads(
  subject: Pick<Subject, 'method' | 'what'>,
  idleSeconds: number,
): RowHead[] {
  const { what } = subject;
  const kind = kindOf(subject);
  return [
    {
      id: startRows.source,
      title: 'Start to first answer, from source',
      unit: 'ms',
      better: 'lower',
      note: startNote,
    },
    {
      id: startRows.bundled,
      title: 'Start to first answer, deploy folder',
      unit: 'ms',
      better: 'lower',
      note: startNote,
    },
    {
      id: rowIds.idle(kind),
      title: `First ${what} after ${idleSeconds} s of rest`,
      unit: 'ms',
      better: 'lower',
      note: 'On a new connection. The local host never puts an app to sleep; Azure does, after minutes.',
    },
    ...concurrencies.map((concurrency): RowHead => ({
      id: rowIds.latency(kind, concurrency),
      title: `Latency of ${what}, ${inWords(concurrency)}`,
      unit: 'ms',
      better: 'lower',
      note: 'The median of each round; warm, over connections that are kept open.',
    })),
    ...concurrencies.map((concurrency): RowHead => ({
      id: rowIds.throughput(kind, concurrency),
      title: `Throughput of ${what}, ${inWords(concurrency)}`,
      unit: 'requests/s',
      better: 'higher',
      note: 'The next request is sent when the answer to one is there.',
    })),
    ...wireMethods.map((one): RowHead => ({
      id: rowIds.wire(one),
      title: `Answer to ${one}`,
      unit: 'bytes',
      better: 'lower',
      note: 'Status line, headers and body, uncompressed, without the framing of chunks and TLS.',
    })),
    {
      id: rowIds.cpu(kind, 'whole'),
      title: `CPU per ${what}, host and app`,
      unit: 'CPU µs/request',
      better: 'lower',
      note: `User and system time, at ${cpuConcurrency} requests at a time.`,
    },
    {
      id: rowIds.cpu(kind, 'app'),
      title: `CPU per ${what}, app process`,
      unit: 'CPU µs/request',
      better: 'lower',
      note: 'The worker process or the custom handler: what is yours, and not an emulation.',
    },
    {
      id: rowIds.memory('whole'),
      title: 'Memory under load, host and app',
      unit: 'MB',
      better: 'lower',
      note: 'Resident, after each round.',
    },
    {
      id: rowIds.memory('app'),
      title: 'Memory under load, app process',
      unit: 'MB',
      better: 'lower',
      note: 'Resident, after each round.',
    },
  ];
}

/** Whose bytes are counted. */
export const wireMethods = ['initialize', 'tools/list', 'tools/call'] as const;

/** `whole`: the local host and the app. */
export type Part = 'whole' | 'app';

/** The method that is measured, as ids of rows name it: a baseline must not mistake another one for it. */
export function kindOf({ method }: Pick<Subject, 'method'>): string {
  return method.replace('/', '-');
}

export const rowIds = {
  idle: (kind: string) => `idle.${kind}`,
  latency: (kind: string, concurrency: number) => `latency.${kind}.${concurrency}`,
  throughput: (kind: string, concurrency: number) => `throughput.${kind}.${concurrency}`,
  wire: (method: (typeof wireMethods)[number]) => `wire.${method.replace('/', '-')}`,
  cpu: (kind: string, part: Part) => `cpu.${kind}.${part}`,
  memory: (part: Part) => `memory.${part}`,
} as const;

function inWords(concurrency: number): string {
  return concurrency === 1 ? 'one at a time' : `${concurrency} at a time`;
}
