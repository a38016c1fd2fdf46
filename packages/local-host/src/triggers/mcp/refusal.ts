import { DotNetError } from '../../dotnet/dotnet-error.ts';

/** The assembly of the MCP extension: what it throws itself names it as the source. */
export const extensionAssembly = 'Microsoft.Azure.Functions.Extensions.Mcp';

/** What the extension throws for a registration that contradicts another, or lacks something. */
export function invalidOperation(message: string, cause?: DotNetError): DotNetError {
  return new DotNetError('System.InvalidOperationException', message, extensionAssembly, cause);
}

/** What the extension throws for a value that it cannot take; `parameter` is a name in its own source. */
export function invalidArgument(message: string, parameter: string): DotNetError {
  const text = `${message} (Parameter '${parameter}')`;
  return new DotNetError('System.ArgumentException', text, extensionAssembly);
}
