import { HostError } from '../errors.ts';

/**
 * Where the worker takes HTTP requests as streams: the capability `HttpUri` of an app with
 * `app.setup({ enableHttpStream: true })`; undefined for others. The library says `localhost` and listens on
 * 127.0.0.1 alone, so that another process could have the same port of `::1`: the address is made exact.
 * @throws HostError when it is no URL; the Functions host does not start the worker then either.
 * @see Azure/azure-functions-host:src/WebJobs.Script.Grpc/Channel/GrpcWorkerChannel.cs
 */
export function httpUriOf(capabilities: Readonly<Record<string, string>>): URL | undefined {
  const text = capabilities['HttpUri'];
  if (!text) return undefined;
  const url = URL.parse(text);
  if (!url) {
    throw new HostError(
      'REGISTRATION_INVALID',
      `The capability HttpUri is no URL: ${text}`,
      'Take HttpUri out of what app.setup is given; enableHttpStream: true sets it.',
    );
  }
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  return url;
}
