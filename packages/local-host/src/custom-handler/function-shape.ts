import type { FunctionInfo } from '../app-runtime.ts';

/** A member of `bindings` in function.json, as the app wrote it. */
export type BindingJson = Readonly<Record<string, unknown>>;

/** The bindings of an HTTP function that its invocations go by. */
export interface FunctionShape {
  /** The name of its trigger. */
  readonly trigger: string;
  /** The name of its HTTP output: `$return` or another; absent where it has none. */
  readonly output?: string;
}

/** What host.json's routes make of themselves, which have no function.json. */
const routeShape: FunctionShape = { trigger: 'req', output: 'res' };

/** The shape of an HTTP function. */
export function shapeOf({ description }: Pick<FunctionInfo, 'description'>): FunctionShape {
  if (!description) return routeShape;
  const bindings = description.bindings.map((binding) => binding as BindingJson);
  const output = bindings.find((binding) => typeOf(binding) === 'http');
  return {
    trigger: nameOf(bindings.find(isTrigger)),
    ...(output && { output: nameOf(output) }),
  };
}

/**
 * Whether requests can be passed on as they are: only where there is nothing but an HTTP trigger and an
 * HTTP output. Other functions get invocations, whatever host.json says.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Extensions/FunctionMetadataExtensions.cs `IsHttpInAndOutFunction`
 */
export function isHttpInAndOut(info: Pick<FunctionInfo, 'description'>): boolean {
  return shapeOf(info).output !== undefined;
}

export function isTrigger(binding: BindingJson): boolean {
  return typeOf(binding).endsWith('trigger');
}

/** In small letters. */
export function typeOf({ type }: BindingJson): string {
  return typeof type === 'string' ? type.toLowerCase() : '';
}

function nameOf(binding: BindingJson | undefined): string {
  return typeof binding?.['name'] === 'string' ? binding['name'] : '';
}
