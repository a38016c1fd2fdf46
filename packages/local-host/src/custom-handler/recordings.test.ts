import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { useInstances } from '../testing/instances.ts';
import { comparedHeaders, normalised, readHostRecordings, replay } from '../testing/recordings.ts';
import { verifies } from '../testing/verifies.ts';

/** What the real Functions host 4.1037 answers in front of a custom handler that it forwards requests to. */

verifies(
  'custom-handler.forwarding',
  'custom-handler.forwarding-retry',
  'custom-handler.reserved-paths',
  'custom-handler.server-header',
  'custom-handler.variables',
);

const instanceOf = useInstances({
  custom: {
    app: fileURLToPath(new URL('fixtures/forwarding', import.meta.url)),
    cloud: true,
    keys: { master: 'master-key-of-the-test-0123456789==', system: {}, host: {} },
    env: { FUNCTIONS_WORKER_RUNTIME: 'custom', MY_ARG: 'arg1', MY_DELAY: '100', MY_EVERY: '10' },
  },
});

const recordings = readHostRecordings().filter(({ instance }) => instance === 'custom');

/** The events of the recorded stream came further apart than those of the replay, and were one body there too. */
test('has every recording', () => {
  expect(recordings).toHaveLength(19);
});

/** The order of headers in an echo is that of the sender's HTTP library. */
function comparable(body: string): unknown {
  if (!body.startsWith('{')) return body;
  const text = body.replace(/"traceparent":"[^"]*"/, '"traceparent":"<traceparent>"');
  return JSON.parse(text);
}

describe('custom handler, forwarding', () => {
  test.each(recordings.map((recording) => [recording.name, recording] as const))(
    '%s',
    async (_name, recording) => {
      const { host, placeholders } = instanceOf('custom');
      const recorded = recording.response;
      const response = await replay(recording, host.port, placeholders);
      const answered = normalised(response, placeholders);
      expect(answered.status).toBe(recorded.status);
      const keepAlive = (headers: Readonly<Record<string, string>>) => headers['keep-alive'];
      expect(comparedHeaders(answered.headers)).toEqual(comparedHeaders(recorded.headers));
      expect(keepAlive(answered.headers)).toBe(keepAlive(recorded.headers));
      expect(comparable(answered.body)).toEqual(comparable(recorded.body));
    },
  );
});
