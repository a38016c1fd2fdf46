import { styleText } from 'node:util';
import { endpointOf, type Runner } from './runner.ts';

export interface BannerOptions {
  readonly host: 'local' | 'func';
  readonly watching: boolean;
}

/** The block that says what runs where. */
export function formatBanner(
  runners: readonly Pick<Runner, 'plan' | 'toolCount'>[],
  { host, watching }: BannerOptions,
): string {
  const rows = runners.map(({ plan, toolCount }) => {
    const state = toolCount === undefined ? styleText('red', 'does not run') : `${toolCount} tools`;
    return `  ${plan.title.padEnd(20)}${styleText('cyan', endpointOf(plan).padEnd(46))}${state}`;
  });
  const hints = [
    ...(host === 'local' && watching ? ['Restarts when you edit a tool.'] : []),
    'Ctrl-C stops both.',
    host === 'local' ? 'This is the local host, not Azure.' : 'These are the Core Tools.',
  ];
  return ['', ...rows, '', styleText('gray', `  ${hints.join(' ')}`), ''].join('\n');
}
