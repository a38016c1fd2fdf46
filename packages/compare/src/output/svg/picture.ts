import { markup, type Markup } from '../html/markup.ts';

/** What every picture says to those who do not see it; its figures are in the table below it. */
export interface PictureText {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** A picture of this size, in units that are about a pixel. */
export function picture(
  { id, title, description }: PictureText,
  [width, height]: readonly [number, number],
  content: Markup,
): Markup {
  return markup`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-description">
<title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>
${content}</svg>`;
}

/** As a picture needs them: a tenth of a pixel is enough. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Cut so that it fits into about `width` units. */
export function fitText(text: string, width: number): string {
  const room = Math.floor(width / 7);
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
