import { markup, type Markup } from '../html/markup.ts';
import { fitText, picture, type PictureText, round } from './picture.ts';
import { factorScale } from './scale.ts';

export interface Factor {
  readonly label: string;
  /** Above 1 it is to the second server's advantage, below to the first one's. */
  readonly factor: number;
  readonly text: string;
  /** Neither side's colour: it may be chance. */
  readonly isOpen: boolean;
}

const width = 640;
const rowHeight = 40;
const top = 26;

/** Bars from the middle to the side of the server that is better, as far as it is better. */
export function factorChart(
  text: PictureText,
  factors: readonly Factor[],
  [first, second]: readonly [string, string],
): Markup {
  const { at, ticks } = factorScale(
    factors.map(({ factor }) => factor),
    [28, width - 28],
  );
  const bottom = top + factors.length * rowHeight + 4;
  const axis = ticks.map((tick) => {
    const x = round(at(tick));
    const times = `${tick < 1 ? Math.round(1 / tick) : tick}×`;
    return markup`<line class="${tick === 1 ? 'axis' : 'grid'}" x1="${x}" x2="${x}" y1="${top - 4}" y2="${bottom}"/><text class="faint" x="${x}" y="${bottom + 16}" text-anchor="middle">${times}</text>`;
  });
  const rows = factors.map(({ label, factor, text: words, isOpen }, index) => {
    const y = top + index * rowHeight;
    const [from, to] = [at(1), at(factor)].toSorted((one, other) => one - other);
    return markup`<text x="${width / 2}" y="${y + 12}" text-anchor="middle">${fitText(label, 400)}: ${words}</text>
<rect class="${isOpen ? 'open' : factor < 1 ? 'first' : 'second'}" x="${round(from!)}" y="${y + 17}" width="${Math.max(1, round(to! - from!))}" height="12"/>`;
  });
  const sides = markup`<text x="4" y="14">← ${fitText(first, 200)} better</text><text x="${width - 4}" y="14" text-anchor="end">${fitText(second, 200)} better →</text>`;
  return picture(text, [width, bottom + 22], markup`${sides}${axis}${rows}`);
}
