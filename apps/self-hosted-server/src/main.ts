import { catalogue } from '@side-by-side/tools';
import { startServer } from './app.ts';

startServer(catalogue, process.env);
