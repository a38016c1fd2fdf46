import type { CheckResult } from '../checks/check.ts';
import { failed, ok } from '../checks/results.ts';
import type { Check } from '../checks/run-checks.ts';
import type { Deployment, MissingServer } from '../deployment/deployment.ts';
import { knownFailures } from './failures/known-failures.ts';
import { finding, namesOf } from './finding.ts';
import { createLook, type Look, type LookParts } from './look.ts';
import { compareTools } from './mcp/compare-tools.ts';
import { isStopped, serverChecks } from './server-checks.ts';

/** All checks of a deployment: each server, then whether both agree. What is seen is seen once. */
export function deploymentChecks(deployment: Deployment, parts: LookParts): readonly Check[] {
  const looks = deployment.servers.map((server) => createLook({ deployment, server }, parts));
  const checks = [
    ...deployment.missing.map((missing) => missingCheck(missing)),
    ...looks.flatMap((look) =>
      serverChecks(
        look,
        looks.find((other) => other !== look),
      ),
    ),
    ...agreementCheck(looks),
  ];
  return checks.map((check) => untilAborted(check, parts.signal));
}

/** A server that should be there. */
export function missingCheck({ service, title, kind, message, remedy }: MissingServer): Check {
  const id = `${service}.app`;
  const known = (
    {
      gone: 'app-missing',
      untagged: 'tag-missing',
      several: 'tag-missing',
      unseen: 'permission-missing',
    } as const
  )[kind];
  return {
    id,
    title: `${title}: its app`,
    run: () =>
      failed(id, `${title}: ${message}`, { cause: knownFailures[known].cause, remedy, known }),
  };
}

function agreementCheck([one, other]: readonly Look[]): readonly Check[] {
  if (!one || !other) return [];
  const id = 'tools';
  return [
    {
      id,
      title: 'whether both have the same tools',
      async run(): Promise<readonly CheckResult[]> {
        if (isStopped(one) || isStopped(other)) return [];
        const [first, second] = await Promise.all([one.listing(), other.listing()]);
        if (!first?.ok || !second?.ok) return [];
        const differences = compareTools(first.value.tools, second.value.tools);
        if (differences.length === 0) return [ok(id, 'Both servers have the same tools.')];
        const message = `The servers do not have the same tools: ${differences.join('; ')}.`;
        return [finding(id, message, 'tools-differ', namesOf(one.subject))];
      },
    },
  ];
}

/** After Ctrl-C no check says anything more. */
function untilAborted(check: Check, signal: AbortSignal): Check {
  return {
    ...check,
    async run(given) {
      if (signal.aborted) return [];
      const aborted = Promise.withResolvers<readonly []>();
      const giveUp = (): void => aborted.resolve([]);
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        return await Promise.race([aborted.promise, check.run(given)]);
      } catch (error) {
        if (signal.aborted) return [];
        throw error;
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
  };
}
