import type { AppSettings } from '../arm/app-settings.ts';
import type { ArmResult } from '../arm/arm-result.ts';
import type { CheckResult } from '../checks/check.ts';
import { ok } from '../checks/results.ts';
import { shellLine } from '../programs/shell-word.ts';
import type { FailureId } from './failures/known-failures.ts';
import { finding, type FindingDetail, namesOf, type Subject } from './finding.ts';
import { notAnswered } from './not-answered.ts';

/**
 * Settings that Flex Consumption does not have.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-app-settings (deprecated in Flex Consumption)
 */
const forbidden =
  /^(?:FUNCTIONS_WORKER_RUNTIME(?:_VERSION)?|FUNCTIONS_EXTENSION_VERSION|FUNCTIONS_WORKER_PROCESS_COUNT|WEBSITE_NODE_DEFAULT_VERSION|WEBSITE_RUN_FROM_PACKAGE|WEBSITE_CONTENT(?:SHARE|AZUREFILECONNECTIONSTRING|OVERVNET)|SCM_DO_BUILD_DURING_DEPLOYMENT|ENABLE_ORYX_BUILD)$/i;

const flag = 'EnableMcpCustomHandlerPreview';

/** Whether the app settings are those that the infrastructure gives. Values are compared, and never shown. */
export function checkSettings(
  subject: Subject,
  settings: ArmResult<AppSettings>,
): readonly CheckResult[] {
  const { server } = subject;
  const names = namesOf(subject);
  const id = `${server.service}.settings`;
  if (!settings.ok) return [notAnswered(id, `${server.title}: its settings`, settings, names)];
  const given = settings.value;
  const lines: CheckResult[] = [];
  const wrong = (what: string, known: FailureId, detail: FindingDetail = {}): void =>
    void lines.push(finding(id, `${server.title}: ${what}`, known, names, detail));

  const unwanted = [...given.keys()].filter((name) => forbidden.test(name));
  if (unwanted.length > 0) {
    wrong(
      `settings that Flex Consumption does not have: ${unwanted.join(', ')}.`,
      'forbidden-setting',
      { names: { settings: shellLine(...unwanted) } },
    );
  }
  if (isSet(given, 'AzureWebJobsStorage')) {
    wrong('the setting AzureWebJobsStorage is there, a connection string.', 'storage-by-key');
  } else {
    const missing = missingStorage(server.service, given);
    if (missing.length > 0) wrong(`${missing.join(' and ')} not set.`, 'storage-not-set');
  }
  if (server.service === 'self-hosted-server' && !hasFlag(given)) {
    const isSingular = given.has('AzureWebJobsFeatureFlag');
    wrong(
      isSingular
        ? 'the feature flag is in AzureWebJobsFeatureFlag, which is no setting.'
        : `the feature flag ${flag} is missing.`,
      isSingular ? 'feature-flag-singular' : 'feature-flag-missing',
    );
  }
  return lines.length > 0 ? lines : [ok(id, `${server.title}: its settings are right.`)];
}

function isSet(settings: AppSettings, name: string): boolean {
  return Boolean(settings.get(name)?.reveal());
}

function hasFlag(settings: AppSettings): boolean {
  const flags = settings.get('AzureWebJobsFeatureFlags')?.reveal() ?? '';
  return flags.split(',').some((one) => one.trim().toLowerCase() === flag.toLowerCase());
}

function missingStorage(service: string, settings: AppSettings): string[] {
  const prefix = 'AzureWebJobsStorage__';
  const named = isSet(settings, `${prefix}accountName`);
  const wanted = [
    'credential',
    ...(named ? [] : ['blobServiceUri']),
    ...(named || service !== 'extension-server' ? [] : ['queueServiceUri']),
  ];
  return wanted.map((name) => prefix + name).filter((name) => !isSet(settings, name));
}
