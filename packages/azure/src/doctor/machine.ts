/** What the doctor looks for on a machine, for the commands that use it. */
export { oldestCoreTools } from './core-tools-checks.ts';
export { findChromium } from './find-chromium.ts';
export { findProgram } from '../programs/find-program.ts';
export { versionOf } from '../programs/run-program.ts';
export { storageAnswers } from './storage-answers.ts';
export { isOlder, readVersion, versionText } from './version.ts';
