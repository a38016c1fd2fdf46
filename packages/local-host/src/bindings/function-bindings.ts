import { isObject, parseJson } from '../dotnet/json-text.ts';
import { BindingError, BindingMembers } from '../triggers/trigger-binding.ts';
import type {
  FunctionMetadata,
  InvocationResponse,
  ParameterBinding,
  TypedData,
} from '../worker/protocol.ts';
import type { BindingData } from './binding-data.ts';
import { type BlobBinding, notEmulated, readBlobBinding } from './blob-binding.ts';
import type { BindingContext } from './blob-stores.ts';
import { blobToValue, valueToBlob } from './blob-value.ts';

/** The bindings of one function besides its trigger, ready to be used. */
export interface FunctionBindings {
  /**
   * Values of the input bindings for one invocation, in the order of the bindings.
   * @throws Error, with the host's words when an expression cannot be resolved, or when storage fails
   */
  readInputs(data: BindingData): Promise<readonly ParameterBinding[]>;
  /**
   * Stores what the function gave to its output bindings (`outputData`, and `returnValue` where `$return` is a blob).
   * @throws as `readInputs`
   */
  writeOutputs(data: BindingData, response: FunctionOutputs): Promise<void>;
}

type FunctionOutputs = Pick<InvocationResponse, 'outputData'> & {
  readonly returnValue?: TypedData | null | undefined;
};

/**
 * Reads the bindings of a function: blobs, and nothing else but what its trigger and the host serve.
 * @throws BindingError, with the whole text of the function's status, for what puts the function in error.
 */
export function makeFunctionBindings(
  metadata: FunctionMetadata,
  context: BindingContext,
): FunctionBindings {
  const raw = metadata.rawBindings.map((text) => JSON.parse(text) as Record<string, unknown>);
  if (raw.some(isDeferred)) throw notEmulated('blob, as a client of the storage library');
  const bindings = raw.map((binding) => new BindingMembers(binding));
  const blobs = bindings
    .filter(isBlob)
    .map((members) => readBlobBinding(members, metadata.name, context));
  const returns = bindings.some((members) => members.text('name')?.toLowerCase() === '$return');

  return {
    readInputs: (data) =>
      Promise.all(
        blobs
          .filter(({ direction }) => direction === 'in')
          .map(async (blob) => ({ name: blob.name, data: await readInput(blob, data) })),
      ),
    async writeOutputs(data, response) {
      const values = outputValues(response, returns);
      const outputs = blobs.filter(({ direction }) => direction === 'out');
      await Promise.all(outputs.map((blob) => writeOutput(blob, data, values.get(blob.name))));
    },
  };
}

/** Whether the app is to get a client of the storage library instead of what is stored. */
function isDeferred({ type, properties }: Readonly<Record<string, unknown>>): boolean {
  const { supportsDeferredBinding } = (properties ?? {}) as Readonly<Record<string, unknown>>;
  return /^blob$/i.test(String(type)) && /^true$/i.test(String(supportsDeferredBinding));
}

/** @throws BindingError for a binding that the local host does not have */
function isBlob(members: BindingMembers): boolean {
  const type = members.text('type') ?? '';
  switch (type.toLowerCase()) {
    case 'blob':
      return true;
    case 'mcptoolproperty':
      return false;
    case 'http':
      if (members.text('direction')?.toLowerCase() === 'out') return false;
      throw new BindingError('Http binding can only be used for output.');
    default:
      if (/trigger$/i.test(type)) return false;
      throw notEmulated(type);
  }
}

async function readInput(blob: BlobBinding, data: BindingData): Promise<TypedData> {
  const path = blob.pathFor(data);
  const store = await blob.store();
  return blobToValue(await store.read(path), blob.dataType);
}

async function writeOutput(
  blob: BlobBinding,
  data: BindingData,
  value: TypedData | undefined,
): Promise<void> {
  const bytes = value && valueToBlob(value);
  if (!bytes) return;
  const path = blob.pathFor(data);
  const store = await blob.store();
  await store.write(path, bytes);
}

/**
 * The values of the outputs by name: what the function set, and what it returned. Without a binding for
 * that, the members of an object that it returned are outputs too.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Description/Workers/WorkerFunctionInvoker.cs
 */
function outputValues(
  { outputData = [], returnValue }: FunctionOutputs,
  returns: boolean,
): ReadonlyMap<string, TypedData> {
  const values = new Map(outputData.map(({ name, data }) => [name, data ?? {}]));
  if (returns) return values.set('$return', returnValue ?? {});
  const returned: unknown =
    returnValue?.json === undefined ? undefined : parseJson(returnValue.json);
  for (const [name, value] of Object.entries(isObject(returned) ? returned : {})) {
    values.set(name, { json: JSON.stringify(value) });
  }
  return values;
}
