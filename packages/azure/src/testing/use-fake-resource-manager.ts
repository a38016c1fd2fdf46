import { onTestFinished } from 'vitest';
import { type Arm, type ArmOptions, connectArm } from '../arm/arm.ts';
import type { AuthMode } from '../server.ts';
import { subscriptionId } from './fake-resource-manager/fake-app.ts';
import type { FakeState } from './fake-resource-manager/fake-state.ts';
import {
  type FakeResourceManager,
  startFakeResourceManager,
} from './fake-resource-manager/start-fake-resource-manager.ts';

export interface UsedResourceManager extends FakeResourceManager {
  /** The real client, connected to the fake. */
  readonly arm: Arm;
  /** Another one, with other limits. */
  readonly connect: (options: Partial<ArmOptions>) => Promise<Arm>;
}

/** Starts the fake for one test, with the real client on it. */
export async function useFakeResourceManager(
  authMode: AuthMode = 'entra',
  given: Partial<FakeState> = {},
): Promise<UsedResourceManager> {
  const fake = await startFakeResourceManager(authMode, given);
  onTestFinished(() => fake[Symbol.asyncDispose]());
  const { credential, httpClient } = fake;
  const connect = (options: Partial<ArmOptions>): Promise<Arm> =>
    connectArm({ credential, httpClient, subscriptionId, retryDelayMs: 1, ...options });
  return { ...fake, arm: await connect({}), connect };
}
