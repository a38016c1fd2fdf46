import { expect, test } from 'vitest';
import { at, plain, readBicep, readDeclaration } from './support/bicep.ts';

/** The virtual network in which both apps reach storage. */

const file = 'modules/network.bicep';
const declarations = readBicep(file);

test('each app has a subnet of its own, handed over to Flex Consumption', () => {
  const subnets = plain(at(readDeclaration(file, 'network').value, 'properties', 'subnets'));
  const delegations = [
    { name: "'flex'", properties: { serviceName: "'Microsoft.App/environments'" } },
  ];
  // /24 is more than the /27 that Flex asks for at least; no underscore may stand in a name.
  expect(subnets).toEqual([
    { name: "'private-endpoints'", properties: { addressPrefix: "'10.0.1.0/24'" } },
    {
      name: "'extension-server'",
      properties: { addressPrefix: "'10.0.2.0/24'", delegations },
    },
    {
      name: "'self-hosted-server'",
      properties: { addressPrefix: "'10.0.3.0/24'", delegations },
    },
  ]);
});

test('an app is made when its way to storage is there: its first start reads it', () => {
  const sites = readBicep('main.bicep').filter(({ type }) => type === 'modules/function-app.bicep');
  expect(sites.map(({ value }) => at(value, 'params', 'subnetId'))).toEqual([
    'network.?outputs.extensionSubnetId',
    'network.?outputs.selfHostedSubnetId',
  ]);
});

/** @see https://github.com/Azure/bicep-registry-modules/issues/6001 */
test('endpoints are made one after the other: at once they can lock each other out of storage', () => {
  const [endpoints] = declarations.filter(({ type }) => /\/privateEndpoints@/.test(type));
  expect(endpoints?.decorators).toEqual(['@batchSize(1)']);
});

test('each service of storage that an app calls has an endpoint, and a name that leads to it', () => {
  expect(plain(readDeclaration(file, 'services').value)).toEqual(["'blob'", "'queue'"]);
  const loops = declarations.filter(({ kind, isExisting }) => kind === 'resource' && !isExisting);
  expect(loops.map(({ name, value }) => [name, JSON.stringify(plain(value)).slice(0, 30)])).toEqual(
    [
      ['network', expect.any(String)],
      ...['zones', 'links', 'endpoints', 'zoneGroups'].map((name) => [
        name,
        expect.stringMatching(/^\{"for":\["for (?:service|\(service, index\)) /),
      ]),
    ],
  );
});
