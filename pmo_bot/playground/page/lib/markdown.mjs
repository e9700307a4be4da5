// The everyday part of Markdown for the `markdown` block, as the same kind of tree that mrkdwn makes.
import { safeUrl } from "./mrkdwn.mjs";

const text = (value) => ({ type: "text", text: value });
const INLINE = [
  [/\\([\\`*_{}[\]()#+\-.!~|>])/y, (m) => text(m[1])],
  [/`([^`\n]+)`/y, (m) => ({ type: "code", text: m[1] })],
  [/\*\*(?=\S)([\s\S]+?\S?)\*\*/y, (m) => ({ type: "bold", children: spans(m[1]) })],
  [/__(?=\S)([\s\S]+?)__(?!\w)/y, (m) => ({ type: "bold", children: spans(m[1]) })],
  [/~~(?=\S)([\s\S]+?)~~/y, (m) => ({ type: "strike", children: spans(m[1]) })],
  [/\*(?=\S)([^*\n]+?)\*/y, (m) => ({ type: "italic", children: spans(m[1]) })],
  [/_(?=\S)([^_\n]+?)_(?!\w)/y, (m) => ({ type: "italic", children: spans(m[1]) })],
  [/!?\[([^\]\n]*)\]\(([^)\s]+)(?:\s+"[^"]*")?\)/y, (m) => link(m[2], m[1])],
  [/<(https?:[^>\s]+|mailto:[^>\s]+)>/y, (m) => link(m[1], m[1])],
  [/<@([UW]\w+)(?:\|[^>]*)?>/y, (m) => ({ type: "user", id: m[1] })],
  [/<#([CG]\w+)(?:\|[^>]*)?>/y, (m) => ({ type: "channel", id: m[1] })],
  [/https?:\/\/[^\s<>)]+[^\s<>).,;:!?]/y, (m) => link(m[0], m[0])],
  [/:([a-z0-9_+-]+):/y, (m) => ({ type: "emoji", name: m[1] })],
];

const link = (url, label) => (safeUrl(url) ? { type: "link", url, children: label === url ? [text(url)] : spans(label) } : text(label));

export function spans(source) {
  const out = [];
  let plain = "";
  for (let at = 0; at < source.length; ) {
    let found;
    // an underscore within a word is a letter, not a mark
    const inWord = source[at] === "_" && /\w/.test(source[at - 1] ?? "");
    const make = !inWord && INLINE.find(([pattern]) => ((pattern.lastIndex = at), (found = pattern.exec(source))))?.[1];
    if (make) {
      if (plain) out.push(text(plain));
      plain = "";
      out.push(make(found));
      at += found[0].length;
    } else plain += source[at++];
  }
  if (plain) out.push(text(plain));
  return out;
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;
const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => spans(cell.trim()));

/** Each rule takes the lines from `at` and answers [node, next line], or nothing. */
const RULES = [
  function fence(lines, at) {
    if (!/^\s*```/.test(lines[at])) return null;
    let end = at + 1;
    while (end < lines.length && !/^\s*```/.test(lines[end])) end++;
    return [{ type: "pre", text: lines.slice(at + 1, end).join("\n") }, end + 1];
  },
  function heading(lines, at) {
    const found = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[at]);
    return found && [{ type: "heading", level: found[1].length, children: spans(found[2]) }, at + 1];
  },
  function rule(lines, at) {
    return /^\s*([-*_])(\s*\1){2,}\s*$/.test(lines[at]) ? [{ type: "rule" }, at + 1] : null;
  },
  function quote(lines, at) {
    let end = at;
    while (/^\s*>/.test(lines[end] ?? "")) end++;
    return end > at ? [{ type: "quote", children: markdown(lines.slice(at, end).map((line) => line.replace(/^\s*> ?/, "")).join("\n")) }, end] : null;
  },
  function table(lines, at) {
    if (!lines[at].includes("|") || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? "") || !lines[at + 1].includes("-")) return null;
    let end = at + 2;
    while ((lines[end] ?? "").includes("|")) end++;
    return [{ type: "table", head: cells(lines[at]), rows: lines.slice(at + 2, end).map(cells) }, end];
  },
  function list(lines, at) {
    const first = ITEM.exec(lines[at]);
    if (!first) return null;
    const items = [];
    let end = at;
    for (; end < lines.length; end++) {
      const found = ITEM.exec(lines[end]);
      if (found && found[1].length <= first[1].length + 1) {
        if (/\d/.test(found[2]) !== /\d/.test(first[2])) break;
        items.push({ done: found[3] && found[3] !== " ", task: Boolean(found[3]), children: spans(found[4]), inner: [] });
      } else if (lines[end].trim() && (found || /^\s{2,}/.test(lines[end]))) items.at(-1).inner.push(lines[end]);
      else break;
    }
    for (const item of items) item.inner = item.inner.length ? markdown(item.inner.join("\n")) : [];
    return [{ type: "list", ordered: /\d/.test(first[2]), start: parseInt(first[2], 10) || 1, items }, end];
  },
];

export function markdown(source) {
  const lines = String(source ?? "").replace(/\r/g, "").split("\n");
  const out = [];
  let run = [];
  const flush = () => {
    if (run.length) out.push({ type: "paragraph", children: spans(run.map((line) => line.trim()).join("\n")) });
    run = [];
  };
  for (let at = 0; at < lines.length; ) {
    if (!lines[at].trim()) {
      flush();
      at++;
      continue;
    }
    let taken = null;
    for (const rule of RULES) if ((taken = rule(lines, at))) break;
    if (taken) {
      flush();
      out.push(taken[0]);
      at = taken[1];
    } else run.push(lines[at++]);
  }
  flush();
  return out;
}
