import { postdown, predown } from './down.ts';
import type { Hook } from './hook.ts';
import { postdeploy } from './postdeploy.ts';
import { predeploy } from './predeploy.ts';
import { preprovision } from './preprovision.ts';

/** The hooks of azure.yaml, by their names. */
export const hooks: Readonly<Record<string, Hook>> = {
  preprovision,
  predeploy,
  postdeploy,
  predown,
  postdown,
};
