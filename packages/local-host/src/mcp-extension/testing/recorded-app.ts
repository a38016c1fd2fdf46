import { readFileSync } from 'node:fs';
import type { InstanceOptions } from '../../testing/instances.ts';
import { fixtures } from './recordings.ts';

/** The app that the extension was recorded with. @param hostJson which of its files is its host.json */
export function recordedApp(
  hostJson: 'host.json' | 'host.defaults.json',
): Pick<InstanceOptions, 'app' | 'files'> {
  return {
    app: `${fixtures}/app`,
    files: {
      'host.json': readFileSync(`${fixtures}/app/${hostJson}`, 'utf8'),
      // As if `func extensions install` had been run: the recorded app names no bundle.
      'bin/extensions.json': '{}',
    },
  };
}
