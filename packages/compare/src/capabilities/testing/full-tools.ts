import { setTimeout } from 'node:timers/promises';
import { probeSecret, probeTools } from '../survey/probe-server.ts';
import { everyBlock, type Lacks, textContent } from './full-catalogue.ts';
import { type FullSession, type Reply, rpcError, type Saying } from './full-session.ts';

/** How each wait goes. */
export type Waits = Map<string, string>;

interface Call {
  readonly id: unknown;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly progressToken: unknown;
}

const asks: Readonly<Record<string, { method: string; params: object }>> = {
  elicitation: {
    method: 'elicitation/create',
    params: { message: 'Who?', requestedSchema: { type: 'object', properties: {} } },
  },
  sampling: { method: 'sampling/createMessage', params: { messages: [], maxTokens: 1 } },
  roots: { method: 'roots/list', params: {} },
};

const severities = ['debug', 'info', 'emergency'];
let lastAsk = 0;

/** Calls a tool of the probe catalogue. */
export async function callTool(
  call: Call,
  session: FullSession,
  saying: Saying,
  lacks: Lacks,
  waits: Waits,
): Promise<Reply> {
  const { name, args } = call;
  if (lacks('tools.call')) return rpcError(-32603);
  const failed = (message: string): Reply => ({
    result: { content: textContent(message, lacks), isError: true },
  });
  const done = (value: object): Reply => ({
    result: {
      content: textContent(JSON.stringify(value), lacks),
      ...(!lacks('tools.structured-content') && { structuredContent: value }),
    },
  });
  switch (name) {
    case probeTools.echo:
      return done({ value: args['value'] });
    case probeTools.nested:
      if (args['place'] === undefined) return missing(lacks);
      if (typeof args['place'] !== 'object' && !lacks('errors.wrong-argument')) {
        return failed('A place is an object.');
      }
      return done(args);
    case probeTools.failing:
      if (args['text'] === undefined) return missing(lacks);
      return failed(lacks('errors.tool-error') ? 'It failed.' : JSON.stringify(args['text']));
    case probeTools.throwing:
      return failed(lacks('errors.thrown') ? probeSecret : 'It failed.');
    case probeTools.lying:
      return lacks('tools.output-validation') ? done({ text: 5 }) : failed('It does not fit.');
    case probeTools.everyBlock:
      return {
        result: {
          content: everyBlock(lacks),
          ...(!lacks('tools.result-meta') && { _meta: { count: 6 } }),
        },
      };
    case probeTools.talkative:
      talk(call, session, saying, lacks);
      return done({});
    case probeTools.waiting:
      return done({ state: await wait(call, session, saying, lacks, waits) });
    case probeTools.waited:
      return done({ state: waits.get(String(args['id'])) ?? 'unknown' });
    case probeTools.asking:
      await ask(String(args['what']), session, saying, lacks);
      return done({});
    case probeTools.change:
      if (session.subscriptions.has('probe://changing') && !lacks('exchange.subscriptions')) {
        saying.say({
          method: 'notifications/resources/updated',
          params: { uri: 'probe://changing' },
        });
      }
      return done({});
    default:
      return lacks('errors.unknown-tool') ? failed('Unknown tool') : rpcError(-32602);
  }
}

function missing(lacks: Lacks): Reply {
  if (lacks('errors.missing-argument')) return rpcError(-32602);
  return { result: { content: [{ type: 'text', text: 'Something is missing.' }], isError: true } };
}

function talk({ progressToken }: Call, session: FullSession, { say }: Saying, lacks: Lacks): void {
  const isWanted =
    lacks('exchange.log-level') || severities.indexOf(session.level) <= severities.indexOf('info');
  if (!lacks('exchange.logging') && isWanted) {
    say({ method: 'notifications/message', params: { level: 'info', data: 'begin' } });
  }
  if (progressToken !== undefined && !lacks('exchange.progress')) {
    say({ method: 'notifications/progress', params: { progressToken, progress: 1, total: 3 } });
  }
}

async function wait(
  { id, args }: Call,
  session: FullSession,
  { gone }: Saying,
  lacks: Lacks,
  waits: Waits,
): Promise<string> {
  const cancelled = new AbortController();
  session.running.set(id, cancelled);
  const reasons = [
    ...(lacks('exchange.cancellation') ? [] : [cancelled.signal]),
    ...(lacks('exchange.disconnect') ? [] : [gone]),
  ];
  waits.set(String(args['id']), 'running');
  const state = await setTimeout(Number(args['milliseconds'] ?? 0), 'done', {
    signal: AbortSignal.any(reasons),
  }).catch(() => 'gone');
  waits.set(String(args['id']), state);
  return state;
}

async function ask(
  what: string,
  session: FullSession,
  { say }: Saying,
  lacks: Lacks,
): Promise<void> {
  const request = asks[what];
  // Without a stream or a session no question and no answer could be told apart.
  const canAsk = session.id !== '' && !lacks('transport.event-stream');
  if (!request || !canAsk || lacks(`exchange.${what}`)) return;
  const id = `ask-${(lastAsk += 1)}`;
  const answered = new Promise<void>((resolve) => void session.asked.set(id, resolve));
  say({ id, ...request });
  await answered;
}
