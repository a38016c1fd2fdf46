import { app, type InvocationContext } from '@azure/functions';
import {
  type AuthMode,
  availableCatalogue,
  type CallContext,
  callTool,
  type CallToolResult,
  type Catalogue,
  describeCall,
  getPrompt,
  readResource,
  readSignIn,
  refusalForCallers,
  type Services,
} from '@side-by-side/tools';
import { CallToolResultBlock } from './call-tool-result.ts';
import { toolProperties } from './tool-properties.ts';

/** What an extension server needs besides a catalogue. */
export interface ExtensionServerOptions {
  readonly services: Services;
  readonly authMode: AuthMode;
  /** Why every call has to be refused, for the log. */
  readonly lock?: string | undefined;
}

/** What the MCP extension hands to every function, as its first argument. */
interface TriggerPayload {
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly uri?: string;
  readonly transport?: {
    readonly properties?: { readonly headers?: Readonly<Record<string, string>> };
  };
}

/** The extension tells nobody that a client has gone, and carries no progress. */
const neverAborted = new AbortController().signal;

/** Registers all of the catalogue that its services allow as functions with a trigger of the MCP extension. */
export function registerCatalogue(whole: Catalogue, options: ExtensionServerOptions): void {
  const { lock } = options;
  const catalogue = availableCatalogue(whole, options.services);
  for (const { description: tool } of catalogue.tools) {
    const { name, description, inputSchema, outputSchema, _meta } = tool;
    app.mcpTool<TriggerPayload>(name, {
      toolName: name,
      description,
      // The library's own options know no JSON Schema. Extensions before 1.2.0 know toolProperties only.
      trigger: {
        type: 'mcpToolTrigger',
        name: 'context',
        toolName: name,
        description,
        useResultSchema: true,
        toolProperties: JSON.stringify(toolProperties(inputSchema)),
        useWorkerInputSchema: true,
        inputSchema: JSON.stringify(inputSchema),
        outputSchema: JSON.stringify(outputSchema),
        ...(_meta && { metadata: JSON.stringify(_meta) }),
      },
      handler: async (payload, invocation) => {
        if (lock) return new CallToolResultBlock(failure(refuse(lock, invocation)));
        const context = createContext(payload, invocation, options);
        return new CallToolResultBlock(await callTool(catalogue, name, payload.arguments, context));
      },
    });
  }

  const resources = [
    ...catalogue.resources.map(({ description }) => description),
    ...catalogue.resourceTemplates.map(({ description: { uriTemplate, ...template } }) => ({
      uri: uriTemplate,
      ...template,
    })),
  ];
  for (const { name, _meta, ...described } of resources) {
    app.mcpResource<TriggerPayload>(name, {
      ...described,
      resourceName: name,
      ...(_meta && { metadata: JSON.stringify(_meta) }),
      handler: async (payload, invocation) => {
        if (lock) throw new Error(refuse(lock, invocation));
        const context = createContext(payload, invocation, options);
        const { contents } = await readResource(catalogue, payload.uri ?? '', context);
        // In this envelope the contents pass as they are; a bare text might be taken for one.
        return JSON.stringify({ content: JSON.stringify(contents[0]) });
      },
    });
  }

  for (const { description: prompt } of catalogue.prompts) {
    const { name, arguments: args, ...described } = prompt;
    app.mcpPrompt<TriggerPayload>(name, {
      ...described,
      promptName: name,
      promptArguments: [...args],
      handler: async (payload, invocation) => {
        if (lock) throw new Error(refuse(lock, invocation));
        const context = createContext(payload, invocation, options);
        const { messages } = await getPrompt(catalogue, name, payload.arguments, context);
        return messages[0]?.content.text;
      },
    });
  }
}

/** Logs why a call is refused; returns what the caller is told. */
function refuse(lock: string, invocation: InvocationContext): string {
  invocation.error(lock);
  return refusalForCallers;
}

function failure(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

function createContext(
  payload: TriggerPayload,
  invocation: InvocationContext,
  { services, authMode }: ExtensionServerOptions,
): CallContext {
  const headers = Object.entries(payload.transport?.properties?.headers ?? {});
  return {
    ...readSignIn(
      (wanted) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1],
      authMode,
    ),
    signal: neverAborted,
    log: {
      debug: (message) => invocation.debug(message),
      info: (message) => invocation.info(message),
      warn: (message) => invocation.warn(message),
      error: (message) => invocation.error(message),
    },
    logFailure: (message) => invocation.error(message),
    logCall: (record) => invocation.info(describeCall(record)),
    reportProgress: () => {},
    services,
  };
}
