import { ToolError } from '../../contract/errors.ts';
import type { BlobPlace } from './snippet-place.ts';
import { faultOf, isPassing, type StorageFault } from './storage-fault.ts';

/**
 * The error to throw for what a storage account did. Where it is only busy, it is a `ToolError`, as the
 * model can try again. All else is up to who runs the server, and for the log: it has neither what the
 * caller keeps nor anything that the library says, which may quote keys and tokens.
 * @param what was done, as the beginning of a sentence
 */
export function explainStorageFault(error: unknown, what: string, place: BlobPlace): Error {
  const fault = faultOf(error);
  if (fault.kind === 'answer' && isPassing(fault)) {
    const when = fault.retryAfter ? `in ${fault.retryAfter} seconds` : 'in a minute';
    return new ToolError(`The storage of the snippets is too busy to answer. Try again ${when}.`);
  }
  const where = `${what} in the container '${place.container}' of ${place.account.setting} failed`;
  return new Error(`${where}: ${reasonOf(fault, error)} ${adviceFor(fault, place)}`.trim());
}

function reasonOf({ kind, status, code, detail }: StorageFault, error: unknown): string {
  switch (kind) {
    case 'answer':
      return code ? `${code} (${status}).` : `status ${status}.`;
    case 'silence':
      return 'no answer in time.';
    case 'network':
      return `${code}.`;
    case 'content':
      return detail!;
    case 'sign-in':
      return `no token for it (${code}).`;
    case 'other':
      // The library's name for the error is not its message.
      return `${error instanceof Error ? error.name : typeof error}.`;
  }
}

const reach =
  "Check that the account exists and can be reached: its name, its firewall, and the app's network.";

function adviceFor(
  { kind, status, code }: StorageFault,
  { account, container }: BlobPlace,
): string {
  if (kind === 'silence' || kind === 'network') return reach;
  const hasKey = account.setting === 'SNIPPETS_CONNECTION_STRING';
  if (kind === 'sign-in') {
    return !hasKey && account.identity === 'developer'
      ? 'Sign in, with `az login` for one.'
      : 'Check that the app has a managed identity, and that AZURE_CLIENT_ID is its client id.';
  }
  switch (code) {
    case 'AuthorizationPermissionMismatch':
      return hasKey
        ? 'The shared access signature lacks a right: it needs read, write, delete and list.'
        : 'The identity needs the role Storage Blob Data Contributor on the container. A new assignment may take ten minutes to be heard of.';
    case 'KeyBasedAuthenticationNotPermitted':
      return 'The account takes no keys. Set SNIPPETS_BLOB_SERVICE_URI in place of the connection string.';
    case 'ContainerNotFound':
      return `Make the container '${container}', or correct SNIPPETS_CONTAINER.`;
    case 'ContainerBeingDeleted':
      return 'The container is being deleted. Wait until it is gone, and make it again.';
    case 'InvalidHeaderValue':
      return 'If this is Azurite, update it or start it with --skipApiVersionCheck.';
  }
  if (status === 401 || status === 403) {
    return hasKey
      ? "Check the key or the signature in it, the clock of this machine, and the account's firewall."
      : "Check the identity's tenant and roles, and the account's firewall.";
  }
  if (status === 409 || status === 412) {
    return 'Something holds the blob or the container, such as a lease or a policy: release it.';
  }
  return '';
}
