import {
  azApp,
  azd,
  deploy,
  type KnownFailure,
  logs,
  provision,
  provisionAndDeploy,
} from './known-failure.ts';

/** What is wrong at the endpoint of a server: whether it can be reached, runs, and lets in whom it should. */
export const endpointFailures = {
  'domain-unknown': {
    symptom: 'The custom domain has no address',
    cause: 'Its DNS record is missing, or does not lead to the app.',
    remedy: ({ host, app }) =>
      `Make a CNAME record ${host} to ${app}.azurewebsites.net, and wait until it has spread.`,
  },
  'domain-certificate': {
    symptom: 'The custom domain has no valid certificate',
    cause:
      'The domain is not bound to the app with a certificate. On Flex Consumption certificates belong to the app alone (site-scoped), which the Azure CLI knows of since 2.88.',
    remedy: (names) =>
      `${azApp('config hostname add', names, `--hostname ${names.host}`)}, which wants a TXT record asuid.${names.host} with: ${azApp('show', names, '--query customDomainVerificationId -o tsv')}. Then the certificate, in the Azure portal: the app, Certificates, and Custom domains`,
  },
  unreachable: {
    symptom: 'No connection to the server',
    cause:
      'This machine does not get there: no network, a firewall, or a proxy, of which Node hears only when it is told. A new app may have no address for a minute.',
    remedy: ({ host }) =>
      `curl -sv https://${host}/ shows where it stops. Behind a proxy: set HTTPS_PROXY and NODE_USE_ENV_PROXY=1`,
    passes: true,
  },
  'certificate-refused': {
    symptom: 'The certificate of azurewebsites.net is not trusted',
    cause: 'Something on the way reads along: a proxy with a certificate of its own.',
    remedy: () =>
      'Let Node trust it: set NODE_EXTRA_CA_CERTS to its file, or NODE_OPTIONS=--use-system-ca',
  },
  throttled: {
    symptom: '429',
    cause: 'The app, or the platform before it, is asked too often.',
    remedy: (names) =>
      `Wait a minute. If it lasts: ${azd('env set MAXIMUM_INSTANCE_COUNT 100', names)}, then: ${provision(names)}`,
    passes: true,
  },
  'access-restricted': {
    symptom: '403 “Ip Forbidden”, or 403 before any sign-in',
    cause: 'The app refuses the address of this machine, or the public network.',
    remedy: (names) =>
      `${azApp('config access-restriction show', names)} says who may call. To let in one more: ${azApp('config access-restriction add', names, '--rule-name NAME --priority 100 --action Allow --ip-address ADDRESS')}`,
  },
  'public-server': {
    symptom: 'Whoever calls is let in, although AUTH_MODE says otherwise',
    cause:
      'Nothing stands before the app, and its package asks for no key: anyone on the internet may call it.',
    remedy: (names) =>
      `${azApp('stop', names)}, then: ${provision(names)}, ${azApp('start', names)}, ${deploy(names)}`,
    passes: true,
  },
  'webhook-open': {
    symptom: 'In auth mode key the server answers without a key',
    cause: 'The deployed package was made for another auth mode: host.json in it asks for no key.',
    remedy: (names) => `${azd('env set AUTH_MODE key', names)}, then: ${deploy(names)}`,
  },
  'key-wanted': {
    symptom: 'In auth mode anonymous the server asks for a key',
    cause: 'The deployed package was made for auth mode key.',
    remedy: (names) => `${azd('env set AUTH_MODE anonymous', names)}, then: ${deploy(names)}`,
    passes: true,
  },
  'package-missing': {
    symptom: '404 at the address of the server',
    cause: 'No package, or another one, is deployed to the app; or it is still starting.',
    remedy: deploy,
    passes: true,
  },
  'host-down': {
    symptom: '503 “Function host is not running.”',
    cause: 'The Functions host does not start with this package, or is still starting.',
    remedy: (names) => `What it logs: ${logs(names)}`,
    passes: true,
  },
  'roles-missing': {
    symptom: '503, or 403 when publishing; the host is not authorised at storage',
    cause:
      'The identity of the app has no roles on the storage account, or they have not spread yet.',
    remedy: (names) => `Wait two minutes, then: ${deploy(names)}. If it lasts: ${provision(names)}`,
    passes: true,
  },
  starting: {
    symptom: '502, 503 or 504 from the platform',
    cause: 'The app is starting, or does not come up.',
    remedy: (names) => `What it logs: ${logs(names)}`,
    passes: true,
  },
  'empty-500': {
    symptom: 'An empty 500 for every call of the extension server',
    cause:
      'Seen behind Easy Auth on Flex Consumption: Azure/azure-functions-mcp-extension#273, open. The extension answers so, too, where it has no key to encrypt sessions with.',
    remedy: (names) => `${azd('env set AUTH_MODE key', names)}, then: ${azd('up', names)}`,
  },
  'package-refuses': {
    symptom:
      'Every call is refused: 503 (self-hosted server), an error from every tool (extension server)',
    cause:
      'The package was made for another auth mode than the app is set up for, and so refuses to be public.',
    remedy: provisionAndDeploy,
    passes: true,
  },
  'key-missing': {
    symptom: 'The app has no key that opens the server',
    cause:
      'The host makes its keys when it first starts; the system key mcp_extension only with the extension. So it has not started, or with another package.',
    remedy: (names) => `Wait a minute; else: ${deploy(names)}`,
    passes: true,
  },
  'key-refused': {
    symptom: '401 or 403 with a key',
    cause:
      'The key is missing, was renewed, or is of the wrong kind: the extension server wants the system key mcp_extension, the self-hosted server the host key default.',
    remedy: (names) =>
      `${azApp('keys list', names, '--query "[keys(systemKeys), keys(functionKeys)]"')} names those that there are. New keys reach a running host after a while, or with: ${azApp('restart', names)}`,
    passes: true,
  },
  'server-error': {
    symptom: 'The server answers with an error, or not as MCP has it',
    cause: 'Something in the app, or before it, is broken.',
    remedy: (names) => `What it logs: ${logs(names)}`,
    passes: true,
  },
} as const satisfies Record<string, KnownFailure>;
