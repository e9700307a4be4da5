// Three lines for a newcomer, once.
import { html, useState } from "../lib/html.mjs";
import { recall, remember } from "../lib/remember.mjs";

const LINES = [
  ["👤", "Pick a person", "on the left: you see and do what they can."],
  ["/", "Type a slash", "in the message box to see what the app understands."],
  ["⏩", "Move the clock", "above, and watch who hears from the app, and when."],
];

export function Welcome() {
  const [seen, setSeen] = useState(() => recall("welcomed", false));
  if (seen) return null;
  const close = () => {
    remember("welcomed", true);
    setSeen(true);
  };
  return html`<section class="welcome" aria-label="How to play">
    <ul>${LINES.map(([sign, start, rest]) => html`<li><span class="welcome-sign" aria-hidden="true">${sign}</span><span><strong>${start}</strong> ${rest}</span></li>`)}</ul>
    <button type="button" class="button primary" onClick=${close}>Got it</button></section>`;
}
