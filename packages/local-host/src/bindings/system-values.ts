import { randomUUID } from 'node:crypto';
import { formatDate } from '../dotnet/date-format.ts';
import { formatGuid } from '../dotnet/guid-format.ts';

const defaultDateFormat = 'yyyy-MM-ddTHH-mm-ssK';

/** Names that make an expression one of the system's, with all that follows them. */
const builtIns: Readonly<Record<string, (format: string | undefined) => string>> = {
  'rand-guid': randomGuid,
  datetime: now,
};

/**
 * What gives the value of `rand-guid` or `datetime`, where an expression starts with one of them: a
 * format may follow a colon.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Bindings/Path/BindingParameterResolver.cs
 */
export function builtIn(expression: string): ((parameter: string) => string) | undefined {
  const name = Object.keys(builtIns).find((start) => expression.toLowerCase().startsWith(start));
  if (!name) return undefined;
  return (parameter) =>
    builtIns[name]!(parameter[name.length] === ':' ? parameter.slice(name.length + 1) : undefined);
}

/**
 * A member of `sys`; `sys` itself has no text.
 * @throws Error with the host's words for a member that it has not.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Bindings/SystemBindingData.cs
 */
export function systemValue(
  [member, ...rest]: readonly string[],
  format: string | undefined,
  functionName: string,
): string {
  if (member === undefined) return '';
  const values: Readonly<Record<string, () => string>> = {
    methodname: () => functionName,
    randguid: () => randomGuid(format),
    utcnow: () => now(format),
  };
  const name = member.toLowerCase();
  const missing = Object.hasOwn(values, name) ? rest[0] : member;
  if (missing !== undefined) {
    throw new Error(`Error while accessing '${missing}': property doesn't exist.`);
  }
  return values[name]!();
}

function randomGuid(format: string | undefined): string {
  return formatGuid(randomUUID(), format?.trim() ? format : 'D');
}

function now(format: string | undefined): string {
  return formatDate(new Date(), format?.trim() ? format : defaultDateFormat);
}
