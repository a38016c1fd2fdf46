import { markup, type Markup } from '../html/markup.ts';
import type { Histogram } from '../../report/performance.ts';
import type { Scale } from './scale.ts';
import { fitText, picture, type PictureText, round } from './picture.ts';

export interface HistogramPanel {
  readonly label: string;
  readonly series: 'first' | 'second';
  readonly histogram: Histogram;
}

const width = 460;
const panelHeight = 84;
const left = 8;

/** How often values fell between bounds, one panel a server, on one axis for all. */
export function histogramChart(
  text: PictureText,
  panels: readonly HistogramPanel[],
  formatTick: (value: number) => string,
): Markup {
  const bounds = panels.flatMap(({ histogram }) => histogram.bounds);
  const { at, ticks } = axisOf(bounds);
  const bottom = panels.length * panelHeight;
  const drawn = panels.map((panel, index) => drawPanel(panel, index * panelHeight, at));
  const axis = ticks.map(
    (tick) =>
      markup`<text class="faint" x="${round(at(tick))}" y="${bottom + 16}" text-anchor="middle">${formatTick(tick)}</text>`,
  );
  return picture(text, [width, bottom + 22], markup`${drawn}${axis}`);
}

function drawPanel(
  { label, series, histogram: { bounds, counts } }: HistogramPanel,
  top: number,
  at: (value: number) => number,
): Markup {
  const most = Math.max(1, ...counts);
  const floor = top + panelHeight - 6;
  const bars = counts.map((count, index) => {
    const [from, to] = [at(bounds[index]!), at(bounds[index + 1]!)];
    const height = (count / most) * (panelHeight - 32);
    return markup`<rect class="${series}" x="${round(from)}" y="${round(floor - height)}" width="${Math.max(0.5, round(to - from - 1))}" height="${round(height)}"/>`;
  });
  return markup`<text x="${left}" y="${top + 16}">${fitText(label, 400)}</text>${bars}<line class="axis" x1="${left}" x2="${width - 8}" y1="${floor}" y2="${floor}"/>`;
}

/** Logarithmic where the bounds are far apart, as those of latencies are. */
function axisOf(bounds: readonly number[]): Scale {
  const [least, greatest] = [Math.min(...bounds), Math.max(...bounds)];
  const isWide = least > 0 && greatest / least > 10;
  const [place, value] = isWide ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x];
  const [from, to] = [place(least), place(greatest)];
  const length = to - from || 1;
  return {
    ticks: Array.from({ length: 5 }, (_, index) => value(from + (length * index) / 4)),
    at: (x) => left + 16 + ((place(x) - from) / length) * (width - 2 * left - 32),
  };
}
