// Things to try, if the server knows any. What was tried is ticked off and remembered.
import { classes, html, useState } from "../lib/html.mjs";
import { recall, remember } from "../lib/remember.mjs";
import { become, channel, go, set, world } from "../lib/world.mjs";
import { Mrkdwn } from "../blocks/text.mjs";

let number = 0;

async function follow(tip) {
  const wanted = tip.channel && (world.state.channels.find((one) => one.id === tip.channel || one.name === String(tip.channel).replace(/^#/, ""))?.id ?? tip.channel);
  if (tip.as && tip.as !== world.as) await become(tip.as, wanted);
  else if (wanted && channel(wanted)) go({ kind: "channel", id: wanted });
  if (tip.insert) set({ insert: { text: tip.insert, id: ++number } });
  set({ drawer: false });
}

export function Tips() {
  const [done, setDone] = useState(() => recall("tips", []));
  const [open, setOpen] = useState(() => recall("tips-open", true));
  const tips = world.state.tips ?? [];
  if (!tips.length) return null;
  const take = (tip) => {
    const next = [...new Set([...done, tip.text])];
    setDone(next);
    remember("tips", next);
    follow(tip);
  };
  const fold = () => {
    setOpen(!open);
    remember("tips-open", !open);
  };
  const count = tips.filter((tip) => done.includes(tip.text)).length;
  return html`<section class="tips" aria-label="Things to try">
    <button type="button" class="tips-head" aria-expanded=${open} onClick=${fold}><span>Things to try</span><small>${count} of ${tips.length}</small><span class="chevron" aria-hidden="true" /></button>
    ${open && html`<ul>${tips.map((tip) => html`<li><button type="button" class=${classes("tip", done.includes(tip.text) && "done")} onClick=${() => take(tip)}>
      <span class="tip-box" aria-hidden="true">${done.includes(tip.text) ? "✓" : ""}</span><span><${Mrkdwn} text=${tip.text} />${done.includes(tip.text) && html`<span class="hidden"> (tried)</span>`}</span></button></li>`)}</ul>`}</section>`;
}
