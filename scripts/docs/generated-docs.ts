import { renderConnectPage } from '@side-by-side/azure/connect/page';
import { renderTroubleshooting } from '@side-by-side/azure/verify/page';
import {
  probeHostingModes,
  renderHostingModes,
  renderReadme,
} from '@side-by-side/compare/hosting-modes';
import { renderReportSchema } from '@side-by-side/compare/schema';
import { renderFidelity } from '@side-by-side/local-host/fidelity';
import { renderAuthPage } from './authorization/render-matrix.ts';

/** Makes a page; it is given the one that is there, of which it may leave parts as they are. */
type Render = (current: string) => string | Promise<string>;

/** The pages that are made from the code, each with what makes it. A test fails when one is stale. */
export const generatedDocs: Readonly<Record<string, Render>> = {
  'docs/local-host.md': () => renderFidelity(),
  'docs/auth.md': (current) => renderAuthPage(current),
  'docs/connect.md': (current) => renderConnectPage(current),
  'docs/troubleshooting.md': (current) => renderTroubleshooting(current),
  'packages/compare/report.schema.json': () => renderReportSchema(),
};

let probed: ReturnType<typeof probeHostingModes> | undefined;
/** Both servers are started and probed once, for all that is written of them. */
const hostingModes = () => (probed ??= probeHostingModes());

/** Those that tell what was found of the servers, for which they have to run. A slow test fails when one is stale. */
export const probedDocs: Readonly<Record<string, Render>> = {
  'docs/hosting-modes.md': async () => renderHostingModes(await hostingModes()),
  'README.md': async (current) => renderReadme(current, await hostingModes()),
};
