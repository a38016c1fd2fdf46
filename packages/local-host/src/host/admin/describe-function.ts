import { tmpdir } from 'node:os';
import type { FunctionInfo } from '../../app-runtime.ts';
import { isHttpTrigger } from '../../triggers/http/http-trigger.ts';
import { isHttpFunction } from '../../triggers/http/routing/http-function.ts';
import { BindingMembers } from '../../triggers/trigger-binding.ts';
import type { AdministeredHost } from './administered-host.ts';

/**
 * A function as `/admin/functions` lists it, in error or disabled too.
 * @param base where the host answers, without a slash at the end
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Extensions/FunctionMetadataExtensions.cs
 */
export function describeFunction(
  info: FunctionInfo,
  { appRoot, runtime }: AdministeredHost,
  base: string,
): object {
  const { name, disabled, description = { language: 'custom', bindings: [] } } = info;
  const { language, scriptFile, directory, bindings } = description;
  return {
    name,
    script_root_path_href: null,
    script_href: scriptFile ? `${base}/admin/vfs${asPath(appRoot)}/${scriptFile}` : null,
    config_href: null,
    test_data_href: `${base}/admin/vfs${asPath(tmpdir())}/Functions/SampleData/${name}.dat`,
    href: `${base}/admin/functions/${name}`,
    invoke_url_template: invokeUrl(info, runtime?.routePrefix ?? '', base),
    language,
    config: {
      name,
      entryPoint: '',
      scriptFile: scriptFile ?? '',
      language,
      functionDirectory: directory ?? '',
      bindings,
    },
    files: null,
    test_data: '',
    isDisabled: disabled === true,
    isDirect: false,
    isProxy: false,
  };
}

/** Always in small letters; a function that is disabled or in error has one too. */
function invokeUrl(info: FunctionInfo, prefix: string, base: string): string | null {
  const route = isHttpFunction(info) ? info.route : describedRoute(info);
  if (route === undefined) return null;
  return [base, ...(prefix ? [prefix] : []), route].join('/').toLowerCase();
}

function describedRoute({ name, description }: FunctionInfo): string | undefined {
  const members = description?.bindings.map((binding) => new BindingMembers({ ...binding }));
  const trigger = members?.find((binding) => isHttpTrigger(binding.text('type') ?? ''));
  return trigger && (trigger.text('route') || name);
}

/** A folder as the path of an address, on Windows too. */
function asPath(folder: string): string {
  const path = folder.replaceAll('\\', '/');
  return path.startsWith('/') ? path : `/${path}`;
}
