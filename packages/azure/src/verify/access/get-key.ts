import type { Arm } from '../../arm/arm.ts';
import { readHostKeys, serverKey } from '../../arm/host-keys.ts';
import { ok } from '../../checks/results.ts';
import { finding, namesOf, type Subject } from '../finding.ts';
import { notAnswered } from '../not-answered.ts';
import type { Access } from './access.ts';

/** The header that the Functions host reads a key from. */
export const keyHeader = 'x-functions-key';

const titles = {
  'extension-server': 'the system key mcp_extension',
  'self-hosted-server': 'the host key default',
} as const;

/** The key that opens a server, from Azure. */
export async function getKey(subject: Subject, arm: Arm): Promise<Access> {
  const { deployment, server } = subject;
  const id = `${server.service}.key`;
  const title = titles[server.service];
  const names = namesOf(subject);
  const keys = await readHostKeys(arm, {
    resourceGroup: deployment.resourceGroup,
    name: server.appName,
  });
  if (!keys.ok) {
    // So it is answered while the host, which has the keys, does not run.
    const line =
      keys.status === 400
        ? finding(id, `${server.title}: ${title} is not there yet.`, 'key-missing', names, {
            detail: keys.reason,
          })
        : notAnswered(id, `${server.title}: its keys`, keys, names);
    return { ok: false, line };
  }
  const key = serverKey(server.service, keys.value);
  if (!key) {
    const message = `${server.title}: ${title} is not there.`;
    return { ok: false, line: finding(id, message, 'key-missing', names) };
  }
  return {
    ok: true,
    headers: { [keyHeader]: key.reveal() },
    line: ok(id, `${server.title}: it has ${title}.`),
  };
}
