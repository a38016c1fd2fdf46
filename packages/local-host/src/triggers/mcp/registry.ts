import { messageOf } from '../../errors.ts';
import { type McpPrompt, readPromptTrigger } from './prompt-trigger.ts';
import { type McpResource, readResourceTrigger } from './resource-trigger.ts';
import { templateStructure, validateResourceUri } from './resource-uri.ts';
import { type McpTool, readToolTrigger } from './tool-trigger.ts';
import { BindingError, IndexingError, type TriggerBinding } from './trigger.ts';

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

/** Why one function does not run while the others do. */
export interface McpFunctionError {
  readonly functionName: string;
  /** `indexing`: the function is disabled; `binding`: it was never made. */
  readonly kind: 'binding' | 'indexing';
  readonly message: string;
}

/** The extension refuses a registration, and the whole host does not start. */
export class RegistrationError extends Error {
  readonly functionName: string;

  constructor(functionName: string, cause: unknown) {
    super(messageOf(cause), { cause });
    this.functionName = functionName;
  }
}

/** Letter case does not count in the extension's registries. */
export function registryKey(name: string): string {
  return name.toUpperCase();
}

/**
 * Registers the functions with an MCP trigger, in the order given.
 * @throws RegistrationError for what stops the whole host.
 * @see Azure/azure-functions-mcp-extension DefaultToolRegistry.cs, DefaultResourceRegistry.cs, DefaultPromptRegistry.cs
 */
export function registerMcpFunctions(
  functions: readonly { readonly type: McpTriggerType; readonly binding: TriggerBinding }[],
): { registry: McpRegistry; errors: McpFunctionError[] } {
  const tools = new Map<string, McpTool>();
  const resources = new Map<string, McpResource>();
  const templates: McpResource[] = [];
  const prompts = new Map<string, McpPrompt>();
  const errors: McpFunctionError[] = [];

  const register = {
    mcptooltrigger(binding: TriggerBinding) {
      const tool = readToolTrigger(binding);
      add(tools, tool.name, tool, `Tool with name '${tool.name}' is already registered.`);
    },
    mcpresourcetrigger(binding: TriggerBinding) {
      const resource = readResourceTrigger(binding);
      validateResourceUri(resource.uri);
      if (resource.isTemplate) addTemplate(templates, resource);
      else
        add(
          resources,
          resource.uri,
          resource,
          `Resource with URI '${resource.uri}' is already registered.`,
        );
    },
    mcpprompttrigger(binding: TriggerBinding) {
      const prompt = readPromptTrigger(binding);
      add(prompts, prompt.name, prompt, `Prompt with name '${prompt.name}' is already registered.`);
    },
  };

  for (const { type, binding } of functions) {
    const { functionName } = binding;
    try {
      register[type](binding);
    } catch (error) {
      if (error instanceof BindingError) {
        errors.push({ functionName, kind: 'binding', message: error.message });
      } else if (error instanceof IndexingError) {
        errors.push({ functionName, kind: 'indexing', message: error.message });
      } else throw new RegistrationError(functionName, error);
    }
  }
  return { registry: { tools, resources, templates, prompts }, errors };
}

function add<T>(map: Map<string, T>, name: string, value: T, taken: string): void {
  const key = registryKey(name);
  if (map.has(key)) throw new Error(taken);
  map.set(key, value);
}

function addTemplate(templates: McpResource[], template: McpResource): void {
  const structure = templateStructure(template.uri);
  const existing = templates.find(({ uri }) => templateStructure(uri) === structure);
  if (existing) {
    throw new Error(
      `A resource template with an equivalent URI pattern is already registered. Existing: '${existing.uri}', New: '${template.uri}'.`,
    );
  }
  templates.push(template);
}
