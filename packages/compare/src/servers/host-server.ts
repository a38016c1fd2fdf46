/** A local host in a process of its own, for the app folder in the first argument. It ends with who started it. */
import { startFunctionsHost } from '@side-by-side/local-host';

const controller = new AbortController();
process.on('disconnect', () => controller.abort());
try {
  const host = await startFunctionsHost({ appRoot: process.argv[2]! });
  process.on('disconnect', () => void host.dispose());
  if (controller.signal.aborted) await host.dispose();
  else process.send!({ port: host.port });
} catch (error) {
  process.send?.({ failure: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  process.disconnect?.();
}
