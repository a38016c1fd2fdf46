export { probeHostingModes } from './probe-hosting-modes.ts';
export { renderHostingModes } from './render-page.ts';
export { renderReadme } from './render-readme-table.ts';
