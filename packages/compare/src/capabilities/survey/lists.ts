import { call, type Session } from '../wire/session.ts';
import type { Answer, Wire } from '../wire/wire.ts';

/** A JSON Schema, as far as the probes read it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** What lists hold, as far as the probes read it; nothing of it is certain of somebody else's server. */
export interface Listed {
  readonly name: string;
  readonly title?: string;
  readonly icons?: readonly unknown[];
  readonly _meta?: object;
}

export interface ListedTool extends Listed {
  readonly inputSchema?: Schema;
  readonly outputSchema?: Schema;
  readonly annotations?: {
    readonly title?: string;
    readonly readOnlyHint?: boolean;
    readonly destructiveHint?: boolean;
  };
}

export interface ListedResource extends Listed {
  readonly uri: string;
  readonly mimeType?: string;
}

export interface ListedTemplate extends Listed {
  readonly uriTemplate: string;
}

export interface ListedPrompt extends Listed {
  readonly arguments?: readonly { readonly name: string; readonly required?: boolean }[];
}

/** One list, with its first answer; empty where the server has none. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  readonly answer: Answer;
}

export interface Lists {
  readonly tools: Listing<ListedTool>;
  readonly resources: Listing<ListedResource>;
  readonly templates: Listing<ListedTemplate>;
  readonly prompts: Listing<ListedPrompt>;
}

/** A server may page for ever. */
const mostPages = 5;

/** Asks for everything that a server lists. */
export async function readLists(wire: Wire, session: Session): Promise<Lists> {
  return {
    tools: await readList(wire, session, 'tools/list', 'tools'),
    resources: await readList(wire, session, 'resources/list', 'resources'),
    templates: await readList(wire, session, 'resources/templates/list', 'resourceTemplates'),
    prompts: await readList(wire, session, 'prompts/list', 'prompts'),
  };
}

async function readList<Item>(
  wire: Wire,
  session: Session,
  method: string,
  member: string,
): Promise<Listing<Item>> {
  const answer = await call(wire, session, method);
  const items: Item[] = [];
  let page = answer;
  for (let pages = 1; ; pages += 1) {
    const { [member]: list, nextCursor } = page.reply?.result ?? {};
    if (Array.isArray(list)) items.push(...(list as Item[]));
    if (typeof nextCursor !== 'string' || pages === mostPages) return { items, answer };
    page = await call(wire, session, method, { cursor: nextCursor });
  }
}
