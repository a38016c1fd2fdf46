import { expect, test } from 'vitest';
import { labelOf } from './label.ts';

const local = { place: 'local host', url: new URL('http://127.0.0.1:1/mcp') } as const;
const loopback = { place: 'elsewhere', url: new URL('http://localhost:7071/mcp') } as const;
const azure = { place: 'azure', url: new URL('https://a.azurewebsites.net/mcp') } as const;

test.each([
  [[local, local], 'local host, not Azure'],
  [[loopback, loopback], 'this machine, not Azure'],
  [[azure, azure], 'Azure, seen over the network from this machine'],
  [[loopback, azure], 'this machine, not Azure; Azure, seen over the network from this machine'],
])('no local figure passes for one of Azure', (targets, label) => {
  expect(labelOf(targets)).toBe(label);
});
