// "Are you sure?" of an element: a question that anyone can await.
import { html, useEffect, useReducer } from "../lib/html.mjs";
import { plain, Text } from "../blocks/text.mjs";
import { Dialog } from "./dialog.mjs";

let asked = null;
let redraw = () => {};

export const confirmed = (confirm) => new Promise((resolve) => {
  asked = { confirm, resolve };
  redraw();
});

export function Confirm() {
  const [, again] = useReducer((n) => n + 1, 0);
  useEffect(() => ((redraw = again), () => (redraw = () => {})), []);
  if (!asked) return null;
  const answer = (yes) => {
    const { resolve } = asked;
    asked = null;
    again();
    resolve(yes);
  };
  const { title, text, confirm, deny, style } = asked.confirm;
  return html`<${Dialog} label="confirm-title" class="confirm" role="alertdialog" aria-describedby="confirm-text" onClose=${() => answer(false)}>
    <h2 id="confirm-title">${plain(title)}</h2>
    <div id="confirm-text"><${Text} of=${text} /></div>
    <div class="dialog-foot">
      <button type="button" class="button" onClick=${() => answer(false)}>${plain(deny) || "Cancel"}</button>
      <button type="button" autofocus class=${`button ${style === "danger" ? "danger" : "primary"}`} onClick=${() => answer(true)}>${plain(confirm) || "Yes"}</button>
    </div><//>`;
}
