// Text with meaning: mrkdwn and Markdown trees, mentions, dates and links as elements. Leaves are always text nodes.
import { html } from "../lib/html.mjs";
import { emoji, withEmoji } from "../lib/emoji.mjs";
import { markdown } from "../lib/markdown.mjs";
import { parse, safeUrl } from "../lib/mrkdwn.mjs";
import { fullMoment, slackDate } from "../lib/time.mjs";
import { channel, go, me, nowMs, person, world } from "../lib/world.mjs";

export const displayName = (user) => user?.real_name || user?.name || "Somebody";

export function Mention({ id, label }) {
  const user = person(id);
  return html`<span class=${id === world.as ? "mention mention-me" : "mention"}>@${user ? displayName(user) : label || id}</span>`;
}

export function ChannelLink({ id, label }) {
  const found = channel(id);
  if (!found) return html`<span class="mention">#${label || "private channel"}</span>`;
  return html`<button type="button" class="mention" onClick=${() => go({ kind: "channel", id })}>#${found.name}</button>`;
}

export const Emoji = ({ name }) => {
  const sign = emoji(name);
  return sign ? html`<span class="emoji" role="img" aria-label=${name.replaceAll("_", " ")}>${sign}</span>` : `:${name}:`;
};

export function Moment({ seconds, pattern, fallback, url }) {
  const zone = me().tz;
  const shown = slackDate(seconds, pattern, zone, nowMs()) ?? fallback;
  const time = html`<time title=${Number.isFinite(Number(seconds)) ? fullMoment(seconds * 1000, zone) : undefined}>${shown}</time>`;
  return safeUrl(url) ? html`<${Link} url=${url}>${time}<//>` : time;
}

/** A link to a message of this very workspace opens it here; everything else opens in a tab of its own. */
export function Link({ url, children }) {
  const here = /\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?/.exec(url);
  if (here && channel(here[1])) {
    const jump = (event) => {
      event.preventDefault();
      const thread = new URL(url).searchParams.get("thread_ts");
      go({ kind: "channel", id: here[1] }, thread, here[2] && `${here[2]}.${here[3]}`);
    };
    return html`<a href=${`#at=${here[1]}`} onClick=${jump}>${children}</a>`;
  }
  return html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow">${children}</a>`;
}

/** Coloured circles are drawn, as Slack draws them: not every machine has a font for them. */
const DOTS = { "🔴": "red", "🟠": "orange", "🟡": "yellow", "🟢": "green", "🔵": "blue", "🟣": "purple" };
const withDots = (text) => text.split(/(🔴|🟠|🟡|🟢|🔵|🟣)/u).map((part) =>
  DOTS[part] ? html`<span class=${`dot dot-${DOTS[part]}`} role="img" aria-label=${`${DOTS[part]} circle`}>${part}</span>` : part);

const VIEWS = {
  text: (node) => withDots(node.text),
  bold: (node) => html`<strong>${tree(node.children)}</strong>`,
  italic: (node) => html`<em>${tree(node.children)}</em>`,
  strike: (node) => html`<s>${tree(node.children)}</s>`,
  code: (node) => html`<code>${node.text}</code>`,
  pre: (node) => html`<pre tabindex="0">${node.text}</pre>`,
  quote: (node) => html`<blockquote>${tree(node.children)}</blockquote>`,
  lines: (node) => html`<span class="lines">${tree(node.children)}</span>`,
  link: (node) => html`<${Link} url=${node.url}>${tree(node.children)}<//>`,
  user: (node) => html`<${Mention} ...${node} />`,
  channel: (node) => html`<${ChannelLink} ...${node} />`,
  broadcast: (node) => html`<span class="mention mention-me">@${node.name}</span>`,
  date: (node) => html`<${Moment} ...${node} />`,
  emoji: (node) => html`<${Emoji} name=${node.name} />`,
  paragraph: (node) => html`<p>${tree(node.children)}</p>`,
  heading: (node) => html`<div class=${`md-h md-h${node.level}`} role="heading" aria-level=${Math.min(6, node.level + 2)}>${tree(node.children)}</div>`,
  rule: () => html`<hr />`,
  list: (node) => {
    const items = node.items.map((item) => html`<li class=${item.task ? "task" : ""}>
      ${item.task && html`<span aria-label=${item.done ? "done" : "open"} role="img">${item.done ? "☑" : "☐"}</span> `}${tree(item.children)}${tree(item.inner)}</li>`);
    return node.ordered ? html`<ol start=${node.start}>${items}</ol>` : html`<ul>${items}</ul>`;
  },
  table: (node) => html`<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
    <thead><tr>${node.head.map((cell) => html`<th scope="col">${tree(cell)}</th>`)}</tr></thead>
    <tbody>${node.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${tree(cell)}</td>`)}</tr>`)}</tbody></table></div>`,
};

const tree = (nodes) => (nodes ?? []).map((node) => VIEWS[node.type](node));

export const Mrkdwn = ({ text }) => tree(parse(text));
export const Markdown = ({ text }) => html`<div class="markdown">${tree(markdown(text))}</div>`;

/** A Slack text object, or the bare string that some newer blocks allow. */
export function Text({ of }) {
  if (of === null || of === undefined) return null;
  if (typeof of === "string") return of;
  if (of.type === "rich_text") return null;
  if (of.type === "mrkdwn") return html`<${Mrkdwn} text=${of.text} />`;
  return of.emoji === false ? of.text : withEmoji(of.text ?? "");
}

export const plain = (of) => (typeof of === "string" ? of : withEmoji(of?.text ?? ""));
