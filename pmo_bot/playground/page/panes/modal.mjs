// The app's modals: the top of the stack in a dialog. What was typed belongs to the view's id and survives every update.
import { classes, html, useLayoutEffect, useRef, useState } from "../lib/html.mjs";
import { Blocks } from "../blocks/index.mjs";
import { plain } from "../blocks/text.mjs";
import { Interact, useHolder } from "../elements/interact.mjs";
import { complaints, holders, stateOf } from "../lib/values.mjs";
import { act, report, world } from "../lib/world.mjs";
import { Dialog, focusIn } from "./dialog.mjs";
import { Failed } from "./message.mjs";

// Some browsers ask twice for one Escape, and people press twice: a window is left once, unless that failed.
const leaving = new Set();

function leave(view, all) {
  if (leaving.has(view.id)) return;
  leaving.add(view.id);
  act({ kind: "close", view_id: view.id, all }).catch((error) => (leaving.delete(view.id), report(error)));
}

const FIRST = ".modal-body input, .modal-body textarea, .modal-body button, .modal-foot .primary";

function Form({ view, typed, depth, box }) {
  const holder = useHolder({ container: "view", view_id: view.id }, view.blocks, view.state?.values, typed);
  const [errors, setErrors] = useState({});
  const [busy, setBusy] = useState(false);
  const wanted = useRef(null);
  const hasInputs = view.blocks.some((block) => block.type === "input");

  useLayoutEffect(() => {
    focusIn(box.current, FIRST);
    box.current.querySelector(".modal-body").scrollTop = 0;
  }, []);
  useLayoutEffect(() => {
    if (!wanted.current) return; // after a refused submit the first wrong field gets the focus
    wanted.current = null;
    box.current.querySelector(".wrong input, .wrong textarea, .wrong button")?.focus();
  }, [errors]);

  function refuse(found) {
    wanted.current = true;
    setErrors(found);
    const known = new Set([...holders(view.blocks)].map(([block]) => block.block_id));
    const lost = Object.entries(found).find(([blockId]) => !known.has(blockId));
    if (lost) holder.setFailure(lost[1]);
  }

  async function submit(event) {
    event?.preventDefault();
    if (busy) return;
    holder.setFailure(null);
    const own = complaints(view.blocks, typed, holder.remembered);
    if (Object.keys(own).length) return refuse(own);
    setBusy(true);
    setErrors({});
    try {
      const answer = await act({ kind: "submit", view_id: view.id, state: stateOf(view.blocks, typed, holder.remembered) });
      if (answer.errors) refuse(answer.errors);
    } catch (error) {
      if (error.body?.errors) refuse(error.body.errors);
      else holder.setFailure(error.message);
    }
    setBusy(false);
  }

  const close = () => leave(view, false);
  const closeAll = () => leave(view, true);
  return html`<${Interact.Provider} value=${{ ...holder, errors }}><form class="modal-form" noValidate onSubmit=${submit}
      onKeyDown=${(event) => event.key === "Enter" && (event.metaKey || event.ctrlKey) && submit(event)}>
    <header class="dialog-head">${depth > 1 && html`<button type="button" class="close back" aria-label="Back" onClick=${close}>←</button>`}
      <h2 id="modal-title">${plain(view.title)}</h2><button type="button" class="close" aria-label="Close" onClick=${closeAll}>×</button></header>
    <div class="modal-body body"><${Blocks} of=${view.blocks} /><${Failed} holder=${holder} /></div>
    <footer class="dialog-foot modal-foot"><button type="button" class="button" onClick=${close}>${plain(view.close) || (view.submit || hasInputs ? "Cancel" : "Close")}</button>
      ${(view.submit || hasInputs) && html`<button type="submit" class=${classes("button primary", busy && "busy")} aria-busy=${busy}>${plain(view.submit) || "Submit"}${busy && html`<span class="spinner" aria-hidden="true" />`}</button>`}</footer>
    </form><//>`;
}

function Stack({ stack }) {
  const typed = useRef({}); // view id -> block id -> action id -> value
  const box = useRef();
  const view = stack.at(-1);
  const close = () => leave(view, false);
  return html`<${Dialog} label="modal-title" first=${FIRST} class=${classes("modal", stack.length > 1 && "stacked")} onClose=${close}>
    <div ref=${box} class="modal-box"><${Form} key=${view.id} view=${view} typed=${(typed.current[view.id] ??= {})} depth=${stack.length} box=${box} /></div><//>`;
}

export function Modals() {
  const stack = (world.state.views ?? []).map((one) => ({ ...one.view, id: one.id ?? one.view?.id })).filter((view) => view.blocks);
  return stack.length ? html`<${Stack} key=${world.as} stack=${stack} />` : null;
}
