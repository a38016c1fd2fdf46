import { messageOf } from '../errors.ts';
import { BindingError, type BindingMembers } from '../triggers/trigger-binding.ts';
import { resolveSettings } from './app-settings.ts';
import type { BindingData } from './binding-data.ts';
import { parseTemplate } from './binding-template.ts';
import { type BlobPath, parseBlobPath } from './blob-path.ts';
import type { BlobStore } from './blob-store.ts';
import { type BindingContext, identityNotEmulated, openBlobStore } from './blob-stores.ts';
import type { BlobDataType } from './blob-value.ts';
import { findConnection } from './connection.ts';

/** A binding of type `blob`, ready to be used. */
export interface BlobBinding {
  readonly name: string;
  readonly direction: 'in' | 'out';
  readonly dataType: BlobDataType;
  /** @throws Error with the host's words where an expression or a setting has no value, or it is no path. */
  pathFor(data: BindingData): BlobPath;
  /** @throws Error that says what to do where the connection is no use. */
  store(): Promise<BlobStore>;
}

const dataTypes = ['string', 'binary', 'undefined', 'stream'] as const;
const validName = /^(?:[a-z][a-z0-9]{0,127}|\$return)$/i;

/**
 * Reads a blob binding. What its path lacks is an error of every call, as it is on Azure; the log tells it now.
 * @throws BindingError for what puts the function in error.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Extensions/JobHostMetadataProvider.cs
 */
export function readBlobBinding(
  members: BindingMembers,
  functionName: string,
  context: BindingContext,
): BlobBinding {
  const name = members.text('name') ?? '';
  if (!validName.test(name)) {
    throw new BindingError(
      `The binding name ${name} is invalid. Please assign a valid name to the binding.`,
    );
  }
  const path = readPath(members, name);
  const direction = readDirection(members, name);
  const dataType = readDataType(members, name);
  const connection = members.text('connection');
  const { kind, setting } = findConnection(connection, context.env);
  if (kind === 'identity') throw new BindingError(identityNotEmulated(setting));
  return {
    name,
    direction,
    dataType,
    pathFor: preparePath(path, functionName, context),
    store: async () =>
      openBlobStore(connection && resolveSettings(connection, context.env), context),
  };
}

function readPath(members: BindingMembers, name: string): string {
  const path = members.text('path') ?? members.text('blobPath');
  if (path === undefined) throw unconfigurable(name, "Can't figure out which ctor to call.");
  return path;
}

function readDirection(members: BindingMembers, name: string): 'in' | 'out' {
  const given = members.text('direction') ?? 'in';
  const direction = given.toLowerCase();
  if (direction === 'inout') throw notEmulated("blob' and direction 'inout");
  if (direction === 'in' && name.toLowerCase() === '$return') {
    throw new BindingError("$return bindings must specify a direction of 'out'.");
  }
  if (direction === 'in' || direction === 'out') return direction;
  throw unconfigurable(name, `Illegal direction value: '${given}'`);
}

function readDataType(members: BindingMembers, name: string): BlobDataType {
  const given = members.text('dataType')?.toLowerCase() ?? 'string';
  const type = dataTypes.find((known) => known === given);
  if (!type) throw unconfigurable(name, `'${given}' is no data type.`);
  return type;
}

/** Makes ready what can be made ready without a call. */
function preparePath(
  path: string,
  functionName: string,
  { env, log }: BindingContext,
): BlobBinding['pathFor'] {
  try {
    const template = parseTemplate(resolveSettings(path, env));
    if (!template.hasExpressions) parseBlobPath(template.bind({}, functionName));
    return (data) => parseBlobPath(template.bind(data, functionName));
  } catch (error) {
    const why = messageOf(error);
    log.write('warning', 'Host.Startup', `Every call of '${functionName}' will fail: ${why}`);
    return () => {
      throw error;
    };
  }
}

/** A binding that Azure has and the local host has not. */
export function notEmulated(type: string): BindingError {
  return new BindingError(
    `The local host does not emulate a binding of type '${type}'. On Azure the function would run.`,
  );
}

function unconfigurable(name: string, why: string): BindingError {
  return new BindingError(
    `Unable to configure binding '${name}' of type 'blob'. This may indicate invalid function.json properties. ${why}`,
  );
}
