import { fileURLToPath } from 'node:url';

/** The recordings of the MCP extension, and the app that they were made with. @see fixtures/README.md */
export const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** The items of a listing, each as its own text: they are not parsed, as one has a member twice on purpose. */
export function listItems(body: string): { frame: string; items: string[] } | undefined {
  const match =
    /^(event: message\ndata: \{"result":\{"\w+":\[)(.*)(\]\},"id":1,"jsonrpc":"2.0"\}\n\n)$/s.exec(
      body,
    );
  if (!match) return undefined;
  const items = match[2]!.split(/(?<=\}),(?=\{"name":)/);
  return { frame: match[1]! + match[3]!, items };
}

/** The JSON in the one text block of an answer. */
export function toldByTool(body: string): unknown {
  const { result } = JSON.parse(body.slice(body.indexOf('{'))) as {
    result: { content: [{ text: string }] };
  };
  return JSON.parse(result.content[0].text);
}
