import { catalogue, createServices, readAuthMode } from '@side-by-side/tools';
import { registerCatalogue } from './app.ts';

registerCatalogue(catalogue, {
  services: createServices(),
  authMode: readAuthMode(process.env),
});
