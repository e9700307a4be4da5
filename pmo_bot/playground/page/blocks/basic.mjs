// The everyday blocks.
import { classes, html, useState } from "../lib/html.mjs";
import { Element } from "../elements/index.mjs";
import { Picture } from "./picture.mjs";
import { Markdown, plain, Text } from "./text.mjs";

/** Long texts of a section fold away, as in Slack, unless the app says `expand`. */
function Folding({ text, expand }) {
  const long = !expand && (text.text.length > 900 || text.text.split("\n").length > 14);
  const [open, setOpen] = useState(false);
  if (!long) return html`<div class="text"><${Text} of=${text} /></div>`;
  return html`<div class=${open ? "text" : "text folded"}><${Text} of=${text} /></div>
    <button type="button" class="link" aria-expanded=${open} onClick=${() => setOpen(!open)}>${open ? "See less" : "See more"}</button>`;
}

export function Section({ block }) {
  return html`<div class=${classes("section", block.accessory && "with-accessory")}>
    <div class="section-body">
      ${block.text && html`<${Folding} text=${block.text} expand=${block.expand} />`}
      ${block.fields && html`<div class="fields">${block.fields.map((field) => html`<div class="text"><${Text} of=${field} /></div>`)}</div>`}
    </div>
    ${block.accessory && html`<div class="accessory"><${Element} element=${block.accessory} block=${block} /></div>`}</div>`;
}

export const Header = ({ block }) => html`<div class=${`header header-${block.level ?? 1}`} role="heading" aria-level=${Math.min(6, (block.level ?? 1) + 2)}>${plain(block.text)}</div>`;

export const Context = ({ block }) => html`<div class="context">${block.elements.map((one) =>
  one.type === "image" ? html`<${Picture} of=${one} class="context-image" />` : html`<span class="text"><${Text} of=${one} /></span>`)}</div>`;

export const Actions = ({ block }) => html`<div class="actions">${block.elements.map((element) =>
  html`<${Element} key=${element.action_id} element=${element} block=${block} />`)}</div>`;

export const Divider = () => html`<hr />`;

export const Image = ({ block }) => html`<figure class="image">
  ${block.title && html`<figcaption>${plain(block.title)}</figcaption>`}<${Picture} of=${block} /></figure>`;

export const MarkdownBlock = ({ block }) => html`<${Markdown} text=${block.text} />`;

export const Video = ({ block }) => html`<div class="card"><strong>${plain(block.title)}</strong>
  ${block.description && html`<p>${plain(block.description)}</p>`}<a href=${block.title_url ?? block.video_url} target="_blank" rel="noopener noreferrer">Watch</a></div>`;
