import { createHash } from 'node:crypto';
import type { ComparedServer, Report } from '../../report/report.ts';
import { describeRun, partialNotice, placeOf, titleOf } from '../wording/about.ts';
import { capabilitiesSection } from './capabilities.ts';
import { inShortSection } from './in-short.ts';
import { markup, type Markup, trustedMarkup } from './markup.ts';
import { metersSection } from './meters.ts';
import { performanceSection } from './performance.ts';
import { costSection, sizeSection } from './size-and-cost.ts';
import { style } from './style.ts';

// The page may do nothing but show itself: no script, no request, no style but ours.
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The report as one page that needs nothing besides itself: it can be opened from disk, sent and printed. */
export function renderHtml(report: Report): string {
  const sections = [
    ['in-short', 'In short', inShortSection(report)],
    ['capabilities', 'Capabilities', capabilitiesSection(report)],
    ['performance', 'Performance', performanceSection(report)],
    ['size', 'Size', sizeSection(report)],
    ['cost', 'Cost', costSection(report)],
    ['meters', 'Metered', metersSection(report)],
  ] as const;
  const shown = sections.filter(([, , section]) => section);
  const links = shown.map(([id, title]) => markup`<li><a href="#${id}">${title}</a></li>`);
  const [first, second] = report.servers;
  return String(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${titleOf(report)}</title>
<style>${trustedMarkup(style)}</style>
</head>
<body>
<header><h1>${titleOf(report)}</h1>
${report.isPartial ? markup`<p class="notice"><strong>${partialNotice}</strong></p>` : undefined}
<div class="servers">${serverCard(first, 'first')}${serverCard(second, 'second')}</div>
<p class="faint">${describeRun(report)}</p>
<nav aria-label="Sections"><ul>${links}</ul></nav></header>
<main>
${shown.map(([, , section]) => section)}
</main>
</body>
</html>
`);
}

function serverCard(server: ComparedServer, place: 'first' | 'second'): Markup {
  const { title, url, name, version } = server;
  const self = [name, version].filter((part) => part !== undefined).join(' ');
  return markup`<div class="server ${place}"><p><strong>${title}</strong> <span class="badge">${placeOf(server)}</span></p>
<p>${url}</p>${self && markup`<p class="faint">It calls itself ${self}.</p>`}</div>`;
}
