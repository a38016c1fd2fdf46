/** What every command of the Azure CLI takes. */
export const azGlobal = '--output -o --query';

const app = '--subscription -g -n';

/**
 * The commands of the Azure CLI that this project names, with those of their options that it names.
 * Held against `az COMMAND --help` of 2.45.0; what came later, against the reference.
 * @see https://learn.microsoft.com/cli/azure/reference-index
 */
export const azCommands: Readonly<Record<string, string>> = {
  'account get-access-token': '--scope',
  'ad app create': '--display-name --sign-in-audience --public-client-redirect-uris',
  'ad app delete': '--id',
  'ad app federated-credential create': '--id --parameters',
  'ad app federated-credential delete': '--id --federated-credential-id',
  'ad app permission admin-consent': '--id',
  // Since 2.68.0: Azure/azure-cli src/azure-cli/HISTORY.rst
  'ad app update': '--id --requested-access-token-version',
  'ad sp create': '--id',
  'ad sp update': '--id --set',
  functionapp: app,
  'functionapp config access-restriction add': `${app} --rule-name --priority --action --ip-address`,
  'functionapp config access-restriction show': app,
  'functionapp config appsettings delete': `${app} --setting-names`,
  'functionapp config appsettings set': `${app} --settings`,
  'functionapp config hostname add': `${app} --hostname`,
  'functionapp delete': app,
  'functionapp keys list': app,
  'functionapp list': '--subscription -g',
  // https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to (View currently supported regions)
  'functionapp list-flexconsumption-locations': '--subscription',
  'functionapp list-flexconsumption-runtimes': '--subscription --location --runtime',
  'functionapp restart': app,
  'functionapp show': app,
  'functionapp start': app,
  'functionapp stop': app,
  'group list': '--subscription',
  'identity federated-credential delete': '-g --identity-name --name',
  login: '--tenant --scope',
  'provider register': '--subscription --namespace --wait',
  'resource tag': `${app} --is-incremental --resource-type --tags`,
  rest: '--method --url',
  'role assignment create': '--assignee --role --scope',
  'role assignment list': '--assignee --scope --include-inherited --include-groups',
  'tag update': '--operation --tags --resource-id',
};

/** What every command of azd takes. */
export const azdGlobal = '--environment -e --no-prompt --output';

/**
 * The same of azd.
 * @see Azure/azure-dev:cli/azd/cmd/testdata (TestUsage-*.snap)
 */
export const azdCommands: Readonly<Record<string, string>> = {
  'auth login': '--check-status --client-id --federated-credential-provider --tenant-id',
  'auth logout': '',
  'config set': '',
  deploy: '',
  down: '--force --purge',
  'env get-values': '',
  'env new': '',
  'env refresh': '',
  'env select': '',
  'env set': '',
  monitor: '--logs',
  'pipeline config': '--provider',
  provision: '--no-state',
  up: '',
  version: '',
};
