import { styleText } from 'node:util';
import type { ServerRunner } from './server-runner.ts';

/** The block that says what runs where. */
export function formatBanner(
  runners: readonly Pick<ServerRunner, 'plan' | 'url' | 'toolCount'>[],
  watching: boolean,
): string {
  const rows = runners.map(({ plan, url, toolCount }) => {
    const state = toolCount === undefined ? styleText('red', 'does not run') : `${toolCount} tools`;
    return `  ${plan.title.padEnd(20)}${styleText('cyan', url.padEnd(46))}${state}`;
  });
  const hint = `${watching ? 'Restarts when you edit a tool. ' : ''}Ctrl-C stops both.`;
  return [
    '',
    ...rows,
    '',
    styleText('gray', `  ${hint} This is the local host, not Azure.`),
    '',
  ].join('\n');
}
