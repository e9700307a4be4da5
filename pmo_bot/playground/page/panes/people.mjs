// Faces and the choice of whom to act as.
import { classes, html, useLayoutEffect, useRef, useState } from "../lib/html.mjs";
import { displayName } from "../blocks/text.mjs";
import { cityOf, clockTime, minuteOfDay } from "../lib/time.mjs";
import { become, me, nowMs, world } from "../lib/world.mjs";
import { Popup } from "./popup.mjs";

const initials = (user) => displayName(user).replace(/[^\p{L}\p{N} ]/gu, "").split(/\s+/).filter(Boolean)
  .map((word) => word[0]).join("").replace(/^(.).*(.)$/, "$1$2").toUpperCase() || "?";

const linear = (part) => (part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4);

/** The person's colour under white letters, darkened as far as the letters need it to be read. Slack gives no #. */
function paint(color) {
  const hex = /^#?([0-9a-f]{6})$/i.exec(color ?? "")?.[1] ?? "5d6670";
  let rgb = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const light = () => 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
  while (1.05 / (light() + 0.05) < 4.6) rgb = rgb.map((part) => part * 0.95);
  return { background: `rgb(${rgb.map(Math.round).join(" ")})`, color: "#fff" };
}

export const Avatar = ({ user, small, large }) =>
  html`<span class=${classes("avatar", small && "avatar-small", large && "avatar-large", user?.is_bot && "avatar-app")} style=${user?.is_bot ? null : paint(user?.color)} aria-hidden="true">${initials(user)}</span>`;

export function LocalTime({ user }) {
  const now = nowMs();
  const minute = minuteOfDay(now, user.tz);
  const night = minute < 7 * 60 || minute >= 20 * 60;
  return html`<span class="local-time"><span class=${night ? "sky moon" : "sky sun"} role="img" aria-label=${night ? "night" : "day"} />
    ${clockTime(now, user.tz)} · ${cityOf(user.tz)}</span>`;
}

function onArrows(event) {
  const all = [...event.currentTarget.querySelectorAll("button")];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[(to + all.length) % all.length].focus();
}

const kindOf = (user) => [user.is_guest && "guest", user.is_external && "external"].filter(Boolean).join(", ");

function Person({ user, unread, done }) {
  const acting = user.id === world.as;
  return html`<button type="button" role="menuitemradio" aria-checked=${acting} class=${classes("person", acting && "chosen")}
    onClick=${() => (done(), become(user.id))}>
    <${Avatar} user=${user} /><span class="person-text"><span class="person-name">${displayName(user)}${kindOf(user) && html`<small class="tag">${kindOf(user)}</small>`}</span><${LocalTime} user=${user} /></span>
    ${unread > 0 && html`<span class="badge">${unread}<span class="hidden"> unread</span></span>`}</button>`;
}

function People({ anchor, humans, unread, close, leave }) {
  const list = useRef();
  useLayoutEffect(() => list.current.querySelector("[aria-checked=true]")?.focus(), []);
  const onKey = (event) => (event.key === "Escape" || event.key === "Tab" ? (event.stopPropagation(), close()) : onArrows(event));
  return html`<${Popup} anchor=${anchor} wide class="menu people" onClose=${leave}>
    <div role="menu" aria-label="Act as" ref=${list} onKeyDown=${onKey}>
      ${humans.map((one) => html`<${Person} key=${one.id} user=${one} unread=${one.id === world.as ? 0 : unread[one.id]} done=${close} />`)}</div><//>`;
}

/** Shows who one is; opens the list of everybody, with what waits for each. */
export function PersonSwitcher() {
  const [open, setOpen] = useState(false);
  const anchor = useRef();
  const user = me();
  const unread = world.state.unread_by_user ?? {};
  const humans = world.state.users.filter((one) => !one.is_bot && !one.deleted);
  const elsewhere = humans.reduce((sum, one) => sum + (one.id === world.as ? 0 : unread[one.id] ?? 0), 0);
  const close = () => {
    setOpen(false);
    anchor.current?.focus();
  };
  return html`<button type="button" ref=${anchor} class="acting" aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)}>
      <${Avatar} user=${user} large /><span class="person-text"><span class="acting-label">Acting as</span><span class="person-name">${displayName(user)}</span><${LocalTime} user=${user} /></span>
      ${elsewhere > 0 && html`<span class="badge badge-else" title="Unread by others">${elsewhere}<span class="hidden"> unread by others</span></span>`}
      <span class="chevron" aria-hidden="true" /></button>
    ${open && html`<${People} anchor=${anchor} humans=${humans} unread=${unread} close=${close} leave=${() => setOpen(false)} />`}`;
}
