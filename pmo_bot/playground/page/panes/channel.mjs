// The main pane for a channel or a talk, and the thread beside it.
import { html, useEffect, useRef } from "../lib/html.mjs";
import { displayName } from "../blocks/text.mjs";
import { act, channel, closeThread, me, person, report, world } from "../lib/world.mjs";
import { Composer } from "./composer.mjs";
import { Messages } from "./messages.mjs";
import { Avatar, LocalTime } from "./people.mjs";
import { Welcome } from "./welcome.mjs";

export function titleOf(one) {
  const other = person(one?.with);
  return one?.kind === "im" ? (other ? displayName(other) : one.name) : `#${one?.name}`;
}

function Intro({ one }) {
  const other = person(one.with);
  return html`<div class="intro">${one.kind === "im" ? html`<${Avatar} user=${other} large />` : html`<span class="intro-sign" aria-hidden="true">#</span>`}
    <h2>${titleOf(one)}</h2><p>${one.kind === "im" ? html`This is the beginning of your conversation with ${titleOf(one)}.` : html`This is the beginning of the ${one.kind === "private" ? "private " : ""}channel ${titleOf(one)}.`}</p></div>`;
}

function barred(one) {
  if (one.archived) return html`<p class="barred">This channel is archived.</p>`;
  if (one.member !== false || one.kind === "im") return null;
  const join = () => act({ kind: "join", channel: one.id }).catch(report);
  return html`<p class="barred">${displayName(me())} is not in ${titleOf(one)}. <button type="button" class="button" onClick=${join}>Join</button></p>`;
}

export function Channel() {
  const one = channel(world.place.id);
  if (!one) return html`<main class="main" id="main"><div class="empty"><h1>Nothing to see here</h1><p>${displayName(me())} cannot see this conversation.</p></div></main>`;
  const other = person(one.with);
  const messages = world.messages[one.id];
  const title = titleOf(one);
  return html`<main class="main" id="main" tabindex="-1">
    <header class="pane-head"><h1>${one.kind === "im" && html`<${Avatar} user=${other} small />`}${title}</h1>
      ${one.kind === "private" && html`<small class="tag">private</small>`}${other && !other.is_bot && html`<${LocalTime} user=${other} />`}</header>
    <${Welcome} />
    <${Messages} key=${`${world.as}/${one.id}`} messages=${messages} channel=${one.id} label=${`Messages in ${title}`} intro=${messages && html`<${Intro} one=${one} />`} />
    <${Composer} key=${`composer/${world.as}/${one.id}`} channel=${one.id} place=${title} barred=${barred(one)} /></main>`;
}

export function Thread() {
  const one = channel(world.place.id);
  const head = useRef();
  const replies = world.replies[`${one?.id}/${world.thread}`];
  const root = world.messages[one?.id]?.find((message) => message.ts === world.thread);
  useEffect(() => head.current?.focus(), [world.thread]);
  if (!one) return null;
  const shown = replies && (replies[0]?.ts === world.thread || !root ? replies : [root, ...replies]);
  return html`<aside class="thread" aria-label="Thread" onKeyDown=${(event) => event.key === "Escape" && !event.defaultPrevented && closeThread()}>
    <header class="pane-head"><h2 tabindex="-1" ref=${head}>Thread</h2><small class="quiet">${titleOf(one)}</small>
      <button type="button" class="close" aria-label="Close thread" onClick=${closeThread}>×</button></header>
    <${Messages} key=${world.thread} messages=${shown ?? (root ? [root] : [])} channel=${one.id} inThread label="Thread" />
    <${Composer} key=${`reply/${world.as}/${world.thread}`} channel=${one.id} thread=${world.thread} place="this thread" barred=${barred(one)} /></aside>`;
}
