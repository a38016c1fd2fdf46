import { beforeAll, expect, test } from 'vitest';
import { ourOutcome, recordedOutcome } from './testing/compare.ts';
import { type Exchange, readRecordings } from './testing/recordings.ts';
import { type Outcome, replaySession } from './testing/replay.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'worker.core.module',
  'worker.init.capabilities',
  'worker.init.http-stream',
  'worker.load.main-glob',
  'worker.load.esm-decision',
  'worker.load.microtask',
  'worker.load.first-throw-ends',
  'worker.load.entry-point-message',
  'worker.load.non-error',
  'worker.load.no-match',
  'worker.load.package-json-lenient',
  'worker.start.hook-throws',
  'worker.start.never',
  'worker.start.exit-at-load',
  'worker.functions.metadata',
  'worker.functions.retry-options',
  'worker.functions.duplicate',
  'worker.functions.locked',
  'worker.functions.in-hook',
  'worker.functions.none',
  'worker.invocation.sequence',
  'worker.invocation.hooks',
  'worker.invocation.protobuf-defaults',
  'worker.invocation.long',
  'worker.invocation.int64-clamp',
  'worker.invocation.no-kind',
  'worker.invocation.same-site',
  'worker.invocation.null-throw-succeeds',
  'worker.invocation.non-error-throw',
  'worker.invocation.error-unmasked',
  'worker.invocation.system-error-logged',
  'worker.invocation.unsendable-throw-exits',
  'worker.invocation.concurrent',
  'worker.invocation.cancel-ignored',
  'worker.invocation.unknown',
  'worker.http.core-form',
  'worker.mcp.envelope',
  'worker.log.user',
  'worker.log.after-answer',
  'worker.process.uncaught',
  'worker.terminate.hooks-exit-0',
  'worker.terminate.hook-throws',
  'worker.environment-reload',
);

/** Exchanges that cannot be replayed. */
const notReplayed = new Map([
  [
    'http: process start',
    'the real worker is started with the address of a gRPC server; ours is forked',
  ],
]);

/** Exchanges in which our worker differs from the recorded one. Each fails when it no longer does. */
const logHook = 'newer workers than 3.9.1 know the log hook, and so does ours';
const namedImport = 'Node 24 finds all named exports of the library, where 20 and 22 do not';
const differences = [
  {
    name: 'no-functions: functionLoad ghost',
    reason: 'the v3 programming model (function.json) is not emulated',
  },
  { name: 'log-hook: workerInit', reason: logHook },
  { name: 'log-hook: functionsMetadata', reason: logHook },
  ...(Number.parseInt(process.versions.node, 10) >= 24
    ? [
        { name: 'esm named-import: workerInit', reason: namedImport },
        { name: 'esm named-import: functionsMetadata', reason: namedImport },
      ]
    : []),
];

/** How many worker processes run at a time. */
const parallel = 3;

const recordings = readRecordings().filter(({ name }) => !notReplayed.has(name));
const sessions = [...Map.groupBy(recordings, ({ session }) => session).values()];
const outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  const queue = sessions.toSorted((one, other) => other.length - one.length);
  const next = async (): Promise<void> => {
    const session = queue.shift();
    if (!session) return;
    for (const [name, outcome] of await replaySession(session, preludeOf(session), isDeclared)) {
      outcomes.set(name, outcome);
    }
    await next();
  };
  await Promise.all(Array.from({ length: parallel }, next));
}, 300_000);

const [different, equal] = [true, false].map((declared) =>
  recordings.filter(({ name }) => isDeclared(name) === declared),
);

test.each(equal!)('$name: the worker does as recorded', (exchange) => {
  expect(ourOutcome(exchange, outcomes.get(exchange.name)!)).toEqual(recorded(exchange));
});

const reasonOf = new Map(differences.map(({ name, reason }) => [name, reason]));
const declared = different!.map(
  (exchange) => [exchange.name, reasonOf.get(exchange.name), exchange] as const,
);

test.fails.each(declared)('%s: the worker does otherwise, as %s', (_name, _reason, exchange) => {
  expect(ourOutcome(exchange, outcomes.get(exchange.name)!)).toEqual(recorded(exchange));
});

test('what is declared to differ, or not to be replayed, is recorded', () => {
  const names = new Set(readRecordings().map(({ name }) => name));
  const all = [...notReplayed.keys(), ...differences.map(({ name }) => name)];
  expect(all.filter((name) => !names.has(name))).toEqual([]);
});

test('has every recording, and replays all but the start of the process', () => {
  expect(readRecordings()).toHaveLength(435);
  expect(equal!.length + different!.length).toBe(434);
  expect([...outcomes.keys()].toSorted()).toEqual(recordings.map(({ name }) => name).toSorted());
});

function isDeclared(exchange: string): boolean {
  return differences.some(({ name }) => name === exchange);
}

/** A session that begins in the middle follows the start of the first session of the same app. */
function preludeOf([first]: readonly Exchange[]): Exchange[] {
  if (first!.name.endsWith(': workerInit')) return [];
  return sessions
    .find(([start]) => start!.app === first!.app)!
    .filter(({ name }) => /: (?:workerInit|functionsMetadata)$/.test(name));
}

function recorded(exchange: Exchange): object {
  const metadata = recordings.find(({ name }) => name === `${exchange.session}: functionsMetadata`);
  return recordedOutcome(exchange, metadata);
}
