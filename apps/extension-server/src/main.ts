import { authLock, catalogue, createServices, readAuthMode } from '@side-by-side/tools';
import { registerCatalogue } from './app.ts';

registerCatalogue(catalogue, {
  services: createServices(process.env),
  authMode: readAuthMode(process.env),
  lock: authLock(process.env),
});
