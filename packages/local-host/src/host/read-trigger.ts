import type { FunctionDescription } from '../app-runtime.ts';
import { BindingMembers, type TriggerBinding } from '../triggers/trigger-binding.ts';
import type { FunctionMetadata } from '../worker/protocol.ts';

/** A function with the binding that triggers it. */
export interface TriggeredFunction {
  /** The type of the trigger as the app wrote it; `none` where it has none. */
  readonly trigger: string;
  readonly binding: TriggerBinding;
}

/** Finds the trigger among the bindings that the worker registered. */
export function readTrigger(metadata: FunctionMetadata): TriggeredFunction {
  const bindings = rawBindings(metadata).map((binding) => new BindingMembers(binding));
  const members =
    bindings.find((binding) => /trigger$/i.test(binding.text('type') ?? '')) ??
    new BindingMembers({});
  return {
    trigger: members.text('type') ?? 'none',
    binding: {
      functionName: metadata.name,
      name: members.text('name') ?? '',
      members,
      properties: bindings
        .filter((binding) => binding.text('type')?.toLowerCase() === 'mcptoolproperty')
        .map((binding) => ({
          name: binding.text('name') ?? '',
          propertyName: binding.text('propertyName') ?? '',
        })),
    },
  };
}

/** What the worker said of a function, as the admin API shows it. */
export function describeMetadata(metadata: FunctionMetadata): FunctionDescription {
  const { scriptFile, directory } = metadata;
  return {
    language: 'node',
    scriptFile,
    ...(directory !== undefined && { directory }),
    bindings: rawBindings(metadata),
  };
}

function rawBindings({ rawBindings: texts }: FunctionMetadata): Record<string, unknown>[] {
  return texts.map((text) => JSON.parse(text) as Record<string, unknown>);
}
