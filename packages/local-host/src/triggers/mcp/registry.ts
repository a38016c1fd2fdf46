import { DotNetError } from '../../dotnet/dotnet-error.ts';
import { type McpPrompt, readPromptTrigger } from './prompt-trigger.ts';
import { type McpResource, readResourceTrigger } from './resource-trigger.ts';
import { invalidOperation } from './refusal.ts';
import { templateStructure } from './resource-uri.ts';
import { type McpTool, readToolTrigger } from './tool-trigger.ts';
import { BindingError, IndexingError, type TriggerBinding } from '../trigger-binding.ts';

const mcpTriggers = ['mcptooltrigger', 'mcpresourcetrigger', 'mcpprompttrigger'] as const;

/** The types of trigger that the MCP extension brings, in lower case. */
export type McpTriggerType = (typeof mcpTriggers)[number];

/** The type of trigger in lower case where it is one of the extension's; letter case does not count. */
export function mcpTriggerType(type: string): McpTriggerType | undefined {
  const wanted = type.toLowerCase();
  return mcpTriggers.find((known) => known === wanted);
}

/** What the extension serves. Listings are in the order of registration. */
export interface McpRegistry {
  readonly tools: ReadonlyMap<string, McpTool>;
  readonly resources: ReadonlyMap<string, McpResource>;
  readonly templates: readonly McpResource[];
  readonly prompts: ReadonlyMap<string, McpPrompt>;
}

/** A function whose binding could be read: what it serves is made with all others. */
export interface IndexedMcpFunction {
  readonly functionName: string;
  /** Makes what it serves, and registers it. */
  readonly register: (registry: MutableRegistry) => void;
}

/** Why one function does not run while the others do. */
export type McpFunctionError = {
  readonly functionName: string;
  readonly type: McpTriggerType;
} & (
  | { readonly kind: 'binding'; readonly message: string }
  /** The function is disabled. */
  | { readonly kind: 'indexing'; readonly exception: DotNetError }
);

/** The extension refuses a registration, and the whole host does not start. */
export class RegistrationError extends Error {
  readonly functionName: string;
  override readonly cause: DotNetError;

  constructor(functionName: string, cause: DotNetError) {
    super(cause.message.trim());
    this.functionName = functionName;
    this.cause = cause;
  }
}

/** Letter case does not count in the extension's registries. */
export function registryKey(name: string): string {
  return name.toUpperCase();
}

interface MutableRegistry {
  readonly tools: Map<string, McpTool>;
  readonly resources: Map<string, McpResource>;
  readonly templates: McpResource[];
  readonly prompts: Map<string, McpPrompt>;
}

/** Reads the bindings of functions with an MCP trigger, in the order given. */
export function indexMcpFunctions(
  functions: readonly { readonly type: McpTriggerType; readonly binding: TriggerBinding }[],
): { indexed: IndexedMcpFunction[]; errors: McpFunctionError[] } {
  const indexed: IndexedMcpFunction[] = [];
  const errors: McpFunctionError[] = [];
  for (const { type, binding } of functions) {
    const { functionName } = binding;
    try {
      indexed.push({ functionName, register: readers[type](binding) });
    } catch (error) {
      if (error instanceof BindingError) {
        errors.push({ functionName, type, kind: 'binding', message: error.message });
      } else if (error instanceof IndexingError) {
        errors.push({ functionName, type, kind: 'indexing', exception: error.cause });
      } else throw error;
    }
  }
  return { indexed, errors };
}

/**
 * Makes what the functions serve, in the order given.
 * @throws RegistrationError for what stops the whole host: the first that is refused.
 * @see Azure/azure-functions-mcp-extension DefaultToolRegistry.cs, DefaultResourceRegistry.cs, DefaultPromptRegistry.cs
 */
export function registerMcpFunctions(functions: readonly IndexedMcpFunction[]): McpRegistry {
  const registry: MutableRegistry = {
    tools: new Map(),
    resources: new Map(),
    templates: [],
    prompts: new Map(),
  };
  for (const { functionName, register } of functions) {
    try {
      register(registry);
    } catch (error) {
      throw error instanceof DotNetError ? new RegistrationError(functionName, error) : error;
    }
  }
  return registry;
}

/** How each type of binding is read, and what then makes what it serves. */
const readers: Readonly<
  Record<McpTriggerType, (binding: TriggerBinding) => IndexedMcpFunction['register']>
> = {
  mcptooltrigger(binding) {
    const make = readToolTrigger(binding);
    return ({ tools }) => add(tools, make(), ({ name }) => name, 'Tool with name');
  },
  mcpresourcetrigger(binding) {
    const make = readResourceTrigger(binding);
    return ({ resources, templates }) => {
      const resource = make();
      if (resource.isTemplate) addTemplate(templates, resource);
      else add(resources, resource, ({ uri }) => uri, 'Resource with URI');
    };
  },
  mcpprompttrigger(binding) {
    const make = readPromptTrigger(binding);
    return ({ prompts }) => add(prompts, make(), ({ name }) => name, 'Prompt with name');
  },
};

function add<T>(map: Map<string, T>, value: T, nameOf: (value: T) => string, what: string): void {
  const name = nameOf(value);
  const key = registryKey(name);
  if (map.has(key)) throw invalidOperation(`${what} '${name}' is already registered.`);
  map.set(key, value);
}

function addTemplate(templates: McpResource[], template: McpResource): void {
  const structure = templateStructure(template.uri);
  const existing = templates.find(({ uri }) => templateStructure(uri) === structure);
  if (existing) {
    throw invalidOperation(
      `A resource template with an equivalent URI pattern is already registered. Existing: '${existing.uri}', New: '${template.uri}'.`,
    );
  }
  templates.push(template);
}
