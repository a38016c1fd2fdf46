import type { ParameterBinding, TypedData } from '../worker/protocol.ts';
import type { DotNetError } from '../dotnet/dotnet-error.ts';
import { elementText, membersWithoutCase } from '../dotnet/json-text.ts';

/** What the worker is asked to run. */
export interface TriggerInvocation {
  readonly functionName: string;
  readonly inputData: readonly ParameterBinding[];
  readonly triggerMetadata: Readonly<Record<string, TypedData>>;
}

/** A trigger binding of the app's function metadata. */
export interface TriggerBinding {
  readonly functionName: string;
  /** The name of the binding, under which the worker expects the trigger's value. */
  readonly name: string;
  readonly members: BindingMembers;
  /** The `mcpToolProperty` inputs of the same function, each one argument as a text. */
  readonly properties: readonly ToolPropertyBinding[];
}

/** An input binding that gives a function the text of one argument of its tool. */
export interface ToolPropertyBinding {
  /** The name of the binding, under which the worker expects the value. */
  readonly name: string;
  readonly propertyName: string;
}

/** The members of a binding, whose names have no letter case. */
export class BindingMembers {
  readonly #members: Map<string, unknown>;

  constructor(binding: Readonly<Record<string, unknown>>) {
    this.#members = membersWithoutCase(binding);
  }

  /** A text; null and absent are undefined. @throws BindingError where it is something else. */
  text(name: string): string | undefined {
    const value = this.#members.get(name.toLowerCase());
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') {
      throw new BindingError(
        `Can not convert ${Array.isArray(value) ? 'Array' : 'Object'} to String.`,
      );
    }
    return elementText(value);
  }

  /** A text without which the host cannot build the binding. */
  requiredText(name: string): string {
    const text = this.text(name);
    if (text === undefined) throw new BindingError("Can't figure out which ctor to call.");
    return text;
  }

  /** A list; absent and anything else is undefined. */
  list(name: string): readonly unknown[] | undefined {
    const value = this.#members.get(name.toLowerCase());
    return Array.isArray(value) ? value : undefined;
  }

  flag(name: string): boolean {
    const text = this.text(name)?.toLowerCase();
    if (text !== undefined && text !== 'true' && text !== 'false') {
      throw new BindingError(`Could not convert string to boolean: ${text}.`);
    }
    return text === 'true';
  }
}

/** A binding that cannot be built: that one function is in error, the others run. */
export class BindingError extends Error {
  override readonly name = 'BindingError';
}

/** Metadata that cannot be read: that one function fails indexing and is disabled. */
export class IndexingError extends Error {
  override readonly name = 'IndexingError';
  override readonly cause: DotNetError;

  constructor(cause: DotNetError) {
    super(cause.message);
    this.cause = cause;
  }
}
