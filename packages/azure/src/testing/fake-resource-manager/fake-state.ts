import type { FakeApp } from './fake-app.ts';
import type { Fault } from './fault.ts';

/** What the fake knows, and how it behaves. */
export interface FakeState {
  subscriptionId: string;
  /** The apps of each resource group. */
  groups: Record<string, FakeApp[]>;
  faults: Fault[];
  /** How many items a page has. */
  pageSize: number;
  /** Puts host keys into `properties`, which the service does not. */
  wrappedKeys: boolean;
}
