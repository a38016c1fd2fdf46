import { markup, type Markup } from '../html/markup.ts';
import { fitText, picture, type PictureText, round } from './picture.ts';
import { linearScale } from './scale.ts';

export interface Bar {
  readonly label: string;
  readonly series: 'first' | 'second';
  readonly value: number;
  /** The value in words. */
  readonly text: string;
  /** The least and the greatest of what `value` stands for. */
  readonly spread?: readonly [least: number, greatest: number];
}

const width = 460;
const rowHeight = 44;

/** Horizontal bars from 0, each below its label, with lines for their spread. */
export function barChart(
  text: PictureText,
  bars: readonly Bar[],
  formatTick: (value: number) => string,
): Markup {
  const greatest = Math.max(...bars.flatMap(({ value, spread }) => [value, ...(spread ?? [])]));
  const { at, ticks } = linearScale(greatest, [8, width - 24]);
  const bottom = bars.length * rowHeight + 4;
  const axis = ticks.map((tick) => {
    const x = round(at(tick));
    return markup`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${bottom}"/><text class="faint" x="${x}" y="${bottom + 16}" text-anchor="middle">${formatTick(tick)}</text>`;
  });
  const rows = bars.map((bar, index) => barRow(bar, index * rowHeight, at));
  const base = markup`<line class="axis" x1="${round(at(0))}" x2="${round(at(0))}" y1="0" y2="${bottom}"/>`;
  return picture(text, [width, bottom + 22], markup`${axis}${rows}${base}`);
}

function barRow(
  { label, series, value, text, spread }: Bar,
  top: number,
  at: (value: number) => number,
): Markup {
  const x = round(at(0));
  const y = top + 22;
  const words = `${fitText(label, 200)}: ${text}`;
  return markup`<text x="${x + 4}" y="${top + 16}">${words}</text>
<rect class="${series}" x="${x}" y="${y}" width="${Math.max(1, round(at(value) - x))}" height="14"/>
${
  spread &&
  whiskers(
    spread.map((end) => round(at(end))),
    y + 7,
  )
}`;
}

function whiskers([from, to]: readonly number[], y: number): Markup {
  return markup`<path class="spread" d="M${from} ${y - 4}v8M${from} ${y}H${to}M${to} ${y - 4}v8"/>`;
}
