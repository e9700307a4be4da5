// The round one: a ring, with shares written out beside it.
import { html } from "../lib/html.mjs";

const R = 62, CIRCLE = 2 * Math.PI * R;

export function Pie({ segments, title }) {
  const sum = segments.reduce((total, one) => total + one.value, 0) || 1;
  let from = 0;
  const arcs = segments.map((one, i) => {
    const share = one.value / sum;
    const arc = html`<circle class=${`stroke-${i}`} r=${R} cx="90" cy="90" fill="none" stroke-width="34"
      stroke-dasharray=${`${Math.max(0, share * CIRCLE - 2)} ${CIRCLE}`} stroke-dashoffset=${-from * CIRCLE} transform="rotate(-90 90 90)"><title>${one.label}: ${one.value}</title></circle>`;
    from += share;
    return arc;
  });
  return html`<div class="pie"><svg viewBox="0 0 180 180" role="img" aria-label=${`${title}: pie chart`}>${arcs}
      <text x="90" y="97" text-anchor="middle" class="pie-sum">${Math.round(sum * 100) / 100}</text></svg>
    <ul class="legend">${segments.map((one, i) => html`<li><span class=${`swatch swatch-${i}`} aria-hidden="true" />${one.label}
      <strong>${one.value}</strong> <span class="quiet">${Math.round((one.value / sum) * 100)} %</span></li>`)}</ul></div>`;
}
