import { fileURLToPath } from 'node:url';

/**
 * Where the worker keeps its stripped and compiled modules (`NODE_COMPILE_CACHE`). Without it each start of a worker
 * would spend some 150 ms on stripping the types of its own few files. Not in a shared temporary folder, where
 * another user could leave code for us to run.
 */
export const compileCacheFolder = fileURLToPath(
  new URL('../../node_modules/.cache/worker', import.meta.url),
);
