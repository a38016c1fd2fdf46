import type { Exchange } from '../../report/capabilities.ts';
import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import type { ToolCall } from '../survey/exercise.ts';
import { connectAttentiveClient, requestsOf } from '../survey/official-client.ts';
import { probeTools } from '../survey/probe-server.ts';
import { advertised, shownCall, unseenInCalls } from './shared.ts';

/** A row about notifications that come while a tool runs. */
function hears(context: ProbeContext, method: string, found: string, lacking: string): Finding {
  const { calls, stream } = context.exercise;
  const during = calls.find(({ heard }) => heard.some((item) => item.method === method));
  if (during) {
    // It may have come on the server's own stream meanwhile.
    const isInAnswer = during.recorded.response?.body.includes(method);
    const own = stream && context.wire.evidence('GET', stream);
    return yes(found, isInAnswer || !own ? shownCall(context, during) : own);
  }
  const unused = `None of the ${calls.length} tools that were called did.`;
  return unseenInCalls(context, probeTools.talkative, lacking, unused);
}

function logs(context: ProbeContext): Finding {
  const { wire, exercise } = context;
  const setLevel = exercise.setLevel && wire.evidence('logging/setLevel', exercise.setLevel);
  if (!advertised(context, 'logging')) {
    const heard = exercise.heard.some(({ method }) => method === 'notifications/message');
    const evidence = wire.evidence('initialize', context.session.answer);
    return heard
      ? partly('Sends log messages, though it does not say so at the handshake.', evidence)
      : no('Sends no log messages, and says so.', evidence);
  }
  const finding = hears(
    context,
    'notifications/message',
    'Sends log messages to its clients.',
    'Says that it sends log messages, but those of a tool do not arrive.',
  );
  return { ...finding, evidence: [...finding.evidence, ...(setLevel ? [setLevel] : [])] };
}

/** Whether a client that wants emergencies only is spared what another one is told. */
async function honoursLevel(context: ProbeContext): Promise<Finding> {
  const logging = context.exercise.calls.find(({ heard }) =>
    heard.some(({ method }) => method === 'notifications/message'),
  );
  if (!logging) {
    const unused = 'No log message was seen to compare with.';
    return unseenInCalls(context, probeTools.talkative, 'Sends no log messages at all.', unused);
  }
  const all = await listenAt(context, 'debug', logging);
  const few = await listenAt(context, 'emergency', logging);
  if (!all || !few) return notObservable('The official client could not connect once more.');
  if (!all.heardMinor) {
    return notObservable('The log message that was seen did not come again.', ...all.evidence);
  }
  return few.heardMinor
    ? no('Sends all messages, whichever level the client asked for.', ...few.evidence)
    : yes(
        'Spares a client messages below the level that it asked for.',
        ...all.evidence,
        ...few.evidence,
      );
}

/** Calls a tool that logs, as a client that wants a level; tells whether it got anything below an emergency. */
async function listenAt(
  { wire }: ProbeContext,
  level: string,
  { tool, arguments: args }: ToolCall,
): Promise<{ heardMinor: boolean; evidence: Exchange[] } | undefined> {
  const client = await connectAttentiveClient(wire, 'side-by-side-compare').catch(() => undefined);
  if (!client) return undefined;
  const from = wire.recorded.length;
  try {
    await client.request('logging/setLevel', { level }).catch(() => {});
    await client.request('tools/call', { name: tool.name, arguments: args }).catch(() => {});
    const heardMinor = client.heard.some(
      (item) => item.method === 'notifications/message' && item.params['level'] !== 'emergency',
    );
    const recorded = wire.recorded.slice(from);
    const evidence = ['logging/setLevel', 'tools/call'].flatMap((method) =>
      requestsOf(recorded, method).map((request) => wire.evidence(`${method} (${level})`, request)),
    );
    return { heardMinor, evidence };
  } finally {
    await client.close().catch(() => {});
  }
}

/** What comes while a tool runs. */
export const progressProbes: readonly CapabilityProbe[] = [
  {
    id: 'exchange.progress',
    title: 'Progress',
    probe: (context) =>
      hears(
        context,
        'notifications/progress',
        'Passes on how far a tool is while it runs.',
        'Does not pass on how far a tool is.',
      ),
  },
  { id: 'exchange.logging', title: 'Log messages', probe: logs },
  {
    id: 'exchange.log-level',
    title: 'The level of log messages',
    timeout: 20_000,
    probe: honoursLevel,
  },
];
