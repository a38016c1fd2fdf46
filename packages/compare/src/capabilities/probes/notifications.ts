import { type Finding, no, notObservable, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import {
  type AttentiveClient,
  connectAttentiveClient,
  requestsOf,
} from '../survey/official-client.ts';
import { changingResource, probeTools } from '../survey/probe-server.ts';
import { describeProblem } from '../wire/recording-fetch.ts';
import { progressProbes } from './progress.ts';
import { advertised, unseen } from './shared.ts';

/** For how long a notification is waited for that may never come, in milliseconds. */
const hopes = 1500;

async function tellsOfUpdates(context: ProbeContext): Promise<Finding> {
  const { wire, lists, isProbeServer } = context;
  const [first] = lists.resources.items;
  const uri = isProbeServer ? changingResource : first?.uri;
  if (uri === undefined) return notObservable('It lists no resources to subscribe to.');
  return withClient(context, async (client) => {
    const subscribed = await client.request('resources/subscribe', { uri }).then(
      () => true,
      () => false,
    );
    const [asked] = requestsOf(wire.recorded, 'resources/subscribe');
    const evidence = [asked && wire.evidence('resources/subscribe', asked)];
    if (!subscribed) return no('Takes no subscriptions to resources.', ...evidence);
    if (isProbeServer) {
      const text = `changed ${Date.now()}`;
      await client.request('tools/call', { name: probeTools.change, arguments: { text } });
      const [changed] = requestsOf(wire.recorded, 'tools/call');
      if (changed) evidence.push(wire.evidence('What changes the resource', changed));
    }
    const updated = await client.waitFor(
      ({ method }) => method === 'notifications/resources/updated',
      hopes,
    );
    if (updated) return yes('Tells subscribers when a resource changes.', ...evidence);
    return unseen(
      context,
      'Takes a subscription, but does not tell when the resource changes.',
      'It takes subscriptions; nothing changed while we watched.',
      ...evidence,
    );
  });
}

async function tellsOfLists(context: ProbeContext): Promise<Finding> {
  const { wire, session, exercise } = context;
  const evidence = wire.evidence('initialize', session.answer);
  const isOfLists = ({ method }: { method: string }): boolean => method.endsWith('/list_changed');
  const says = ['tools', 'resources', 'prompts'].some(
    (name) => advertised(context, name)?.['listChanged'] === true,
  );
  if (!says) return no('Does not say that it tells when its lists change.', evidence);
  const found = 'Tells when its lists change.';
  const { stream } = exercise;
  if (exercise.heard.some(isOfLists)) return yes(found, stream && wire.evidence('GET', stream));
  return withClient(context, async (client) => {
    const told = await client.waitFor(isOfLists, hopes);
    const opened = wire.recorded.find(({ request }) => request.method === 'GET');
    const shown = opened && wire.evidence('GET', opened);
    if (told) return yes(found, shown);
    return opened?.response?.status === 200
      ? notObservable('It says that it tells when its lists change; they did not.', evidence, shown)
      : no(
          'Says that it tells when its lists change, but opens no stream to do so.',
          evidence,
          shown,
        );
  });
}

async function withClient(
  { wire }: ProbeContext,
  use: (client: AttentiveClient) => Promise<Finding>,
): Promise<Finding> {
  let client: AttentiveClient;
  try {
    client = await connectAttentiveClient(wire, 'side-by-side-compare');
  } catch (error) {
    return notObservable(`The official client cannot connect: ${describeProblem(error)}`);
  }
  try {
    return await use(client);
  } finally {
    await client.close().catch(() => {});
  }
}

/** What a server says without being asked. */
export const notificationProbes: readonly CapabilityProbe[] = [
  ...progressProbes,
  { id: 'exchange.subscriptions', title: 'Subscriptions to resources', probe: tellsOfUpdates },
  { id: 'exchange.list-changed', title: 'Tells when its lists change', probe: tellsOfLists },
];
