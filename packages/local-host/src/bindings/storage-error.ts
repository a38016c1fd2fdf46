interface Circumstances {
  /** The app setting that has the connection string. */
  readonly setting: string;
  readonly timeoutMs: number;
}

/**
 * What went wrong with a storage account, and what to do. The message of the library is left out where
 * it comes from the service, as it may quote what was signed.
 * @param error what the library threw
 * @param what was done, as the beginning of a sentence
 */
export function explainStorageError(
  error: unknown,
  what: string,
  { setting, timeoutMs }: Circumstances,
): Error {
  const { name, code, statusCode, message } = error as Partial<Record<string, unknown>>;
  const failed = `${what} in the storage account of the app setting '${setting}' failed:`;
  if (name === 'AbortError' || name === 'TimeoutError') {
    const seconds = timeoutMs / 1_000;
    return new Error(
      `${failed} no answer within ${seconds} seconds. Check that the account can be reached.`,
    );
  }
  if (typeof statusCode === 'number') {
    const hint = hintFor(statusCode, code, setting);
    return new Error(
      `${failed} ${typeof code === 'string' ? code : 'status'} (${statusCode}). ${hint}`,
    );
  }
  if (typeof code === 'string') {
    return new Error(
      `${failed} ${code}. Check that the account exists and can be reached, or remove the setting: blobs are then kept in a folder.`,
    );
  }
  return new Error(`${failed} ${String(message)}`);
}

function hintFor(status: number, code: unknown, setting: string): string {
  if (code === 'InvalidHeaderValue') {
    return 'If this is Azurite, update it or start it with --skipApiVersionCheck.';
  }
  return status === 401 || status === 403
    ? `Check the key or the rights in '${setting}', and the firewall of the account.`
    : 'Check the names of the container and of the blob.';
}
