import { styleText } from 'node:util';
import { logEntryToJson } from '@side-by-side/local-host';
import { endpointOf, type Runner } from './runner.ts';

export interface BannerOptions {
  readonly host: 'local' | 'func';
  readonly watching: boolean;
  /** How a client gets past the gate of each server; none where it has no gate. */
  readonly howToGetIn?: readonly (string | undefined)[];
}

/** How many tools a server lists, in words. */
export function describeTools(count: number | 'hidden'): string {
  return count === 'hidden' ? 'asks for sign-in' : `${count} tools`;
}

/** The block that says what runs where. */
export function formatBanner(
  runners: readonly Pick<Runner, 'plan' | 'toolCount'>[],
  { host, watching, howToGetIn = [] }: BannerOptions,
): string {
  const rows = runners.map(({ plan, toolCount }, index) => {
    const state =
      toolCount === undefined ? styleText('red', 'does not run') : describeTools(toolCount);
    const row = `  ${plan.title.padEnd(20)}${styleText('cyan', endpointOf(plan).padEnd(46))}${state}`;
    return howToGetIn[index] ? `${row}\n${' '.repeat(22)}${howToGetIn[index]}` : row;
  });
  const hints = [
    ...(host === 'local' && watching ? ['Restarts when you edit a tool.'] : []),
    'Ctrl-C stops both.',
    host === 'local' ? 'This is the local host, not Azure.' : 'These are the Core Tools.',
  ];
  return ['', ...rows, '', styleText('gray', `  ${hints.join(' ')}`), ''].join('\n');
}

/** The same for programs: a line of JSON for each server, after which an interruption stops all in order. */
export function bannerAsJson(runners: readonly Pick<Runner, 'plan' | 'toolCount'>[]): string {
  const lines = runners.map(({ plan, toolCount }) => {
    const state =
      toolCount === undefined ? 'does not run' : `is ready: ${describeTools(toolCount)}`;
    const entry = {
      time: new Date(),
      level: toolCount === undefined ? 'error' : 'information',
      category: 'Host.Startup',
      message: `${endpointOf(plan)} ${state}`,
    } as const;
    return logEntryToJson(entry, plan.label.trim());
  });
  return lines.join('\n');
}
