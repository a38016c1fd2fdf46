import { startServer } from '@side-by-side/self-hosted-server/app';
import { probeCatalogue } from '../../probe-catalogue.ts';

startServer(probeCatalogue, process.env);
