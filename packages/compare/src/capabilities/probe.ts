import type { Target } from '../servers/target.ts';
import type { Finding } from './finding.ts';
import type { Lists } from './survey/lists.ts';
import type { Exercise } from './survey/exercise.ts';
import type { Wire } from './wire/wire.ts';
import type { Session } from './wire/session.ts';

/** One row of the comparison, and how it is found out. */
export interface CapabilityProbe {
  /** Stable, `group.name`. */
  readonly id: string;
  readonly title: string;
  /** Milliseconds. @default 10,000 */
  readonly timeout?: number;
  readonly probe: (context: ProbeContext) => Promise<Finding> | Finding;
  /** For servers that do not let us in. @default not observable */
  readonly cold?: (wire: Wire) => Promise<Finding>;
}

/** What a probe may use. */
export interface ProbeContext {
  readonly target: Target;
  /** It ends with the time for the row. */
  readonly wire: Wire;
  /** A conversation that has been begun. */
  readonly session: Session;
  readonly lists: Lists;
  readonly exercise: Exercise;
  /** The server has the probe catalogue, so what is not seen is not there. */
  readonly isProbeServer: boolean;
}
