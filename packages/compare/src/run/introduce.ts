import type { ComparedServer } from '../report/report.ts';
import { endSession, openSession } from '../rpc/mcp-session.ts';
import type { Target } from '../servers/target.ts';

/** A server may say anything of itself. */
const longestName = 200;

/** A server as a report names it, with what it says of itself. */
export async function introduce(target: Target, signal: AbortSignal): Promise<ComparedServer> {
  const { id, title, url, place } = target;
  const server = { id, title, url: url.origin + url.pathname, place };
  try {
    const session = await openSession(target, signal);
    await endSession(target, session);
    const { name, version } = session.introduction;
    return {
      ...server,
      ...(name !== undefined && { name: name.slice(0, longestName) }),
      ...(version !== undefined && { version: version.slice(0, longestName) }),
    };
  } catch {
    // Whether it can be initialized is one of the questions.
    return server;
  }
}
