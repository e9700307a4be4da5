// data_visualization as plain SVG: a legend in words, marks that differ in more than colour, and the figures as a table.
import { html, useId, useState } from "../lib/html.mjs";
import { Pie } from "./pie.mjs";

const W = 640, H = 260, LEFT = 44, RIGHT = 12, TOP = 12, BOTTOM = 34;
const inner = { w: W - LEFT - RIGHT, h: H - TOP - BOTTOM };
const show = (n) => (Math.abs(n) >= 10000 ? `${Math.round(n / 100) / 10}k` : String(Math.round(n * 100) / 100));

/** Round steps for an axis from 0 (or below) to the largest value. */
export function ticks(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const raw = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= raw);
  const out = [];
  for (let n = Math.floor(low / step) * step; out.length < 12; n += step) {
    out.push(Math.round(n * 1e6) / 1e6);
    if (n >= high) break;
  }
  return out;
}

function scales(chart) {
  const categories = chart.axis_config?.categories ?? chart.series[0]?.data.map((point) => point.label) ?? [];
  const rows = chart.series.map((series) => categories.map((label, i) => series.data.find((point) => point.label === label)?.value ?? series.data[i]?.value ?? 0));
  const marks = ticks(rows.flat());
  const [low, high] = [marks[0], marks.at(-1)];
  const y = (value) => TOP + inner.h * (1 - (value - low) / (high - low || 1));
  return { categories, rows, marks, y };
}

function Axis({ categories, marks, y, x }) {
  const every = Math.ceil(categories.length / 10);
  return html`<g class="axis">${marks.map((mark) => html`<g><line x1=${LEFT} x2=${W - RIGHT} y1=${y(mark)} y2=${y(mark)} class=${mark === 0 ? "zero" : ""} />
      <text x=${LEFT - 8} y=${y(mark) + 4} text-anchor="end">${show(mark)}</text></g>`)}
    ${categories.map((label, i) => i % every === 0 && html`<text x=${x(i)} y=${H - BOTTOM + 18} text-anchor="middle">${label.length > 12 ? `${label.slice(0, 11)}…` : label}</text>`)}</g>`;
}

function Bars({ scale, names }) {
  const { categories, rows, y } = scale;
  const slot = inner.w / categories.length;
  const width = Math.min(38, (slot * 0.72) / rows.length);
  const x = (i) => LEFT + slot * (i + 0.5);
  return html`<${Axis} ...${scale} x=${x} />
    ${rows.map((row, s) => row.map((value, i) => html`<rect class=${`fill-${s}`} rx="3" x=${x(i) + (s - rows.length / 2) * width + 1} width=${Math.max(1, width - 2)}
      y=${Math.min(y(value), y(0))} height=${Math.max(value === 0 ? 0 : 2, Math.abs(y(value) - y(0)))}><title>${names[s]}, ${categories[i]}: ${show(value)}</title></rect>`))}`;
}

const DASHES = ["", "7 4", "2 4", "10 3 2 3", "4 3", "12 4"];

function Lines({ scale, names, filled }) {
  const { categories, rows, y } = scale;
  const step = categories.length > 1 ? (inner.w - 24) / (categories.length - 1) : 0;
  const x = (i) => LEFT + 12 + step * i + (categories.length === 1 ? inner.w / 2 : 0);
  const path = (row) => row.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  return html`<${Axis} ...${scale} x=${x} />
    ${rows.map((row, s) => html`<g class=${`line-${s}`}>
      ${filled && html`<path class=${`area fill-${s}`} d=${`${path(row)}L${x(row.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z`} />`}
      <path class="line" d=${path(row)} stroke-dasharray=${DASHES[s]} />
      ${row.map((value, i) => html`<circle class=${`fill-${s}`} cx=${x(i)} cy=${y(value)} r="3.5"><title>${names[s]}, ${categories[i]}: ${show(value)}</title></circle>`)}</g>`)}`;
}

const DRAW = { bar: Bars, line: Lines, area: (props) => html`<${Lines} ...${props} filled />` };

function Figures({ chart, title }) {
  if (chart.type === "pie") return html`<table><caption class="hidden">${title}</caption><tbody>${chart.segments.map((one) => html`<tr><th scope="row">${one.label}</th><td class="right">${one.value}</td></tr>`)}</tbody></table>`;
  const { categories, rows } = scales(chart);
  return html`<table><caption class="hidden">${title}</caption>
    <thead><tr>${chart.axis_config?.x_label ? html`<th scope="col">${chart.axis_config.x_label}</th>` : html`<td />`}${chart.series.map((one) => html`<th scope="col" class="right">${one.name}</th>`)}</tr></thead>
    <tbody>${categories.map((label, i) => html`<tr><th scope="row">${label}</th>${rows.map((row) => html`<td class="right">${row[i]}</td>`)}</tr>`)}</tbody></table>`;
}

export function DataVisualization({ block }) {
  const [table, setTable] = useState(false);
  const id = useId();
  const { chart, title } = block;
  const names = chart.type === "pie" ? [] : chart.series.map((one) => one.name);
  const Draw = DRAW[chart.type];
  const { x_label: across, y_label: up } = chart.axis_config ?? {};
  return html`<figure class="chart"><figcaption>${title}</figcaption>
    ${up && html`<div class="chart-unit">${up}</div>`}
    ${chart.type === "pie" ? html`<${Pie} segments=${chart.segments} title=${title} />`
      : Draw ? html`<svg viewBox=${`0 0 ${W} ${H}`} role="img" aria-label=${`${title}: ${chart.type} chart`} aria-describedby=${id}><${Draw} scale=${scales(chart)} names=${names} /></svg>`
      : html`<p class="quiet">Unsupported chart: ${chart.type}</p>`}
    ${across && html`<div class="chart-unit chart-across">${across}</div>`}
    ${names.length > 1 && html`<ul class="legend">${names.map((name, i) => html`<li><span class=${`swatch swatch-${i}`} aria-hidden="true" />${name}</li>`)}</ul>`}
    <button type="button" class="link" aria-expanded=${table} onClick=${() => setTable(!table)}>${table ? "Hide the figures" : "Show the figures"}</button>
    <div id=${id} class=${table ? "table-scroll" : "hidden"}><${Figures} chart=${chart} title=${title} /></div></figure>`;
}
