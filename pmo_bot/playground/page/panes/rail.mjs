// The left rail: who one is, and every place one can be.
import { classes, html } from "../lib/html.mjs";
import { displayName } from "../blocks/text.mjs";
import { botId, go, person, set, world } from "../lib/world.mjs";
import { Avatar, PersonSwitcher } from "./people.mjs";
import { Theme } from "./theme.mjs";
import { Tips } from "./tips.mjs";

function Row({ active, unread, onClick, icon, label, note, dim }) {
  return html`<li><button type="button" class=${classes("place", active && "active", unread > 0 && !active && "unread", dim && "dim")} aria-current=${active ? "page" : undefined} onClick=${onClick}>
    <span class="place-icon" aria-hidden="true">${icon}</span><span class="place-label">${label}</span>${note && html`<small>${note}</small>`}
    ${unread > 0 && !active && html`<span class="badge">${unread}<span class="hidden"> unread</span></span>`}</button></li>`;
}

const here = (id) => world.place?.kind === "channel" && world.place.id === id;
const open = (id) => () => go({ kind: "channel", id });

const Lock = html`<svg viewBox="0 0 16 16" width="13" height="13"><path fill="none" stroke="currentColor" stroke-width="1.5" d="M5 7V5a3 3 0 0 1 6 0v2M4 7h8v6H4z" /></svg>`;

function ChannelRow({ one }) {
  return html`<${Row} active=${here(one.id)} unread=${one.unread} onClick=${open(one.id)} icon=${one.kind === "private" ? Lock : "#"} label=${one.name} dim=${!one.member} note=${one.archived ? "archived" : ""} />`;
}

function TalkRow({ one }) {
  const other = person(one.with);
  return html`<${Row} active=${here(one.id)} unread=${one.unread} onClick=${open(one.id)} icon=${html`<${Avatar} user=${other} small />`}
    label=${other ? displayName(other) : one.name} note=${other?.is_bot ? "app" : one.with === world.as ? "you" : ""} />`;
}

const House = html`<svg viewBox="0 0 16 16" width="15" height="15"><path fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" d="M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5" /></svg>`;

export function Rail() {
  const { channels, app } = world.state;
  const shown = channels.filter((one) => !one.archived || here(one.id));
  const rooms = shown.filter((one) => one.kind !== "im").sort((a, b) => b.member - a.member || a.name.localeCompare(b.name));
  const talks = shown.filter((one) => one.kind === "im").sort((a, b) => (b.with === botId()) - (a.with === botId()) || (parseFloat(b.last_ts) || 0) - (parseFloat(a.last_ts) || 0));
  return html`<nav class=${classes("rail", world.drawer && "open")} aria-label="Places" id="rail" onKeyDown=${(event) => event.key === "Escape" && set({ drawer: false })}>
    <${PersonSwitcher} />
    <div class="rail-scroll">
      ${app && html`<h2>Apps</h2><ul>
        <${Row} active=${world.place?.kind === "home"} onClick=${() => go({ kind: "home" })} icon=${House} label=${`${app.name} Home`} />
        ${talks.filter((one) => one.with === botId()).map((one) => html`<${TalkRow} key=${one.id} one=${one} />`)}</ul>`}
      <h2>Channels</h2><ul>${rooms.map((one) => html`<${ChannelRow} key=${one.id} one=${one} />`)}</ul>
      ${talks.some((one) => one.with !== botId()) && html`<h2>Direct messages</h2><ul>${talks.filter((one) => one.with !== botId()).map((one) => html`<${TalkRow} key=${one.id} one=${one} />`)}</ul>`}
    </div>
    <${Tips} /><div class="rail-theme"><${Theme} /></div></nav>
    ${world.drawer && html`<div class="scrim" onClick=${() => set({ drawer: false })} />`}`;
}
