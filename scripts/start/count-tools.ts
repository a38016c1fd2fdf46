/**
 * How many tools an MCP server lists, asked over HTTP, so that the number is what clients see; undefined
 * where it does not answer.
 * @param credential headers that get past the server's gate
 */
export async function countTools(
  url: string,
  credential: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...credential,
      },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    const { result } = JSON.parse(text.slice(text.indexOf('{'))) as {
      result?: { tools?: unknown[] };
    };
    return result?.tools?.length;
  } catch {
    return undefined;
  }
}
