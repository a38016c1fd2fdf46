import type { Exchange } from '../../report/capabilities.ts';
import { readEvents } from '../wire/event-stream.ts';
import { newestRevision, probeClient } from '../wire/session.ts';
import type { Wire } from '../wire/wire.ts';

/** What was found of the transport of 2024: a stream whose first event names where to post to. */
export interface LegacyEndpoint {
  readonly path: string;
  /** The answer to `initialize` came on the stream. */
  readonly answered: boolean;
}

/** Looks for it beside and below the MCP endpoint, and at the endpoint itself. */
export async function findLegacyEndpoint(
  wire: Wire,
): Promise<{ endpoint?: LegacyEndpoint; evidence: Exchange[] }> {
  const { url } = wire.target;
  const below = new URL(url);
  below.pathname = `${url.pathname.replace(/\/$/, '')}/sse`;
  const beside = new URL(url);
  beside.pathname = url.pathname.replace(/[^/]*\/?$/, 'sse');
  const evidence: Exchange[] = [];
  for (const candidate of [below, beside, url]) {
    const from = wire.recorded.length;
    const endpoint = await tryEndpoint(wire, candidate).catch(() => undefined);
    const shown = wire.recorded
      .slice(from)
      .map((recorded) =>
        wire.evidence(
          `${recorded.request.method} ${new URL(recorded.request.url).pathname}`,
          recorded,
        ),
      );
    if (endpoint) return { endpoint, evidence: shown };
    evidence.push(...shown);
  }
  return { evidence };
}

async function tryEndpoint(wire: Wire, url: URL): Promise<LegacyEndpoint | undefined> {
  // The whole try; a stream without an endpoint event stays silent.
  const signal = AbortSignal.timeout(2000);
  const response = await wire.fetch(url, { headers: { accept: 'text/event-stream' }, signal });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (response.status !== 200 || !isStream || !response.body) {
    await response.body?.cancel();
    return undefined;
  }
  let opened = false;
  try {
    for await (const { event, data } of readEvents(response.body)) {
      if (event === 'endpoint') {
        opened = true;
        const posted = await postInitialize(wire, new URL(data, url), signal);
        if (!posted) break;
      } else if (opened && data.includes('"protocolVersion"')) {
        return { path: url.pathname, answered: true };
      }
    }
  } catch {
    // The time was up.
  }
  return opened ? { path: url.pathname, answered: false } : undefined;
}

async function postInitialize(wire: Wire, endpoint: URL, signal: AbortSignal): Promise<boolean> {
  const params = { protocolVersion: newestRevision, capabilities: {}, clientInfo: probeClient };
  const answer = await wire.send({
    url: endpoint,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    signal,
  });
  return answer.status >= 200 && answer.status < 300;
}
