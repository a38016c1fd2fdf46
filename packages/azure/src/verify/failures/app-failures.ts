import {
  azApp,
  azd,
  logs,
  type KnownFailure,
  provision,
  provisionAndDeploy,
} from './known-failure.ts';

/** What is wrong with an app, as Azure Resource Manager tells it. */
export const appFailures = {
  'app-missing': {
    symptom: 'There is no function app, or none with the tag of the service',
    cause: 'It was never made, was deleted, or is in another resource group.',
    remedy: provisionAndDeploy,
  },
  'tag-missing': {
    symptom: '“unable to find a resource tagged with azd-service-name”',
    cause:
      'azd finds an app by its tag, and the app has none. Right after provisioning the list that azd searches may lag behind.',
    remedy: (names) =>
      `${provision(names)}, or: az resource tag --is-incremental --subscription ${names.subscription} -g ${names.group} -n ${names.app} --resource-type Microsoft.Web/sites --tags azd-service-name=${names.service}${names.environment ? ` azd-env-name=${names.environment}` : ''}`,
  },
  'app-stopped': {
    symptom: '403 “This web app is stopped”, whoever calls',
    cause: 'The app is stopped or disabled.',
    remedy: (names) => azApp('start', names),
  },
  'not-flex': {
    symptom: 'The self-hosted server does not start; settings are refused',
    cause:
      'The app is on another plan than Flex Consumption, on which self-hosted servers run and for which the infrastructure is made.',
    remedy: (names) => `${azApp('delete', names)}, then: ${provisionAndDeploy(names)}`,
  },
  'wrong-runtime': {
    symptom: 'No function is found, or the program of the server does not start',
    cause:
      'The runtime of the app is not node. On Flex Consumption it has to be, for the self-hosted server too: there a custom handler gets its program from the image of a language.',
    remedy: (names) =>
      `${provision(names)}. If Azure refuses that: ${azApp('delete', names)}, then: ${provisionAndDeploy(names)}`,
  },
  'wrong-node': {
    symptom: 'The app does not start, or stops being served one day',
    cause: 'The packages are made for Node 22 or 24.',
    remedy: (names) => `${azd('env set APP_NODE_VERSION 22', names)}, then: ${provision(names)}`,
  },
  'feature-flag-missing': {
    symptom: 'The self-hosted server answers 404 or 503',
    cause:
      'The app setting AzureWebJobsFeatureFlags does not have EnableMcpCustomHandlerPreview: without it the host does not know the profile mcp-custom-handler.',
    remedy: (names) =>
      `${provision(names)}, or: ${azApp('config appsettings set', names, '--settings AzureWebJobsFeatureFlags=EnableMcpCustomHandlerPreview')}`,
  },
  'feature-flag-singular': {
    symptom: 'The self-hosted server answers 404 or 503, although the flag seems to be set',
    cause:
      'The app setting is called AzureWebJobsFeatureFlag; its name is AzureWebJobsFeatureFlags, with an s. The wrong spelling is in some published texts.',
    remedy: (names) =>
      `${azApp('config appsettings set', names, '--settings AzureWebJobsFeatureFlags=EnableMcpCustomHandlerPreview')}, then: ${azApp('config appsettings delete', names, '--setting-names AzureWebJobsFeatureFlag')}`,
  },
  'storage-by-key': {
    symptom: 'The host answers 503: storage refuses its key',
    cause:
      'The app reaches storage with a connection string. The storage account of this template refuses keys: the app has to come as its identity.',
    remedy: (names) =>
      `${azApp('config appsettings delete', names, '--setting-names AzureWebJobsStorage')}, then: ${provision(names)}`,
  },
  'storage-not-set': {
    symptom: 'The host answers 503; the extension server hangs at the second call',
    cause:
      'Settings that lead the host to storage are missing: AzureWebJobsStorage__credential and __blobServiceUri, and for the extension server __queueServiceUri.',
    remedy: provision,
  },
  'forbidden-setting': {
    symptom: 'Deployments fail, or the app runs something else than what was deployed',
    cause:
      'An app setting is there that Flex Consumption does not have: what it would say is in the configuration of the plan.',
    remedy: (names) =>
      azApp('config appsettings delete', names, `--setting-names ${names.settings}`),
  },
  'functions-missing': {
    symptom: 'The list of functions is empty; every call is 404',
    cause:
      'No package was deployed yet, its code fails while it is loaded, or the host has not told Azure yet.',
    remedy: (names) =>
      `${azd(`deploy ${names.service}`, names)}; what the app says when it starts: ${logs(names)}`,
    passes: true,
  },
  'wrong-package': {
    symptom: 'The address of the server is 404, that of the other one is not',
    cause: 'The package of the other server was deployed to this app.',
    remedy: (names) => azd(`deploy ${names.service}`, names),
  },
  'auth-mode-not-provisioned': {
    symptom: '`azd deploy` stops; or servers refuse every call',
    cause: 'AUTH_MODE was changed, and Azure was not provisioned since.',
    remedy: (names) => azd('up', names),
  },
  'auth-mode-setting': {
    symptom: 'The server refuses every call',
    cause:
      'The app setting MCP_AUTH_MODE is not the auth mode that is wanted. A package that asks for no key starts only where this setting says so.',
    remedy: provision,
  },
  'permission-missing': {
    symptom: 'npm run verify shows less: keys, settings or apps cannot be read',
    cause:
      'Whoever is signed in lacks a permission. Keys and settings take more than the role Reader: Website Contributor, or Contributor.',
    remedy: ({ subscription, group }) =>
      `az role assignment create --assignee WHO --role "Website Contributor" --scope /subscriptions/${subscription}/resourceGroups/${group}`,
  },
  'azure-silent': {
    symptom: 'Azure Resource Manager answers 429 or 5xx, or not in time',
    cause: 'It is busy, or out of order for now.',
    remedy: () => 'Wait a minute, then: npm run verify. https://azure.status.microsoft',
    passes: true,
  },
} as const satisfies Record<string, KnownFailure>;
