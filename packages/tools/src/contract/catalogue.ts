import type { Services } from '../services/services.ts';
import { describePrompt, type Prompt, type PromptDescription } from './prompt.ts';
import {
  describeResource,
  describeResourceTemplate,
  type Resource,
  type ResourceDescription,
  type ResourceTemplate,
  type ResourceTemplateDescription,
} from './resource.ts';
import { describeTool, type Tool, type ToolDescription } from './tool.ts';

/** All that both servers serve. Each list is sorted by name, as the Functions host sorts functions. */
export interface Catalogue {
  readonly tools: readonly Described<Tool, ToolDescription>[];
  readonly resources: readonly Described<Resource, ResourceDescription>[];
  readonly resourceTemplates: readonly Described<ResourceTemplate, ResourceTemplateDescription>[];
  readonly prompts: readonly Described<Prompt, PromptDescription>[];
}

/** Something of the catalogue together with what clients are told of it. */
export interface Described<Definition, Description> {
  readonly definition: Definition;
  readonly description: Description;
}

/** What a catalogue is made of, in any order. */
export interface CatalogueParts {
  readonly tools?: readonly Tool[];
  readonly resources?: readonly Resource[];
  readonly resourceTemplates?: readonly ResourceTemplate[];
  readonly prompts?: readonly Prompt[];
}

/** Makes a catalogue: sorts its parts and describes each of them once. */
export function defineCatalogue(parts: CatalogueParts): Catalogue {
  return {
    tools: describeAll(parts.tools, describeTool),
    resources: describeAll(parts.resources, describeResource),
    resourceTemplates: describeAll(parts.resourceTemplates, describeResourceTemplate),
    prompts: describeAll(parts.prompts, describePrompt),
  };
}

/** What a server with these services serves: the catalogue without the tools that cannot work there. */
export function availableCatalogue(catalogue: Catalogue, services: Services): Catalogue {
  const tools = catalogue.tools.filter(
    ({ definition }) => definition.isAvailable?.(services) ?? true,
  );
  return { ...catalogue, tools };
}

/** Finds by name, letter case aside, as the MCP extension does. */
export function findByName<Definition extends { readonly name: string }, Description>(
  list: readonly Described<Definition, Description>[],
  name: string,
): Described<Definition, Description> | undefined {
  const wanted = name.toUpperCase();
  return list.find(({ definition }) => definition.name.toUpperCase() === wanted);
}

function describeAll<Definition extends { readonly name: string }, Description>(
  definitions: readonly Definition[] = [],
  describe: (definition: Definition) => Description,
): Described<Definition, Description>[] {
  return definitions
    .toSorted((a, b) => compareNames(a.name, b.name))
    .map((definition) => ({ definition, description: describe(definition) }));
}

/**
 * The order of the Functions host: ordinal, ignoring case, which compares upper-case letters
 * (so `_` comes after every letter).
 * @see Azure/azure-functions-host FunctionMetadataManager.cs
 */
function compareNames(a: string, b: string): number {
  const [left, right] = [a.toUpperCase(), b.toUpperCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}
