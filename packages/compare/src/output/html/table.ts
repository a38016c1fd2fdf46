import { markup, type Markup, type MarkupValue } from './markup.ts';

/**
 * A table whose first column names the row.
 * @param columns the headings, the first column's included
 */
export function dataTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly MarkupValue[])[],
): Markup {
  const [name, ...figures] = columns;
  return markup`<table><caption>${caption}</caption>
<thead><tr>${name ? markup`<th scope="col">${name}</th>` : markup`<td></td>`}${figures.map((column) => markup`<th scope="col" class="figure">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...cells]) =>
      markup`<tr><th scope="row">${first}</th>${cells.map((cell) => markup`<td class="figure">${cell}</td>`)}</tr>
`,
  )}</tbody></table>`;
}
