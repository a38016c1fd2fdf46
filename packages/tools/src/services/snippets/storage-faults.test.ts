import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { callTool } from '../../contract/call-tool.ts';
import { defineCatalogue } from '../../contract/catalogue.ts';
import { defineTool } from '../../contract/tool.ts';
import { testContext } from '../../testing.ts';
import type { Patience } from './attempts.ts';
import { createBlobStore } from './blob-store.ts';
import { createSnippets } from './snippets.ts';
import {
  blob,
  type BlobService,
  type BlobStep,
  page,
  refusal,
  useBlobService,
} from './testing/blob-service.ts';

/** What a tool tells the model, and what the log says, where a storage account fails. */

const output = z.object({ done: z.unknown() });
const catalogue = defineCatalogue({
  tools: [
    defineTool({
      name: 'read',
      description: 'Reads.',
      input: z.object({}),
      output,
      handler: async (_, { services, signal }) => ({
        done: (await services.snippets.get(undefined, 'private-name', { signal })) !== undefined,
      }),
    }),
    defineTool({
      name: 'write',
      description: 'Writes.',
      input: z.object({}),
      output,
      handler: async (_, { services, signal }) => ({
        done: (await services.snippets.save(undefined, 'private-name', 'private text', { signal }))
          .created,
      }),
    }),
  ],
});

interface Outcome {
  readonly told: string;
  readonly failed: boolean;
  readonly logged: string[];
  readonly service: BlobService;
  readonly pauses: number[];
}

async function useTool(
  tool: 'read' | 'write',
  steps: readonly BlobStep[],
  { patience, signal }: { patience?: Partial<Patience>; signal?: AbortSignal } = {},
): Promise<Outcome> {
  const service = await useBlobService(...steps);
  const pauses: number[] = [];
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
  const store = createBlobStore(service.place, { patience: { sleep, ...patience } });
  const { services } = testContext();
  const context = testContext({
    services: { ...services, snippets: createSnippets(store) },
    ...(signal && { signal }),
  });
  const { content, isError = false } = await callTool(catalogue, tool, {}, context);
  const told = JSON.stringify(content);
  for (const text of [told, ...context.failures]) {
    expect(text).not.toContain(service.key);
    expect(text).not.toMatch(/SharedKey|Signature=|private/);
  }
  return { told, failed: isError, logged: context.failures, service, pauses };
}

const busy = 'The storage of the snippets is too busy to answer.';
const hidden = "The tool 'read' failed unexpectedly. The server's log has the details.";
const failed =
  "Reading a snippet in the container 'snippets' of SNIPPETS_CONNECTION_STRING failed:";

describe('a storage account that is busy', () => {
  test.each([
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
    [500, 'OperationTimedOut'],
    [503, 'ServerBusy'],
  ])('is asked again, and the model told to wait: %i %s', async (status, code) => {
    const { told, logged, service, pauses } = await useTool('read', [refusal(status, code)]);
    expect(told).toContain(`${busy} Try again in a minute.`);
    expect(logged).toEqual([]);
    expect(service.requests).toHaveLength(3);
    expect(pauses).toHaveLength(2);
    expect(Math.max(...pauses)).toBeLessThan(1_000);
  });

  test('is given the time that it asks for', async () => {
    const { failed: isError, pauses } = await useTool('read', [
      refusal(503, 'ServerBusy', { 'retry-after': '2' }),
      refusal(429, 'TooManyRequests', { 'retry-after': '0' }),
      blob('text'),
    ]);
    expect(isError).toBe(false);
    expect(pauses[0]).toBe(2_000);
    expect(pauses[1]).toBeLessThan(1_000);
  });

  test('is not waited for where it asks for more than a call can wait', async () => {
    const { told, service } = await useTool('read', [
      refusal(429, 'TooManyRequests', { 'retry-after': '30' }),
    ]);
    expect(told).toContain(`${busy} Try again in 30 seconds.`);
    expect(service.requests).toHaveLength(1);
  });

  test('may be busy between the requests of a save', async () => {
    const { told, service } = await useTool('write', [page([]), refusal(503, 'ServerBusy')]);
    expect(told).toContain(busy);
    expect(service.requests.map(({ method }) => method)).toEqual(['GET', 'PUT', 'PUT', 'PUT']);
  });
});

describe('what the server has to be set up for is for the log', () => {
  test.each([
    [403, 'AuthorizationPermissionMismatch', 'The shared access signature lacks a right'],
    [403, 'AuthorizationFailure', 'Check the key or the signature in it, the clock'],
    [403, 'AuthenticationFailed', 'Check the key or the signature in it, the clock'],
    [403, 'KeyBasedAuthenticationNotPermitted', 'The account takes no keys. Set SNIPPETS_BLOB'],
    [409, 'ContainerBeingDeleted', 'The container is being deleted.'],
    [409, 'BlobImmutableDueToPolicy', 'Something holds the blob or the container'],
    [412, 'LeaseIdMissing', 'Something holds the blob or the container'],
    [400, 'InvalidHeaderValue', 'If this is Azurite, update it'],
  ])('%i %s', async (status, code, advice) => {
    const { told, logged, service } = await useTool('read', [refusal(status, code)]);
    expect(told).toContain(hidden);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(`${failed} ${code} (${status}). ${advice}`);
    expect(service.requests).toHaveLength(1);
  });
});

/**
 * A time of a patience, in milliseconds, that is up as soon as the service has a request, and no sooner, however long
 * that takes to get there.
 */
function useTimeUntilRequest(milliseconds: number): { onRequest: () => void } {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  let timeUp = new AbortController();
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((length) => {
    if (length !== milliseconds) return timeout(length);
    timeUp = new AbortController();
    return timeUp.signal;
  });
  onTestFinished(() => spy.mockRestore());
  return { onRequest: () => timeUp.abort(new DOMException('Time is up.', 'TimeoutError')) };
}

describe('a storage account that does not answer', () => {
  const patience = { attemptMs: 4_321, totalMs: 60_000 };

  test('is asked three times', async () => {
    const hangs = { status: 0, hangs: true, ...useTimeUntilRequest(patience.attemptMs) };
    const { told, logged, service } = await useTool('read', [hangs], { patience });
    expect(told).toContain(hidden);
    expect(logged[0]).toContain(
      `${failed} no answer in time. Check that the account exists and can be reached`,
    );
    expect(service.requests).toHaveLength(3);
  });

  test('is given up when the time of the call is up', async () => {
    const hangs = { status: 0, hangs: true, ...useTimeUntilRequest(4_321) };
    const { logged, service } = await useTool('read', [hangs], {
      patience: { attemptMs: 60_000, totalMs: 4_321 },
    });
    expect(logged[0]).toContain('no answer in time.');
    expect(service.requests).toHaveLength(1);
  });

  test('or stops in the middle of a snippet', async () => {
    const timeUp = useTimeUntilRequest(patience.attemptMs).onRequest;
    // The half has to have come when the time is up.
    const onRequest = () => void setTimeout(timeUp, 100);
    const stops = { ...blob('half', 8), hangs: true, onRequest };
    const { logged, service } = await useTool('read', [stops], { patience });
    expect(logged[0]).toContain('no answer in time.');
    expect(service.requests).toHaveLength(3);
  });

  test('or closes connections', async () => {
    const { logged, service } = await useTool('read', [{ status: 0, drops: true }]);
    expect(logged[0]).toContain(`${failed} ECONNRESET. Check that the account exists`);
    expect(service.requests).toHaveLength(3);
  });

  test('is left alone when the caller goes', async () => {
    const gone = new AbortController();
    const sleep = async () => gone.abort();
    const { service, logged } = await useTool('read', [refusal(503, 'ServerBusy')], {
      patience: { sleep },
      signal: gone.signal,
    });
    expect(service.requests).toHaveLength(1);
    expect(logged[0]).toContain('AbortError');
  });
});
