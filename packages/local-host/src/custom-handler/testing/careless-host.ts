// Starts the handler of the app in the given folder, and exits without ending it when its input ends.
import { readHostJson } from '../../settings/host-json.ts';
import { HostLog } from '../../log/log.ts';
import { HandlerProcess } from '../handler-process.ts';
import { readCustomHandlerOptions } from '../options.ts';

const appRoot = process.argv[2]!;
const { env } = process;
const options = readCustomHandlerOptions(await readHostJson(appRoot, env), env)!;
const handler = new HandlerProcess({ options, appRoot, env, port: 1, log: new HostLog() });
void handler.ended;
process.stdin.resume().once('end', () => process.exit(5));
