// Blocks that frame something: alerts, cards, containers, plans, and rows of small actions.
import { classes, html, useId, useState } from "../lib/html.mjs";
import { Element } from "../elements/index.mjs";
import { Blocks } from "./index.mjs";
import { Picture } from "./picture.mjs";
import { RichText } from "./rich-text.mjs";
import { plain, Text } from "./text.mjs";

const SIGNS = { default: "", info: "ℹ", warning: "!", error: "✕", success: "✓" };

export function Alert({ block }) {
  const level = block.level ?? "default";
  return html`<div class=${`alert alert-${level}`} role=${level === "error" ? "alert" : "note"}>
    ${SIGNS[level] && html`<span class="alert-sign" aria-hidden="true">${SIGNS[level]}</span>`}
    <div class="text">${level !== "default" && html`<span class="hidden">${level}: </span>`}<${Text} of=${block.text} /></div></div>`;
}

export function Card({ block }) {
  return html`<article class="card">
    ${block.hero_image && html`<${Picture} of=${block.hero_image} class="hero" />`}
    <div class="card-head">${block.icon && html`<${Picture} of=${block.icon} class="context-image" />`}
      <div>${block.title && html`<div class="card-title"><${Text} of=${block.title} /></div>`}
        ${block.subtitle && html`<div class="quiet"><${Text} of=${block.subtitle} /></div>`}</div></div>
    ${block.body && html`<div class="text"><${Text} of=${block.body} /></div>`}
    ${block.subtext && html`<div class="quiet"><${Text} of=${block.subtext} /></div>`}
    ${block.actions?.length > 0 && html`<div class="actions">${block.actions.map((element) => html`<${Element} element=${element} block=${block} />`)}</div>`}</article>`;
}

export const Carousel = ({ block }) => html`<div class="carousel" tabindex="0" role="group" aria-label="Cards">
  ${block.elements.map((card) => html`<${Card} block=${{ block_id: block.block_id, ...card }} />`)}</div>`;

export function Container({ block }) {
  const [open, setOpen] = useState(!(block.is_collapsible && block.default_collapsed));
  const id = useId();
  const title = html`<span class="container-title">${block.icon && html`<${Picture} of=${block.icon} class="context-image" />`}
    ${block.rich_text_title ? html`<${RichText} of=${block.rich_text_title} />` : plain(block.title)}</span>
    ${block.subtitle && html`<span class="quiet"><${Text} of=${block.subtitle} /></span>`}`;
  return html`<section class=${classes("container", block.has_header_divider && open && "ruled")}>
    ${block.is_collapsible
      ? html`<button type="button" class="container-head" aria-expanded=${open} aria-controls=${id} onClick=${() => setOpen(!open)}>
          <span class="twist" aria-hidden="true" /><span>${title}</span></button>`
      : html`<div class="container-head"><span>${title}</span></div>`}
    <div id=${id} hidden=${!open}>${open && html`<${Blocks} of=${block.child_blocks} />`}</div></section>`;
}

export const ContextActions = ({ block }) => html`<div class="context-actions">${block.elements.map((element) => html`<${Element} element=${element} block=${block} />`)}</div>`;

const STATUS = { pending: ["○", "waiting"], in_progress: ["◐", "in progress"], complete: ["✓", "done"], error: ["!", "failed"] };

export function TaskCard({ block }) {
  const [sign, word] = STATUS[block.status] ?? STATUS.pending;
  return html`<div class=${`task-card task-${block.status}`}><span class="task-sign" role="img" aria-label=${word}>${sign}</span>
    <div><strong>${plain(block.title)}</strong>${block.details && html`<${RichText} of=${block.details} />`}${block.output && html`<${RichText} of=${block.output} />`}</div></div>`;
}

export const Plan = ({ block }) => html`<section class="container"><div class="container-head"><span class="container-title">${plain(block.title)}</span></div>
  ${(block.tasks ?? []).map((task) => html`<${TaskCard} block=${task} />`)}</section>`;
