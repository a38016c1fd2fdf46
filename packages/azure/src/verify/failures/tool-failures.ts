import { azd, deploy, type KnownFailure, logs } from './known-failure.ts';

/** What is wrong with what a server serves. */
export const toolFailures = {
  'no-tools': {
    symptom: 'The server lists no tool',
    cause: 'The catalogue in the deployed package is empty.',
    remedy: deploy,
  },
  'call-failed': {
    symptom: 'A tool that only reads answers with an error',
    cause: 'What the tool needs is not there; the log of the app has the error.',
    remedy: logs,
  },
  'old-revision': {
    symptom: 'The server speaks an older revision of MCP than it could',
    cause:
      'The deployed package, or the extension bundle that the app has, is older than this project.',
    remedy: deploy,
  },
  'tools-differ': {
    symptom: 'The servers list different tools',
    cause: 'One of them has an older package.',
    remedy: (names) => azd('deploy', names),
  },
} as const satisfies Record<string, KnownFailure>;
