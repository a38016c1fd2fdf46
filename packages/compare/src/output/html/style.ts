/** The style of the page: light and dark, narrow and wide, and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #fff; --panel: #f5f6f8; --ink: #1b1f24; --faint: #57606a; --line: #d0d5dc;
  --first: #1660b0; --second: #b3530c;
  --yes: #14652f; --partly: #7a5200; --no: #a8240f; --focus: #1660b0;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --panel: #1e2228; --ink: #e6e9ed; --faint: #a3acb7; --line: #3a414a;
    --first: #76b1f2; --second: #f0a35e;
    --yes: #6fd08c; --partly: #e3b341; --no: #ff9384; --focus: #76b1f2;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: .5rem 0; max-width: 60rem; }
a { color: var(--first); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .75rem 0; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
.faint { color: var(--faint); }
.notice { border: 2px solid var(--no); padding: .5rem .75rem; border-radius: .375rem; }
.servers { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: .75rem; margin: 1rem 0; }
.server { background: var(--panel); border-top: 4px solid var(--first); border-radius: .375rem; padding: .5rem .75rem; }
.server.second { border-color: var(--second); }
.server p { margin: 0; }
.badge { border: 1px solid currentColor; border-radius: 1rem; padding: 0 .6rem; font-size: .85rem; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .92rem; }
caption { text-align: left; color: var(--faint); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
thead th, thead td { border-bottom: 2px solid var(--line); }
tbody th { font-weight: 500; }
td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; }
.capabilities { table-layout: fixed; }
.capabilities td, .capabilities th { overflow-wrap: anywhere; }
.capabilities thead th:first-child { width: 24%; }
.capabilities tr.group th { background: var(--panel); font-weight: 600; }
.verdict { font-weight: 600; white-space: nowrap; }
.verdict.yes { color: var(--yes); } .verdict.partly { color: var(--partly); }
.verdict.no { color: var(--no); } .verdict.open { color: var(--faint); }
.filter { display: inline-flex; gap: .5rem; align-items: center; }
body:has(#differing:checked) .alike { display: none; }
details > summary { cursor: pointer; }
details pre { margin: .25rem 0 .75rem; padding: .5rem; background: var(--panel); border-radius: .375rem;
  font: .8rem/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 1rem; align-items: start; }
figure { margin: 0; background: var(--panel); border-radius: .375rem; padding: .75rem; min-width: 0; }
figure.wide { margin: 1rem 0; }
@media (min-width: 64rem) { .beside { display: grid; grid-template-columns: minmax(0, 36rem) minmax(0, 1fr); gap: 1rem; }
  .beside table { font-size: .82rem; } .beside th, .beside td { padding: .2rem .35rem; } }
figcaption { font-weight: 600; }
figcaption .faint { font-weight: 400; }
svg { display: block; max-width: 100%; height: auto; margin: .5rem 0; font: 13px system-ui, sans-serif; }
svg text { fill: var(--ink); paint-order: stroke; stroke: var(--panel); stroke-width: 3px; } svg .faint { fill: var(--faint); }
svg .first { fill: var(--first); } svg .second { fill: var(--second); }
svg .open { fill: none; stroke: var(--faint); stroke-width: 1; }
svg .axis { stroke: var(--faint); stroke-width: 1; } svg .grid { stroke: var(--line); stroke-width: 1; }
svg .spread { stroke: var(--ink); stroke-width: 1.5; fill: none; }
@media screen and (max-width: 40rem) {
  body { padding: 1rem .75rem; }
  table { font-size: .8rem; }
  th, td { padding: .25rem; overflow-wrap: anywhere; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .filter { display: none; }
  tr, figure, .server { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  svg .first, svg .second, .server { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
