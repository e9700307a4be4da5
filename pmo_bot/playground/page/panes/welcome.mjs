// Three lines for a newcomer, once.
import { html, useState } from "../lib/html.mjs";
import { recall, remember } from "../lib/remember.mjs";

const icon = (path) => html`<svg viewBox="0 0 16 16" width="15" height="15"><path fill="currentColor" d=${path} /></svg>`;
// Sign, what to do, what comes of it; and on a narrow screen, where the people stand behind the menu.
const LINES = [
  [icon("M2 3l7 5-7 5zM10.5 3h2.5v10h-2.5z"), "Press Next", "above: the clock moves on to whoever hears from the app.", "Press Next:", "see who hears what"],
  [icon("M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 6c0-3 2.7-4.7 6-4.7s6 1.7 6 4.7z"), "Pick a person", "on the left: you see and do what they can.", "The menu above:", "be somebody else"],
  ["/", "Type a slash", "in the message box to see what the app understands.", "Type a slash:", "see what there is"],
];

export function Welcome() {
  const [seen, setSeen] = useState(() => recall("welcomed", false));
  if (seen) return null;
  const close = () => {
    remember("welcomed", true);
    setSeen(true);
  };
  return html`<section class="welcome" aria-label="How to play">
    <ul>${LINES.map(([sign, start, rest, ...short]) => html`<li><span class="welcome-sign" aria-hidden="true">${sign}</span>
      <span class="wide-only"><strong>${start}</strong> ${rest}</span><span class="narrow-only"><strong>${short[0]}</strong> ${short[1]}</span></li>`)}</ul>
    <button type="button" class="button primary" onClick=${close}>Got it</button></section>`;
}
