// A labelled field of a form, with its hint and its error where screen readers find them.
import { classes, html, useContext } from "../lib/html.mjs";
import { Element } from "../elements/index.mjs";
import { Interact } from "../elements/interact.mjs";
import { plain } from "./text.mjs";

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

export function Input({ block }) {
  const { errors } = useContext(Interact);
  const error = errors?.[block.block_id];
  const id = `input-${block.block_id}`;
  const notes = classes(block.hint && `${id}-hint`, error && `${id}-error`) || undefined;
  const label = html`${plain(block.label)}${block.optional && html`<span class="optional"> (optional)</span>`}`;
  const grouped = GROUPS.has(block.element.type);
  return html`<div class=${classes("input-block", error && "wrong")} data-block=${block.block_id}>
    ${grouped ? html`<span class="label" id=${`${id}-label`}>${label}</span>` : html`<label class="label" for=${id}>${label}</label>`}
    <${Element} element=${block.element} block=${block} live=${Boolean(block.dispatch_action)} id=${grouped ? undefined : id}
      labelledby=${grouped ? `${id}-label` : undefined} describedby=${notes} invalid=${error ? "true" : undefined} />
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
    ${block.hint && html`<p class="hint" id=${`${id}-hint`}>${plain(block.hint)}</p>`}</div>`;
}
