import { registerCatalogue } from '@side-by-side/extension-server/app';
import { createServices, readAuthMode } from '@side-by-side/tools';
import { probeCatalogue } from '../../probe-catalogue.ts';

registerCatalogue(probeCatalogue, {
  services: createServices(process.env),
  authMode: readAuthMode(process.env),
});
