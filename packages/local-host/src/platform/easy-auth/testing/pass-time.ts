import { onTestFinished, vi } from 'vitest';

/** Lets so much time pass, in milliseconds, without waiting for it. The clock stands still from then on. */
export function passTime(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
  onTestFinished(() => void vi.useRealTimers());
}
