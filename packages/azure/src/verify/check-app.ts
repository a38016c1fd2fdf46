import type { ArmResult } from '../arm/arm-result.ts';
import type { DeploymentStatus } from '../arm/deployment-status.ts';
import type { DeployedFunction } from '../arm/functions.ts';
import type { CheckResult } from '../checks/check.ts';
import { hint, ok } from '../checks/results.ts';
import { azApp } from './failures/known-failure.ts';
import { finding, namesOf, type Subject } from './finding.ts';
import { notAnswered } from './not-answered.ts';

/** Whether the app exists, runs, and is found by azd. */
export function checkApp(subject: Subject): readonly CheckResult[] {
  const { server } = subject;
  const names = namesOf(subject);
  const id = `${server.service}.app`;
  const what = `${server.title}: the app ${server.appName}`;
  if (!server.site.ok) return [notAnswered(id, what, server.site, names)];
  const { state, enabled, availability } = server.site.value;
  const lines: CheckResult[] = [];
  if (!enabled || state.toLowerCase() === 'stopped') {
    return [finding(id, `${what} is ${enabled ? 'stopped' : 'disabled'}.`, 'app-stopped', names)];
  }
  if (state !== 'Running')
    lines.push(hint(id, `${what} is '${state}'.`, { remedy: azApp('restart', names) }));
  if (availability && availability !== 'Normal') {
    const remedy = 'https://azure.status.microsoft tells of outages.';
    lines.push(hint(id, `${what} has the availability '${availability}'.`, { remedy }));
  }
  if (server.tagged === false) {
    lines.push(
      finding(
        `${server.service}.tag`,
        `${what} does not have the tag azd-service-name=${server.service}.`,
        'tag-missing',
        names,
        { outcome: 'hint' },
      ),
    );
  }
  return state === 'Running' ? [ok(id, `${what} is there, and runs.`), ...lines] : lines;
}

/** Versions of Node that packages are made for. */
const nodeVersions = ['22', '24'];

/** Whether the plan and the runtime are those that the infrastructure asks for. Nothing where the app cannot be read. */
export function checkPlan(subject: Subject): readonly CheckResult[] {
  const { server } = subject;
  if (!server.site.ok) return [];
  const { sku, runtime, storage } = server.site.value;
  const names = namesOf(subject);
  const id = `${server.service}.plan`;
  const title = server.title;
  if (sku !== 'FlexConsumption') {
    return [finding(id, `${title}: its plan is ${sku ?? 'not known'}.`, 'not-flex', names)];
  }
  const lines: CheckResult[] = [];
  if (runtime?.name !== 'node') {
    lines.push(
      finding(
        id,
        `${title}: its runtime is ${runtime?.name ?? 'not set'}.`,
        'wrong-runtime',
        names,
      ),
    );
  } else if (!nodeVersions.includes(runtime.version)) {
    lines.push(
      finding(
        id,
        `${title}: it runs on Node ${runtime.version || '(not set)'}.`,
        'wrong-node',
        names,
      ),
    );
  }
  if (storage?.authentication === 'StorageAccountConnectionString') {
    lines.push(
      finding(
        `${server.service}.storage`,
        `${title}: its package is read from storage with a connection string.`,
        'storage-by-key',
        names,
      ),
    );
  }
  return lines.length > 0
    ? lines
    : [ok(id, `${title}: Flex Consumption, Node ${runtime?.version}, storage by identity.`)];
}

const listLags =
  'The server answers, so its package is there. The list lags behind, or leaves the program of a custom handler out: Azure/azure-functions-host#11427.';
const toolTrigger = 'mcptooltrigger';

/**
 * Whether Azure knows the functions of the right package.
 * @param talks whether the server speaks MCP; undefined where that could not be tried
 * @param deployments how far deployments got, to explain a package that is missing
 */
export function checkFunctions(
  subject: Subject,
  functions: ArmResult<readonly DeployedFunction[]>,
  talks: boolean | undefined,
  deployments: readonly DeploymentStatus[] = [],
): CheckResult {
  const { server } = subject;
  const names = namesOf(subject);
  const id = `${server.service}.functions`;
  if (!functions.ok) return notAnswered(id, `${server.title}: its functions`, functions, names);
  const known = functions.value;
  if (known.length === 0) {
    const message = `${server.title}: Azure knows no function of it.`;
    if (talks) return hint(id, message, { cause: listLags, remedy: azApp('function list', names) });
    // Of a server that nobody here can talk to, and whose functions Azure may leave out, nothing is certain.
    const isSure = talks === false || server.service === 'extension-server';
    const outcome = isSure ? 'failed' : 'hint';
    const detail = whatFailed(deployments);
    return finding(id, message, 'functions-missing', names, { outcome, detail });
  }
  const tools = known.filter(({ trigger }) => trigger?.toLowerCase() === toolTrigger).length;
  const isOther = server.service === 'extension-server' ? tools === 0 : tools > 0;
  // Where the bindings are not told, nothing can be said.
  if (isOther && known.some(({ trigger }) => trigger !== undefined)) {
    return finding(
      id,
      `${server.title}: its functions are those of the other server.`,
      'wrong-package',
      names,
    );
  }
  return ok(
    id,
    `${server.title}: a package is deployed, of ${known.length} ${known.length === 1 ? 'function' : 'functions'}.`,
  );
}

/** What Azure says of a deployment that failed. Their order is not told, so any of them may be the last one. */
function whatFailed(deployments: readonly DeploymentStatus[]): string | undefined {
  const failed = deployments.find(({ status }) => /Failed$/i.test(status));
  return failed && [`A deployment ended as ${failed.status}.`, ...failed.errors].join(' ');
}
