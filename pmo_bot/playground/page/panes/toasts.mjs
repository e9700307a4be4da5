// Short news at the top right: what arrived, for whom, with a way to go there.
import { classes, html, useEffect, useRef } from "../lib/html.mjs";
import { become, dismiss, go, world } from "../lib/world.mjs";
import { Avatar } from "./people.mjs";

const LIFE = 12000;

function visit(chip, id) {
  dismiss(id);
  if (chip.as === world.as) go({ kind: "channel", id: chip.channel });
  else become(chip.as, chip.channel);
}

function Toast({ toast }) {
  const timer = useRef(0);
  const wait = () => (timer.current = setTimeout(() => dismiss(toast.id), toast.bad ? LIFE * 2 : LIFE));
  const hold = () => clearTimeout(timer.current);
  useEffect(() => (wait(), hold), []);
  return html`<div class=${classes("toast", toast.bad && "bad", toast.chips && "news")} onPointerEnter=${hold} onPointerLeave=${wait} onFocusIn=${hold} onFocusOut=${wait}>
    <div class="toast-head"><strong>${toast.title.replace(/ messages?$/, "")}${toast.chips && html`<span class="wide-only"> ${toast.title.split(" ").at(-1)}</span>`}</strong><button type="button" class="close" aria-label="Dismiss" onClick=${() => dismiss(toast.id)}>×</button></div>
    ${toast.chips && html`<div class="chips">${toast.chips.map((chip) => html`<button type="button" class="chip" onClick=${() => visit(chip, toast.id)}>
      ${chip.user ? html`<${Avatar} user=${chip.user} small />` : null}<span>${chip.label}</span>${chip.count > 1 && html`<span class="badge">${chip.count}</span>`}</button>`)}</div>`}</div>`;
}

export const Toasts = () => html`<div class="toasts" role="status" aria-live="polite">${world.toasts.map((toast) => html`<${Toast} key=${toast.id} toast=${toast} />`)}</div>`;
