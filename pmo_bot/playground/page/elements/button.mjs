// Buttons, and the ⋯ menu.
import { classes, html, useRef, useState } from "../lib/html.mjs";
import { safeUrl } from "../lib/mrkdwn.mjs";
import { plain } from "../blocks/text.mjs";
import { Menu } from "../panes/popup.mjs";
import { useElement } from "./interact.mjs";

export function Button({ element, block }) {
  const { busy, send } = useElement(element, block);
  const url = safeUrl(element.url);
  const name = classes("button", element.style, busy && "busy");
  const extra = element.value === undefined ? {} : { value: element.value };
  const content = html`<span class="button-text">${plain(element.text)}</span>${busy && html`<span class="spinner" aria-hidden="true" />`}`;
  // A link button opens its address and still tells the app, as in Slack.
  if (url) return html`<a class=${name} href=${url} target="_blank" rel="noopener noreferrer" aria-label=${element.accessibility_label}
    onClick=${() => send(extra)}>${content}<span class="hidden"> (opens a new tab)</span></a>`;
  return html`<button type="button" class=${name} aria-label=${element.accessibility_label} aria-busy=${busy} aria-disabled=${busy}
    onClick=${() => send(extra)}>${content}</button>`;
}

export function Overflow({ element, block }) {
  const { busy, send } = useElement(element, block);
  const [open, setOpen] = useState(false);
  const anchor = useRef();
  const items = element.options.map((option) => ({
    label: plain(option.text), hint: plain(option.description), url: safeUrl(option.url),
    run: () => send({ selected_option: option }),
  }));
  return html`<button type="button" ref=${anchor} class=${classes("button overflow", busy && "busy")} aria-label="More actions" aria-haspopup="menu"
    aria-expanded=${open} aria-busy=${busy} onClick=${() => setOpen(!open)}>
      ${busy ? html`<span class="spinner" aria-hidden="true" />` : html`<span aria-hidden="true">⋯</span>`}</button>
    ${open && html`<${Menu} anchor=${anchor} label="More actions" items=${items} onClose=${() => setOpen(false)} />`}`;
}

const GLYPHS = { trash: "🗑" };

export function IconButton({ element, block }) {
  const { busy, send } = useElement(element, block);
  return html`<button type="button" class=${classes("icon-button", busy && "busy")} title=${plain(element.text)} aria-busy=${busy}
    aria-label=${element.accessibility_label ?? plain(element.text)} onClick=${() => send({ value: element.value })}>${GLYPHS[element.icon] ?? "•"}</button>`;
}

export function FeedbackButtons({ element, block }) {
  const { busy, send } = useElement(element, block);
  const [chosen, setChosen] = useState(null);
  const one = (button, sign) => button && html`<button type="button" class=${classes("icon-button", busy && "busy", chosen === sign && "chosen")}
    aria-pressed=${chosen === sign} aria-label=${button.accessibility_label ?? plain(button.text)} title=${plain(button.text)}
    onClick=${() => (setChosen(sign), send({ value: button.value }))}>${sign}</button>`;
  return html`${one(element.positive_button, "👍")}${one(element.negative_button, "👎")}`;
}
