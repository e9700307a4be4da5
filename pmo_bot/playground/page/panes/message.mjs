// One message: who, when, what; its menu; and the sentence when a click on it failed.
import { classes, html, memo, useRef, useState } from "../lib/html.mjs";
import { Blocks } from "../blocks/index.mjs";
import { displayName, Emoji, Mrkdwn } from "../blocks/text.mjs";
import { Interact, useHolder } from "../elements/interact.mjs";
import { clockTime, fullMoment, shortDay, tsToMs } from "../lib/time.mjs";
import { act, me, openThread, person, report, world } from "../lib/world.mjs";
import { Avatar } from "./people.mjs";
import { Menu } from "./popup.mjs";

const shortcuts = () => (world.state.shortcuts ?? []).filter((one) => one.type === "message");
const ReplyIcon = html`<svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" d="M2.5 3.5h11v7.5H8l-3 2.7V11H2.5z" /></svg>`;

function Tools({ message, channel, inThread }) {
  const [open, setOpen] = useState(false);
  const anchor = useRef();
  const root = message.thread_ts ?? message.ts;
  const run = (one) => () => act({ kind: "shortcut", callback_id: one.callback_id, channel, ts: message.ts }).catch(report);
  const items = [
    ...(inThread ? [] : [{ label: "Reply in thread", run: () => openThread(root) }]),
    ...(shortcuts().length ? [{ heading: world.state.app?.name }] : []),
    ...shortcuts().map((one) => ({ label: one.name, hint: one.description, run: run(one) })),
  ];
  if (!items.length) return null;
  return html`<div class=${classes("tools", open && "open")}>
    ${!inThread && html`<button type="button" class="tool" aria-label="Reply in thread" title="Reply in thread" onClick=${() => openThread(root)}>${ReplyIcon}</button>`}
    <button type="button" class="tool" ref=${anchor} aria-label="More for this message" title="More" aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)}><span aria-hidden="true">⋯</span></button>
    ${open && html`<${Menu} anchor=${anchor} end label="Message" items=${items} onClose=${() => setOpen(false)} />`}</div>`;
}

export function Failed({ holder }) {
  if (!holder.failure) return null;
  return html`<p class="failure" role="alert">${holder.failure} <button type="button" class="link" onClick=${() => holder.setFailure(null)}>Dismiss</button></p>`;
}

export function Body({ message, channel }) {
  const where = { container: "message", channel, ts: message.ts, thread_ts: message.thread_ts, ephemeral: message.ephemeral || undefined };
  const holder = useHolder(where, message.blocks);
  return html`<${Interact.Provider} value=${holder}>
    <div class="body">${message.blocks?.length ? html`<${Blocks} of=${message.blocks} />` : html`<div class="text"><${Mrkdwn} text=${message.text} /></div>`}
      ${message.edited && html`<span class="edited">(edited)</span>`}</div>
    <${Failed} holder=${holder} /><//>`;
}

function Replies({ message }) {
  const last = message.latest_reply && shortDay(tsToMs(message.latest_reply), me().tz);
  return html`<button type="button" class="replies" onClick=${() => openThread(message.ts)}>
    ${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}${last && html`<small> · last ${last}</small>`}</button>`;
}

// Slack's own voice: it tells a person that an app failed, and is not in the list of people.
const SERVICE = { USLACKBOT: { real_name: "Slackbot", is_bot: true } };

const Reactions = ({ of }) => html`<div class="reactions">${Object.entries(of).map(([name, users]) => html`<span class="reaction"><${Emoji} name=${name} /> ${users.length}</span>`)}</div>`;

function Row({ message, channel, follows, inThread }) {
  const user = person(message.user) ?? SERVICE[message.user] ?? { real_name: message.username ?? (message.bot ? world.state.app?.name : "Somebody"), is_bot: message.bot };
  const zone = me().tz;
  const moment = tsToMs(message.ts);
  const own = message.ephemeral;
  return html`<article class=${classes("message", follows && "follows", own && "private")} data-ts=${message.ts} tabindex="-1" aria-label=${`${displayName(user)}, ${clockTime(moment, zone)}`}>
    <div class="gutter">${follows ? html`<time class="side-time">${clockTime(moment, zone)}</time>` : html`<${Avatar} user=${user} />`}</div>
    <div class="content">
      ${own && html`<p class="only-you"><svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="1.4" d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" /><circle cx="8" cy="8" r="2" fill="currentColor" /></svg> Only visible to you</p>`}
      ${!follows && html`<div class="meta"><span class="author">${displayName(user)}</span>${(message.bot || user.is_bot) && html`<small class="tag">app</small>`}
        <time title=${fullMoment(moment, zone)}>${clockTime(moment, zone)}</time></div>`}
      <${Body} message=${message} channel=${channel} />
      ${message.reactions && Object.keys(message.reactions).length > 0 && html`<${Reactions} of=${message.reactions} />`}
      ${message.reply_count > 0 && !inThread && html`<${Replies} message=${message} />`}
    </div>
    ${!own && html`<${Tools} message=${message} channel=${channel} inThread=${inThread} />`}</article>`;
}

/** `stamp` changes when people, channels or shortcuts do: names inside a message must follow. */
export const Message = memo(Row, "message", "channel", "follows", "inThread", "stamp");
