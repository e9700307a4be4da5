// Where one writes: Enter sends, Shift+Enter breaks the line, "/" "@" "#" offer what exists.
import { classes, html, useEffect, useId, useLayoutEffect, useRef, useState } from "../lib/html.mjs";
import { act, report, set, world } from "../lib/world.mjs";
import { commandHint, completions } from "./completions.mjs";
import { Avatar } from "./people.mjs";
import { Menu, Popup } from "./popup.mjs";

const drafts = {};   // what was left unsent, per person and place
const sent = [];     // the up arrow brings back what was sent before

function Offers({ id, offers, active, take }) {
  return html`<ul role="listbox" id=${id} aria-label="Suggestions" class="choices-list">${offers.map((offer, index) => html`
    <li role="option" id=${`${id}-${index}`} key=${offer.key} aria-selected=${index === active} class=${index === active ? "active" : ""} onPointerDown=${(event) => (event.preventDefault(), take(offer))}>
      ${offer.user && html`<${Avatar} user=${offer.user} small />`}
      <span class="offer"><span class="menu-label">${offer.sign && html`<span class="sign">${offer.sign}</span>`}<b>${offer.label}</b> <span class="menu-hint">${offer.hint}</span></span>
      ${offer.note && html`<small>${offer.note}</small>`}</span></li>`)}</ul>`;
}

function Shortcuts() {
  const [open, setOpen] = useState(false);
  const anchor = useRef();
  const list = (world.state.shortcuts ?? []).filter((one) => one.type === "global");
  if (!list.length) return null;
  const items = [{ heading: "Shortcuts" }, ...list.map((one) => ({ label: one.name, hint: one.description,
    run: () => act({ kind: "shortcut", callback_id: one.callback_id }).catch(report) }))];
  return html`<button type="button" ref=${anchor} class="tool round" aria-label="Shortcuts" title="Shortcuts" aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)}><span aria-hidden="true">+</span></button>
    ${open && html`<${Menu} anchor=${anchor} label="Shortcuts" items=${items} onClose=${() => setOpen(false)} />`}`;
}

async function send(text, channel, thread) {
  if (!/^\/\S/.test(text)) return act({ kind: "message", channel, text, thread_ts: thread || undefined });
  if (thread) throw new Error("Slash commands do not work in threads. Send it in the channel instead.");
  return act({ kind: "command", channel, text });
}

export function Composer({ channel, thread, place, barred }) {
  const draft = `${world.as}/${channel}/${thread ?? ""}`;
  const [text, setText] = useState(drafts[draft] ?? "");
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [shut, setShut] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState(null);
  const recalled = useRef(0);
  const wanted = useRef(null); // where the caret belongs once the text we wrote is in the box
  const box = useRef();
  const frame = useRef();
  const listId = useId();
  const offers = shut ? [] : completions(text, caret);
  const hint = commandHint(text);

  function write(next, at = next.length) {
    drafts[draft] = next;
    setText(next);
    setCaret(at);
    setActive(0);
    setShut(false);
    wanted.current = at;
  }
  useEffect(() => {
    if (!world.insert || thread) return;
    write(world.insert.text);
    world.insert = null;
  }, [world.insert?.id]);
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight}px`;
    if (wanted.current === null) return;
    box.current.focus();
    box.current.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });

  const take = (offer) => write(text.slice(0, offer.from) + offer.insert + text.slice(caret).replace(/^ /, ""), offer.from + offer.insert.length);

  async function submit() {
    const whole = text.trim();
    if (!whole || busy) return;
    setBusy(true);
    setFailure(null);
    write("");
    try {
      await send(whole, channel, thread);
      sent.push(whole);
      set({ sent: world.sent + 1 });
      recalled.current = 0;
    } catch (error) {
      setFailure(error.message);
      if (!drafts[draft]) write(whole);
    }
    setBusy(false);
  }

  function onKey(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (offers.length && step) setActive((active + step + offers.length) % offers.length);
    else if (offers.length && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey) {
      // A command typed in full is sent by Enter, not completed once more.
      if (event.key === "Enter" && offers[active].insert.trim() === text.trim()) submit();
      else take(offers[active]);
    } else if (offers.length && event.key === "Escape") setShut(true);
    else if (event.key === "Enter" && !event.shiftKey) submit();
    else if (event.key === "ArrowUp" && (!text || text === sent.at(-recalled.current)) && sent.length > recalled.current) write(sent.at(-(recalled.current += 1)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  if (barred) return barred;
  const offering = offers.length > 0;
  return html`<form class="composer" onSubmit=${(event) => (event.preventDefault(), submit())}>
    ${failure && html`<p class="failure" role="alert">${failure} <button type="button" class="link" onClick=${() => setFailure(null)}>Dismiss</button></p>`}
    <div class=${classes("composer-box", busy && "busy")} ref=${frame}>
      ${hint && html`<p class="command-hint" id=${`${listId}-hint`}><b>${hint.command}</b> <code>${hint.usage_hint}</code><span>${hint.description}</span></p>`}
      <textarea ref=${box} rows="1" value=${text} placeholder=${`Message ${place}`} aria-label=${`Message ${place}`} role=${offering ? "combobox" : undefined} aria-expanded=${offering || undefined} aria-controls=${offering ? listId : undefined} aria-autocomplete=${offering ? "list" : undefined}
        aria-activedescendant=${offering ? `${listId}-${active}` : undefined} aria-describedby=${hint ? `${listId}-hint` : undefined}
        onInput=${(event) => ((drafts[draft] = event.currentTarget.value), setText(event.currentTarget.value), setCaret(event.currentTarget.selectionStart), setActive(0), setShut(false))}
        onSelect=${(event) => setCaret(event.currentTarget.selectionStart)} onKeyDown=${onKey} onBlur=${() => setShut(true)} onFocus=${() => setShut(false)} />
      <div class="composer-tools"><${Shortcuts} />
        ${!thread && html`<button type="button" class="tool" aria-label="Commands" title="Commands" onClick=${() => write("/")}><span aria-hidden="true">/</span></button>`}
        <button type="button" class="tool" aria-label="Mention somebody" title="Mention somebody" onClick=${() => write(`${text}${text && !/\s$/.test(text) ? " " : ""}@`)}><span aria-hidden="true">@</span></button>
        <span class="composer-note" role="status">${busy ? "Sending…" : ""}</span>
        <button type="submit" class="send" aria-label="Send" disabled=${!text.trim() || busy}><svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true"><path fill="currentColor" d="M1.8 13.7 14.5 8 1.8 2.3l1.3 4.5L9 8l-5.9 1.2z" /></svg></button></div>
    </div>
    ${offering && html`<${Popup} anchor=${frame} wide class="menu offers" onClose=${() => setShut(true)}><${Offers} id=${listId} offers=${offers} active=${active} take=${take} /><//>`}</form>`;
}
