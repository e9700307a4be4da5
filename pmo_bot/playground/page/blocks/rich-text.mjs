// rich_text: sections, nested lists, quotes, preformatted text, and every inline element.
import { html } from "../lib/html.mjs";
import { safeUrl } from "../lib/mrkdwn.mjs";
import { ChannelLink, Emoji, Link, Mention, Moment } from "./text.mjs";

function styled(style, content) {
  let out = content;
  if (style?.code) out = html`<code>${out}</code>`;
  if (style?.strike) out = html`<s>${out}</s>`;
  if (style?.underline) out = html`<u>${out}</u>`;
  if (style?.italic) out = html`<em>${out}</em>`;
  if (style?.bold) out = html`<strong>${out}</strong>`;
  return out;
}

const INLINE = {
  text: (e) => e.text,
  link: (e) => (safeUrl(e.url) ? html`<${Link} url=${e.url}>${e.text || e.url}<//>` : e.text || e.url),
  user: (e) => html`<${Mention} id=${e.user_id} />`,
  usergroup: (e) => html`<span class="mention">@${e.usergroup_id}</span>`,
  channel: (e) => html`<${ChannelLink} id=${e.channel_id} />`,
  broadcast: (e) => html`<span class="mention mention-me">@${e.range}</span>`,
  emoji: (e) => html`<${Emoji} name=${e.name} />`,
  date: (e) => html`<${Moment} seconds=${e.timestamp} pattern=${e.format} url=${e.url} fallback=${e.fallback} />`,
  color: (e) => html`<span class="swatch" style=${{ background: e.value }} aria-hidden="true" /> ${e.value}`,
  team: (e) => e.team_id,
};

export const Inline = ({ elements }) => (elements ?? []).map((e) => styled(e.style, INLINE[e.type]?.(e) ?? e.text ?? ""));

/** Slack keeps a nested list flat, each part with its indent: put the deeper parts under the item before them. */
function nested(parts) {
  const roots = [];
  const open = [];
  for (const part of parts) {
    const level = part.indent ?? 0;
    while (open.length && open.at(-1).level >= level && !(open.at(-1).level === level && open.at(-1).style === part.style)) open.pop();
    let list = open.at(-1);
    if (!list || list.level !== level) {
      list = { level, style: part.style, start: (part.offset ?? 0) + 1, border: part.border, items: [] };
      const parent = open.at(-1)?.items.at(-1);
      (parent ? parent.lists : roots).push(list);
      open.push(list);
    }
    for (const item of part.elements ?? []) list.items.push({ item, lists: [] });
  }
  return roots;
}

const List = ({ list }) => {
  const items = list.items.map(({ item, lists }) => html`<li><${Inline} elements=${item.elements} />${lists.map((one) => html`<${List} list=${one} />`)}</li>`);
  return list.style === "ordered" ? html`<ol start=${list.start} data-level=${list.level % 3}>${items}</ol>` : html`<ul data-level=${list.level % 3}>${items}</ul>`;
};

const PARTS = {
  rich_text_section: (e) => html`<div class="lines"><${Inline} elements=${e.elements} /></div>`,
  rich_text_quote: (e) => html`<blockquote><span class="lines"><${Inline} elements=${e.elements} /></span></blockquote>`,
  rich_text_preformatted: (e) => html`<pre tabindex="0"><${Inline} elements=${e.elements} /></pre>`,
};

export function RichText({ of }) {
  const out = [];
  const elements = of.elements ?? [];
  for (let at = 0; at < elements.length; at++) {
    if (elements[at].type === "rich_text_list") {
      let end = at;
      while (elements[end + 1]?.type === "rich_text_list") end++;
      out.push(...nested(elements.slice(at, end + 1)).map((list) => html`<${List} list=${list} />`));
      at = end;
    } else out.push(PARTS[elements[at].type]?.(elements[at]));
  }
  return html`<div class="rich-text">${out}</div>`;
}

export const RichTextBlock = ({ block }) => html`<${RichText} of=${block} />`;
