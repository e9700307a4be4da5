// Radio buttons and checkboxes.
import { html, useId } from "../lib/html.mjs";
import { Text } from "../blocks/text.mjs";
import { useElement } from "./interact.mjs";

function Choice({ type, name, option, checked, busy, onChange }) {
  return html`<label class=${busy ? "choice busy" : "choice"}>
    <input type=${type} name=${name} checked=${checked} onChange=${(event) => onChange(event.currentTarget.checked)} />
    <span><${Text} of=${option.text} />${option.description && html`<small><${Text} of=${option.description} /></small>`}</span></label>`;
}

export function RadioButtons({ element, block, live, labelledby, invalid }) {
  const { value, change, busy } = useElement(element, block, live);
  const name = useId();
  return html`<div role="radiogroup" class="choices" aria-labelledby=${labelledby} aria-invalid=${invalid}>
    ${element.options.map((option) => html`<${Choice} key=${option.value} type="radio" name=${name} option=${option} busy=${busy}
      checked=${value()?.value === option.value} onChange=${() => change(option)} />`)}</div>`;
}

export function Checkboxes({ element, block, live, labelledby, invalid }) {
  const { value, change, busy } = useElement(element, block, live);
  const chosen = new Set(value().map((option) => option.value));
  const toggle = (option, on) => change(element.options.filter((one) => (one.value === option.value ? on : chosen.has(one.value))));
  return html`<div role="group" class="choices" aria-labelledby=${labelledby} aria-invalid=${invalid}>
    ${element.options.map((option) => html`<${Choice} key=${option.value} type="checkbox" option=${option} busy=${busy}
      checked=${chosen.has(option.value)} onChange=${(on) => toggle(option, on)} />`)}</div>`;
}
