// The one file that runs on the machine's own Node: `node scripts/run.mjs COMMAND [arguments]`, from any folder.
// Only what a very old Node parses stands here and in node-versions.mjs, so that it can still say what is wrong.
import { refusal } from './bootstrap/node-versions.mjs';

const message = refusal(process.version);
if (message) {
  console.error(message);
  process.exitCode = 1;
} else {
  void import('./bootstrap/main.mjs').then(function start(bootstrap) {
    return bootstrap.main(process.argv.slice(2));
  });
}
