import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { failure, forbidden, startFakeAzure, subscriptionId, token } from './testing/fake-azure.ts';
import { AzureError } from './azure-client.ts';

const ask = (azure: Awaited<ReturnType<typeof startFakeAzure>>['azure']) =>
  azure.providerState(subscriptionId, 'Microsoft.App');

describe('what passes is tried again', () => {
  test('after as long as Retry-After asks', async () => {
    const fault = { status: 429, headers: { 'retry-after': '7' } };
    const { azure, waits, requests } = await startFakeAzure({ faults: [fault] });
    expect(await ask(azure)).toBe('Registered');
    expect(waits).toEqual([7_000]);
    expect(requests).toHaveLength(2);
  });

  test.each([408, 500, 502, 503, 504])('%d', async (status) => {
    const { azure, waits } = await startFakeAzure({ faults: [{ status }, { status }] });
    expect(await ask(azure)).toBe('Registered');
    expect(waits).toEqual([1_000, 2_000]);
  });

  test('a bounded number of times', async () => {
    const fault = { status: 503, body: failure('ServiceUnavailable', 'Try later.') };
    const { azure, requests } = await startFakeAzure({
      faults: Array.from({ length: 9 }, () => fault),
    });
    await expect(ask(azure)).rejects.toThrow('503 ServiceUnavailable: Try later.');
    expect(requests).toHaveLength(4);
  });

  test('as is an answer that does not come', async () => {
    const { azure, requests } = await startFakeAzure({ faults: ['never'] });
    const late = new AbortController();
    // Of the first attempt only: the second may take its time.
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(late.signal);
    onTestFinished(() => timeout.mockRestore());
    const asked = ask(azure);
    await expect.poll(() => requests.length).toBe(1);
    late.abort(new DOMException('It is over.', 'TimeoutError'));
    expect(await asked).toBe('Registered');
    expect(requests).toHaveLength(2);
  });
});

describe('what is refused', () => {
  test('is said at once, without the token and who asked', async () => {
    const { azure, requests } = await startFakeAzure({ faults: [forbidden] });
    const error = await ask(azure).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AzureError);
    expect(error).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
    expect(String(error)).toMatch(
      /403 AuthorizationFailed: the permission Microsoft\.Web\/sites\/read is missing$/,
    );
    expect(String(error)).not.toContain(token);
    expect(requests).toHaveLength(1);
  });

  test('is told by its code alone where it is asked too often: the message names who asks', async () => {
    const body = failure('TooManyRequests', "Requests for subscription 's' actor 'a' exceeded.");
    const faults = Array.from({ length: 4 }, () => ({ status: 429, body }));
    const { azure } = await startFakeAzure({ faults });
    await expect(ask(azure)).rejects.toThrow(/429 TooManyRequests: it is asked too often\.$/);
  });

  test('in the words of App Service too, which has other names for them', async () => {
    const body = { Code: 'Conflict', Message: 'Retry the request later.', Target: null };
    const { azure } = await startFakeAzure({ faults: [{ status: 409, body }] });
    await expect(azure.flexRegions(subscriptionId)).rejects.toMatchObject({
      message: expect.stringContaining('409 Conflict: Retry the request later.'),
      status: 409,
      code: 'Conflict',
    });
  });

  test('with its status where the answer is no JSON', async () => {
    const { azure } = await startFakeAzure({
      faults: [{ status: 400, body: '<html>proxy</html>' }],
    });
    await expect(ask(azure)).rejects.toThrow('400 Bad Request');
  });

  test('a next page elsewhere gets no token', async () => {
    const page = { value: [], nextLink: 'https://attacker.example/next' };
    const { azure } = await startFakeAzure({ faults: [{ status: 200, body: page }] });
    await expect(azure.flexRegions(subscriptionId)).rejects.toThrow('on another server');
  });
});

test('a server that never answers does not hang azd', async () => {
  const { azure } = await startFakeAzure({ faults: ['never', 'never', 'never', 'never'] }, 20);
  await expect(ask(azure)).rejects.toThrow('no answer within 0.02 s');
});
