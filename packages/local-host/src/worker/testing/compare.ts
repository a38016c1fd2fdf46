import { isDeepStrictEqual } from 'node:util';
import type { RpcLog } from '../protocol.ts';
import { toProtoJson, withPlaceholders } from './proto-json.ts';
import { appFolder, type Exchange } from './recordings.ts';
import { expectedAnswers, type Outcome, ownLines } from './replay.ts';

/*
 * What is compared of an exchange (README of the recordings, "What to compare"): the answers, the app's own logs, the
 * worker's warnings and errors and what it says of capabilities, the console, and whether the process ended.
 */

type Message = Record<string, unknown>;

/** What the real worker made of an exchange. `metadata` is its first answer to `functionsMetadataRequest`. */
export function recordedOutcome(exchange: Exchange, metadata: Exchange | undefined): object {
  return {
    responses: exchange.responses
      .filter(isCompared)
      .map((message) => sameAsBefore(withoutVersion(message), metadata)),
    stdout: ownLines(exchange.console?.stdout),
    stderr: ownLines(exchange.console?.stderr),
    answered: expectedAnswers(exchange),
    exitCode: exchange.result.exitCode,
  };
}

/** What our worker made of it, in the same form. */
export function ourOutcome(exchange: Exchange, outcome: Outcome): object {
  const appRoot = appFolder(exchange.app);
  const responses = (toProtoJson(outcome.responses, appRoot) as Message[])
    .filter(isCompared)
    .map(withoutVersion)
    .filter((message) => !isLost(exchange, message));
  return {
    responses,
    stdout: consoleLines(outcome.console.stdout, appRoot),
    stderr: consoleLines(outcome.console.stderr, appRoot),
    answered: outcome.answered,
    exitCode: outcome.exitCode,
  };
}

function isCompared({ rpcLog }: Message): boolean {
  if (!rpcLog) return true;
  const { logCategory, level, message } = rpcLog as RpcLog;
  return (
    logCategory === 'User' ||
    !['Trace', 'Debug', 'Information'].includes(level) ||
    message.startsWith('Capability ')
  );
}

/** The real worker loses the last logs of a process that ends; ours may deliver them. */
function isLost({ result, responses }: Exchange, message: Message): boolean {
  return (
    result.exitCode !== undefined &&
    'rpcLog' in message &&
    !responses.some((recorded) => isDeepStrictEqual(recorded, message))
  );
}

/** Less the worker's version, and less what our protocol says beyond the real one. */
function withoutVersion(message: Message): Message {
  return Object.fromEntries(
    Object.entries(message).map(([name, content]) => {
      const { loading: _loading, workerMetadata, ...others } = content as Message;
      if (!workerMetadata) return [name, others];
      const { workerVersion: _version, ...metadata } = workerMetadata as Message;
      return [name, { ...others, workerMetadata: metadata }];
    }),
  );
}

function sameAsBefore(message: Message, metadata: Exchange | undefined): Message {
  const content = message['functionMetadataResponse'] as Message | undefined;
  return typeof content?.['functionMetadataResults'] === 'string' && metadata
    ? (metadata.responses.find((response) => 'functionMetadataResponse' in response) ?? message)
    : message;
}

function consoleLines(lines: readonly string[], appRoot: string): string[] {
  const text = withPlaceholders(lines.filter(Boolean).join('\n'), appRoot);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) =>
      line.startsWith('LanguageWorker') ? line.replace(/ {5}at .*$/, ' <stack>') : line,
    );
}
