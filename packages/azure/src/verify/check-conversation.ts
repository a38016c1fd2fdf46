import type { CheckResult } from '../checks/check.ts';
import { ok, skipped } from '../checks/results.ts';
import type { ServiceName } from '../server.ts';
import type { Explained } from './explained.ts';
import { finding, namesOf, type Subject } from './finding.ts';
import { commonProblem, refusesEveryCall } from './http/common-problem.ts';
import type { ListedTool } from './mcp/listed-tool.ts';
import type { CallOutcome, Listing, Talk } from './mcp/talk.ts';

/** The newest revision of MCP that each server speaks as this project deploys it. */
const newest: Readonly<Record<ServiceName, string>> = {
  'extension-server': '2025-06-18',
  'self-hosted-server': '2025-11-25',
};

/**
 * What came of `initialize` and `tools/list`.
 * @param explained why it broke off, where more is known than the answer says
 */
export function checkListing(
  subject: Subject,
  talk: Talk<Listing>,
  explained: Explained | undefined,
): readonly CheckResult[] {
  const { server } = subject;
  const id = `${server.service}.mcp`;
  const names = namesOf(subject);
  if (!talk.ok) return [brokenOff(subject, id, talk, explained)];
  const { revision, tools } = talk.value;
  const isOld = revision < newest[server.service];
  const first = isOld
    ? finding(
        `${server.service}.revision`,
        `${server.title}: it speaks MCP ${revision}, and could speak ${newest[server.service]}.`,
        'old-revision',
        names,
        { outcome: 'hint' },
      )
    : ok(id, `${server.title}: it speaks MCP ${revision}.`);
  const list = `${server.service}.tools`;
  const second =
    tools.length === 0
      ? finding(list, `${server.title}: it lists no tool.`, 'no-tools', names)
      : ok(
          list,
          `${server.title}: it lists ${tools.length} ${tools.length === 1 ? 'tool' : 'tools'}.`,
        );
  return [first, second];
}

/** What came of calling a tool. */
export function checkCall(
  subject: Subject,
  tool: ListedTool | undefined,
  talk: Talk<CallOutcome> | undefined,
  explained: Explained | undefined,
): CheckResult {
  const { server } = subject;
  const id = `${server.service}.call`;
  const names = namesOf(subject);
  if (!tool || !talk) {
    return skipped(id, `${server.title}: no tool was called.`, {
      cause:
        'None says that it only reads, takes no arguments and asks nobody else; for an extension server, which cannot say so, the self-hosted server would.',
    });
  }
  if (!talk.ok) {
    return talk.sent
      ? brokenOff(subject, id, talk, explained)
      : finding(id, `${server.title}: ${tool.name} fails.`, 'call-failed', names, {
          detail: talk.message,
        });
  }
  const { isError, text } = talk.value;
  if (isError && refusesEveryCall.test(text)) {
    return finding(id, `${server.title}: it refuses every call.`, 'package-refuses', names);
  }
  if (isError) {
    return finding(
      id,
      `${server.title}: ${tool.name} answers with an error.`,
      'call-failed',
      names,
      {
        detail: text.slice(0, 200) || undefined,
      },
    );
  }
  return ok(id, `${server.title}: it answers a call of ${tool.name}.`);
}

function brokenOff(
  subject: Subject,
  id: string,
  { sent, message }: Talk<unknown> & { readonly ok: false },
  explained: Explained | undefined,
): CheckResult {
  const { server } = subject;
  const names = namesOf(subject);
  const problem = sent && commonProblem(subject, sent);
  if (problem) {
    const known = explained?.known ?? problem.known;
    return finding(id, `${server.title}: ${problem.what}`, known, names, explained);
  }
  const status = sent && 'answer' in sent ? sent.answer.status : undefined;
  if (explained && (status === 401 || status === 403)) {
    const what = `${server.title}: it refuses a caller with ${status}.`;
    return finding(id, what, explained.known, names, explained);
  }
  return status === undefined
    ? finding(id, `${server.title}: it does not speak MCP.`, 'server-error', names, {
        detail: message,
      })
    : finding(id, `${server.title}: it answers ${status}.`, 'server-error', names);
}
