// A conversation: days, the line where the unread begins, and scrolling that stays where the reader is.
import { html, useEffect, useLayoutEffect, useRef, useState } from "../lib/html.mjs";
import { dayKey, dayLabel, tsToMs } from "../lib/time.mjs";
import { me, nowMs, reached, world } from "../lib/world.mjs";
import { Message } from "./message.mjs";

const CLOSE = 300; // seconds within which plain messages of one author stand together; blocks always stand on their own

const follows = (message, before) => before && before.user === message.user && Boolean(before.bot) === Boolean(message.bot)
  && !message.blocks?.length && !before.blocks?.length && !before.reply_count && Boolean(before.ephemeral) === Boolean(message.ephemeral) && parseFloat(message.ts) - parseFloat(before.ts) < CLOSE;

/** Whatever changes how every message looks: zone, day, and the people's and channels' names. */
const stampOf = (zone, now) => [world.as, zone, dayKey(now, zone), world.state.users.length, world.state.channels.map((one) => one.name).join()].join("|");

/** Arrow keys walk from message to message; Tab goes into the one that has the focus. */
function onArrows(event) {
  const all = [...event.currentTarget.querySelectorAll(".message")];
  const at = all.indexOf(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || (at < 0 && event.target !== event.currentTarget)) return;
  event.preventDefault();
  const to = at < 0 ? all.at(-1) : all[at + step];
  to?.focus();
}

/** Where a message begins, with the day or the line that stands over it. */
function topOf(box, ts) {
  const found = box.querySelector(`[data-ts="${ts}"]`);
  if (!found) return Infinity;
  const over = found.previousElementSibling;
  return (over?.matches(".day-mark, .new-line") ? over : found).offsetTop - box.offsetTop - 6;
}

export function Messages({ messages, channel, inThread, label, intro }) {
  const box = useRef();
  const end = useRef(true);
  const seen = useRef(null); // the last message that was there before
  const from = useRef(null); // the first that was not: its beginning is shown, also where the rest does not fit
  const held = useRef(null); // where its beginning was put
  const begun = useRef(null); // the unread line that was shown already: it is no place to come back to
  const [below, setBelow] = useState(false);
  const zone = me().tz;
  const now = nowMs();
  const stamp = stampOf(zone, now);
  const last = messages?.at(-1);
  const newTs = !inThread && world.newFrom?.channel === channel ? world.newFrom.ts : null;

  const target = world.target;
  const toEnd = () => {
    if (!box.current) return; // gone before the observer heard of it
    box.current.scrollTop = from.current ? Math.min(topOf(box.current, from.current), box.current.scrollHeight) : box.current.scrollHeight;
    const rest = box.current.scrollHeight - box.current.scrollTop - box.current.clientHeight;
    if (rest > 1) [end.current, held.current, from.current] = [false, box.current.scrollTop, null];
    setBelow(false);
  };
  useLayoutEffect(() => {
    end.current = true;
    seen.current = held.current = from.current = null;
    setBelow(false);
  }, [channel, inThread]);
  useLayoutEffect(() => {
    if (last && last.ts !== seen.current) from.current = (messages.find((one) => seen.current && parseFloat(one.ts) > parseFloat(seen.current)) ?? last).ts;
    seen.current = last?.ts ?? null;
    if (end.current) toEnd();
    else setBelow(true);
  }, [last?.ts, messages?.length, channel, inThread]);
  useLayoutEffect(() => {
    if (world.sent) toEnd((end.current = true)); // whoever speaks wants to see the answer
  }, [world.sent]);
  useEffect(() => {
    // Blocks may grow after they were drawn (pictures, opened containers): whoever was at the end stays there.
    const sized = new ResizeObserver(() => end.current && toEnd());
    sized.observe(box.current);
    if (box.current.firstElementChild) sized.observe(box.current.firstElementChild);
    return () => sized.disconnect();
  }, [channel, inThread]);
  useLayoutEffect(() => {
    // Where the unread begins, if it does not fit on the screen; or the message that a link asked for.
    if (!target && begun.current === newTs) return;
    const mark = target ? box.current.querySelector(`[data-ts="${target}"]`) : newTs && box.current.querySelector(".new-line");
    if (mark && !target) begun.current = newTs;
    if (!mark || (!target && mark.offsetTop - box.current.offsetTop >= box.current.scrollTop)) return;
    end.current = false;
    mark.scrollIntoView({ block: target ? "center" : "start" });
    if (target) reached();
    if (target) mark.classList.add("target");
  }, [newTs, target, messages]);
  const onScroll = () => {
    const node = box.current;
    if (held.current !== null && Math.abs(node.scrollTop - held.current) < 2) return; // that was not the reader
    held.current = from.current = null;
    end.current = node.scrollHeight - node.scrollTop - node.clientHeight < 60;
    if (end.current) setBelow(false);
  };

  let day = null;
  const rows = (messages ?? []).flatMap((message, index) => {
    const moment = tsToMs(message.ts);
    const key = dayKey(moment, zone);
    const marks = [];
    if (key !== day && !(inThread && index)) marks.push(html`<div class="day-mark" role="separator" key=${key}><span>${dayLabel(moment, zone, now)}</span></div>`);
    if (message.ts === newTs) marks.push(html`<div class="new-line" role="separator" key="new"><span>New</span></div>`);
    const joined = !marks.length && follows(message, messages[index - 1]);
    day = key;
    return [...marks, html`<${Message} key=${message.ts + (message.ephemeral ? "e" : "")} message=${message} channel=${channel} follows=${joined} inThread=${inThread} stamp=${stamp} />`];
  });
  return html`<div class="messages-wrap"><div class="messages" ref=${box} onScroll=${onScroll} role="log" aria-label=${label} aria-live="polite" aria-relevant="additions" tabindex="0" onKeyDown=${onArrows}>
      <div class="messages-inner">${intro}${rows}</div></div>
    ${below && html`<button type="button" class="to-end" onClick=${() => ((end.current = true), (from.current = null), toEnd())}>New below ↓</button>`}</div>`;
}
