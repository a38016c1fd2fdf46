import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

/**
 * The client's own way to send, but to another origin. A plain http endpoint would not do: the client refuses to send
 * tokens there. So everything before the wire stays as it is.
 */
export function rewritingHttpClient(from: string, to: string): HttpClient {
  const { hostname, protocol } = new URL(to);
  if (protocol !== 'http:' || hostname !== '127.0.0.1') {
    throw new Error(`Only this machine may stand in for Azure, not ${to}`);
  }
  const client = createDefaultHttpClient();
  return {
    async sendRequest(request) {
      const { url } = request;
      if (!url.startsWith(`${from}/`)) {
        throw new Error(`A test wanted to reach ${new URL(url).origin}`);
      }
      request.url = to + url.slice(from.length);
      request.allowInsecureConnection = true;
      try {
        return await client.sendRequest(request);
      } finally {
        // The same request is sent again where the client tries again.
        request.url = url;
      }
    },
  };
}
