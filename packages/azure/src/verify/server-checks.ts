import type { CheckResult } from '../checks/check.ts';
import { skipped } from '../checks/results.ts';
import type { Check } from '../checks/run-checks.ts';
import { checkApp, checkFunctions, checkPlan } from './check-app.ts';
import { checkCall, checkListing } from './check-conversation.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { checkMetadata, metadataUrl } from './check-metadata.ts';
import { checkSettings } from './check-settings.ts';
import { checkSignIn } from './sign-in/check-sign-in.ts';
import { explain } from './explain.ts';
import { readChallenge } from './http/challenge.ts';
import { commonProblem } from './http/common-problem.ts';
import { send } from './http/send.ts';
import type { Look } from './look.ts';
import { harmlessTool, type ListedTool } from './mcp/listed-tool.ts';
import { callTool } from './mcp/talk.ts';

/**
 * The checks of one server, in the order in which a request meets what they look at.
 * @param other the other server, which may know which tools are harmless
 */
export function serverChecks(look: Look, other: Look | undefined): readonly Check[] {
  const { server } = look.subject;
  const runs = !isStopped(look);
  const check = (part: string, title: string, run: Check['run']): Check => ({
    id: `${server.service}.${part}`,
    title: `${server.title}: ${title}`,
    run,
  });
  return [
    check('app', 'its app', () => checkApp(look.subject)),
    check('plan', 'its plan', () => checkPlan(look.subject)),
    check('settings', 'its settings', async () =>
      checkSettings(look.subject, (await look.facts()).settings),
    ),
    check('easy-auth', 'who is let in', async () => checkSignIn(look.subject, await look.facts())),
    check('functions', 'its package', async () => {
      const { functions } = await look.facts();
      if (!functions.ok || functions.value.length > 0)
        return checkFunctions(look.subject, functions, undefined);
      const known = await look.deployments();
      return checkFunctions(
        look.subject,
        functions,
        await talks(look),
        known.ok ? known.value : [],
      );
    }),
    ...(runs ? conversationChecks(look, other, check) : []),
  ];
}

type MakeCheck = (part: string, title: string, run: Check['run']) => Check;

function conversationChecks(look: Look, other: Look | undefined, check: MakeCheck): Check[] {
  const { subject, parts } = look;
  const { server, deployment } = subject;
  /** Whether it makes sense to ask more. */
  const answers = async (): Promise<boolean> =>
    commonProblem(subject, await look.endpoint()) === undefined;
  return [
    check('endpoint', 'its endpoint', async () => {
      const sent = await look.endpoint();
      return checkEndpoint(subject, sent, await explain(look, sent, false));
    }),
    check('metadata', 'its metadata', async () => {
      if (deployment.authMode !== 'entra' || !(await answers())) return [];
      const announced = announcedBy(await look.endpoint());
      const url = metadataUrl(server.url, announced);
      const sent = await send(parts.fetch, url, {}, parts.signal);
      return checkMetadata(subject, sent, announced);
    }),
    check('access', 'a key or a token', async () => {
      if (!(await answers())) return [];
      const access = await look.access();
      return access.line ?? [];
    }),
    check('mcp', 'talking to it', async (): Promise<readonly CheckResult[]> => {
      const talk = (await answers()) ? await look.listing() : undefined;
      if (!talk)
        return [skipped(`${server.service}.mcp`, `${server.title}: it was not talked to.`)];
      return checkListing(
        subject,
        talk,
        talk.ok ? undefined : await explain(look, talk.sent, true),
      );
    }),
    check('call', 'a call', async () => {
      const talk = (await answers()) ? await look.listing() : undefined;
      const line = await look.line();
      if (!talk?.ok || !line || talk.value.tools.length === 0) return [];
      const tool = harmlessTool(talk.value.tools, await toolsOf(other));
      const called = tool && (await callTool(line, tool.name));
      const explained = called && !called.ok ? await explain(look, called.sent, true) : undefined;
      return checkCall(subject, tool, called, explained);
    }),
  ];
}

/** Whether a server speaks MCP; undefined where nothing opens it. */
async function talks(look: Look): Promise<boolean | undefined> {
  if (isStopped(look) || commonProblem(look.subject, await look.endpoint())) return false;
  return (await look.listing())?.ok;
}

/** The tools of a server, as far as it lists any. */
async function toolsOf(look: Look | undefined): Promise<readonly ListedTool[]> {
  if (!look || isStopped(look)) return [];
  const talk = await look.listing();
  return talk?.ok ? talk.value.tools : [];
}

function announcedBy(sent: Awaited<ReturnType<Look['endpoint']>>): string | undefined {
  return 'answer' in sent ? readChallenge(sent.answer.headers)?.resourceMetadata : undefined;
}

/** Whether Azure says so; where the app cannot be read it is asked. */
export function isStopped({ subject }: Look): boolean {
  const { site } = subject.server;
  return site.ok && (!site.value.enabled || site.value.state.toLowerCase() === 'stopped');
}
