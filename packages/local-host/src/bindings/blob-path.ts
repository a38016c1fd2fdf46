/** Where a blob is, within an account. */
export interface BlobPath {
  readonly container: string;
  readonly name: string;
}

const containerName = /^[a-z0-9][a-z0-9\-[^]{1,61}[a-z0-9]$/;
const absoluteUri = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Reads a path such as `container/folder/name`, or the URL of a blob, of which the account is not looked at.
 * A name with `.` or `..` between its slashes is refused: a URL folds them away, so that the blob would be
 * another one, perhaps of another container.
 * @throws Error with the host's words where the path is none.
 * @see Azure/azure-sdk-for-net:sdk/storage/Microsoft.Azure.WebJobs.Extensions.Storage.Blobs/src/BlobPath.cs
 */
export function parseBlobPath(path: string): BlobPath {
  const parsed = absoluteUri.test(path) ? parseUrl(path) : parseRelative(path);
  if (parsed.name.split('/').some((segment) => segment === '.' || segment === '..')) {
    throw new Error(
      `The blob name '${parsed.name}' has '.' or '..' between its slashes, which would name another blob.`,
    );
  }
  return parsed;
}

function parseRelative(path: string): BlobPath {
  const slash = path.indexOf('/');
  const refuse = (why: string): Error =>
    new Error(`Validation failed for property 'BlobPath', value '${path}'. ${why}`);
  if (slash > 0 && slash === path.length - 1) throw refuse('Illegal blob path');
  const container = slash > 0 ? path.slice(0, slash) : path;
  const name = path.slice(container.length + 1);
  const problem = slash > 0 ? problemOfName(name) : undefined;
  if (problem) throw refuse(problem);
  if (container !== '$root' && !containerName.test(container)) {
    throw refuse('Invalid container name');
  }
  if (slash < 0) throw invalidPath(path);
  return { container, name };
}

function parseUrl(path: string): BlobPath {
  const [, container, name] = /^\/(?!\.{1,2}\/)([^/]+)\/(.+)$/.exec(urlPath(path)) ?? [];
  if (!container || !name) throw invalidPath(path);
  return { container, name };
}

/** The path of a URL without its escapes; empty where it is none. */
function urlPath(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return '';
  }
}

function invalidPath(path: string): Error {
  return new Error(
    `Invalid blob path specified : '${path}'. Blob identifiers must be in the format 'container/blob'.`,
  );
}

/** @see Azure/azure-sdk-for-net:sdk/storage/Microsoft.Azure.WebJobs.Extensions.Storage.Blobs/src/BlobNameValidationAttribute.cs */
function problemOfName(name: string): string | undefined {
  const given = `The given blob name '${name}'`;
  if (name.length > 1024) {
    return `${given} is too long. A blob name must be at least one character long and cannot be more than 1,024 characters long.`;
  }
  if (/[./]$/.test(name)) {
    return `${given} has an invalid suffix. Avoid blob names that end with a dot ('.'), a forward slash ('/'), or a sequence or combination of the two.`;
  }
  if (name.includes('\\')) {
    return `${given} contain illegal characters. A blob name cannot the following character(s): '\\'.`;
  }
  return undefined;
}
