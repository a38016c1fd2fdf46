import { once, EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers, type HostContent, type RequestName, type RpcLog } from '../protocol.ts';
import { settlesWithin } from '../../within.ts';
import { WorkerChannel, WorkerGoneError } from '../worker-channel.ts';
import { fromProtoJson } from './proto-json.ts';
import { appFolder, type Exchange, type Step } from './recordings.ts';

/** How long to look whether an answer comes that must not come. */
const silenceMs = 150;
/** So many times slower pauses are replayed than recorded, so that a busy machine keeps the recorded order. */
const slowness = 5;
/** The same for the pauses of functions, of which one that began earlier has to end later. */
const slownessOfFunctions = 15;
/** How long a log or a line that follows the answer may take. */
const lateMs = 20_000;

/** What our worker made of an exchange. */
export interface Outcome {
  readonly responses: Record<string, unknown>[];
  readonly console: { stdout: string[]; stderr: string[] };
  answered: number;
  /** Absent while the process lives. */
  exitCode?: number | null;
}

interface Session {
  readonly channel: WorkerChannel;
  readonly appRoot: string;
  /** Emits `any` for whatever comes from the worker. */
  readonly arrived: EventEmitter;
  outcome: Outcome;
}

/**
 * Replays the exchanges of one process, one after another, behind those of `prelude`.
 * What is recorded to come after an answer is waited for, unless the exchange is known to differ.
 */
export async function replaySession(
  exchanges: readonly Exchange[],
  prelude: readonly Exchange[],
  differs: (name: string) => boolean,
): Promise<Map<string, Outcome>> {
  const session = openSession(exchanges[0]!);
  const outcomes = new Map<string, Outcome>();
  try {
    for (const exchange of [...prelude, ...exchanges]) {
      session.outcome = emptyOutcome();
      await replay(session, exchange);
      if (!differs(exchange.name)) {
        await arrivals(session, () => isComplete(exchange, session.outcome));
      }
      outcomes.set(exchange.name, session.outcome);
    }
  } finally {
    session.channel.kill();
    await session.channel.exited;
  }
  return outcomes;
}

function openSession({ app, session: name }: Exchange): Session {
  const appRoot = appFolder(app);
  const arrived = new EventEmitter();
  const channel = new WorkerChannel({
    appRoot,
    env: environment(name),
    onLog(rpcLog) {
      session.outcome.responses.push({ rpcLog });
      arrived.emit('any');
    },
    onLine(stream, line) {
      session.outcome.console[stream].push(line);
      arrived.emit('any');
    },
  });
  const session: Session = { channel, appRoot, arrived, outcome: emptyOutcome() };
  return session;
}

async function replay(session: Session, exchange: Exchange): Promise<void> {
  const { channel, outcome } = session;
  const { request, result } = exchange;
  const pending: Promise<void>[] = [];
  for (const step of [request ?? []].flat<unknown>()) {
    const [[name, json]] = Object.entries(step as Step) as [[keyof HostContent | 'wait', unknown]];
    const content = slowed(fromProtoJson(json, session.appRoot)) as never;
    if (name === 'wait') await sleep(content * slowness);
    else if (name in answers) pending.push(send(session, name as RequestName, content));
    else channel.post(name as Exclude<typeof name, RequestName>, content);
  }

  if (result.exitCode !== undefined) {
    outcome.exitCode = (await channel.exited).code;
  } else if (expectedAnswers(exchange) < pending.length || result.exited === false) {
    await arrivals(session, () => outcome.answered >= expectedAnswers(exchange));
    if (await settlesWithin(channel.exited, silenceMs)) {
      outcome.exitCode = (await channel.exited).code;
    }
  } else {
    await Promise.all(pending);
  }
}

/** The content of a message, with the pauses that it asks the app's function for, as `{"ms":30}`, made longer. */
function slowed(content: unknown): unknown {
  const text = JSON.stringify(content);
  return text?.includes('\\"ms\\":')
    ? JSON.parse(
        text.replace(/(\\"ms\\":)(\d+)/g, (_, name, ms) => name + Number(ms) * slownessOfFunctions),
      )
    : content;
}

/** Sends a request, and notes its answer once that is there. */
async function send(
  { channel, outcome, arrived }: Session,
  name: RequestName,
  content: never,
): Promise<void> {
  try {
    const answer = await channel.request(name, content);
    outcome.responses.push({ [answers[name]]: answer });
    outcome.answered += 1;
    arrived.emit('any');
  } catch (error) {
    if (!(error instanceof WorkerGoneError)) throw error;
  }
}

/** Waits until `done`, looking again whenever something has arrived; gives up without a word after `lateMs`. */
async function arrivals({ arrived }: Session, done: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(lateMs);
  while (!done() && !signal.aborted) await once(arrived, 'any', { signal }).catch(() => {});
}

/** Whether as many of the app's logs and lines have come as were recorded. */
function isComplete(exchange: Exchange, { responses, console }: Outcome): boolean {
  if (exchange.result.exitCode !== undefined) return true;
  return (
    userLogs(responses) >= userLogs(exchange.responses) &&
    console.stdout.length >= ownLines(exchange.console?.stdout).length &&
    console.stderr.length >= ownLines(exchange.console?.stderr).length
  );
}

const userLogs = (responses: readonly Record<string, unknown>[]) =>
  responses.filter(({ rpcLog }) => (rpcLog as RpcLog | undefined)?.logCategory === 'User').length;

/** The lines of a stream, less those of the real worker's own that ours has no use for. */
export function ownLines(lines: readonly string[] = []): string[] {
  return lines.filter(
    (line) => !/^LanguageWorkerConsoleLog(?:Worker|\[error\] Worker malformed message) /.test(line),
  );
}

/** How many requests of an exchange were answered. */
export function expectedAnswers({ result: { answered } }: Exchange): number {
  return typeof answered === 'string' ? Number.parseInt(answered, 10) : answered ? 1 : 0;
}

function emptyOutcome(): Outcome {
  return { responses: [], console: { stdout: [], stderr: [] }, answered: 0 };
}

/** The environment of the recordings, and what Windows cannot start a process without. */
function environment(session: string): NodeJS.ProcessEnv {
  const { PATH, HOME, SystemRoot } = process.env;
  return {
    ...(PATH !== undefined && { PATH }),
    ...(HOME !== undefined && { HOME }),
    ...(SystemRoot !== undefined && { SystemRoot }),
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    FUNCTIONS_WORKER_RUNTIME: 'node',
    ...(session === 'http' && { SETTING: 'x' }),
  };
}
