// table, and data_table with sorting and pages.
import { html, useState } from "../lib/html.mjs";
import { RichText } from "./rich-text.mjs";
import { plain } from "./text.mjs";

const cellText = (cell) => (cell?.type === "rich_text" ? (cell.elements ?? []).flatMap((part) => part.elements ?? []).map((leaf) => leaf.text ?? "").join("")
  : String(cell?.text?.text ?? cell?.text ?? cell?.value ?? cell?.number ?? ""));
const number = (cell) => (cell?.type === "raw_number" ? Number(cell.value ?? cell.number ?? cell.text) : NaN);
const Cell = ({ of }) => (of?.type === "rich_text" ? html`<${RichText} of=${of} />` : cellText(of));
const side = (cell, setting) => setting?.align ?? (cell?.type === "raw_number" ? "right" : "left");

const Scroll = ({ label, children }) => html`<div class="table-scroll" tabindex="0" role="group" aria-label=${label}>${children}</div>`;

export function Table({ block }) {
  const [head = [], ...rows] = block.rows ?? [];
  const look = (cell, index) => `${side(cell, block.column_settings?.[index])}${block.column_settings?.[index]?.is_wrapped ? " wrapped" : ""}`;
  return html`<${Scroll} label="Table"><table>
    <thead><tr>${head.map((cell, i) => html`<th scope="col" class=${look(cell, i)}><${Cell} of=${cell} /></th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class=${look(cell, i)}><${Cell} of=${cell} /></td>`)}</tr>`)}</tbody></table><//>`;
}

const compare = (a, b) => (Number.isNaN(number(a)) ? cellText(a).localeCompare(cellText(b), "en", { numeric: true }) : number(a) - number(b));

export function DataTable({ block }) {
  const [sort, setSort] = useState(null); // {column, down}
  const [page, setPage] = useState(0);
  const [head = [], ...all] = block.rows ?? [];
  const size = block.page_size ?? 5;
  const rows = sort ? [...all].sort((a, b) => compare(a[sort.column], b[sort.column]) * (sort.down ? -1 : 1)) : all;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const at = Math.min(page, pages - 1);
  const state = (column) => (sort?.column !== column ? "none" : sort.down ? "descending" : "ascending");
  const turn = (column) => setSort(sort?.column !== column ? { column, down: false } : sort.down ? null : { column, down: true });
  const caption = plain(block.caption);
  return html`<figure class="data-table"><figcaption>${caption}</figcaption>
    <${Scroll} label=${caption}><table>
      <thead><tr>${head.map((cell, column) => html`<th scope="col" aria-sort=${state(column)} class=${side(all[0]?.[column])}>
        <button type="button" onClick=${() => turn(column)}>${cellText(cell)}<span class="sort" aria-hidden="true">${{ none: "", ascending: "↑", descending: "↓" }[state(column)]}</span></button></th>`)}</tr></thead>
      <tbody>${rows.slice(at * size, (at + 1) * size).map((row) => html`<tr>${row.map((cell, column) => column === (block.row_header_column_index ?? -1)
        ? html`<th scope="row"><${Cell} of=${cell} /></th>` : html`<td class=${side(cell)}><${Cell} of=${cell} /></td>`)}</tr>`)}</tbody></table><//>
    ${pages > 1 && html`<div class="pager"><button type="button" class="button" disabled=${at === 0} onClick=${() => setPage(at - 1)}>Previous</button>
      <span role="status">${at * size + 1}–${Math.min(rows.length, (at + 1) * size)} of ${rows.length}</span>
      <button type="button" class="button" disabled=${at === pages - 1} onClick=${() => setPage(at + 1)}>Next</button></div>`}</figure>`;
}
