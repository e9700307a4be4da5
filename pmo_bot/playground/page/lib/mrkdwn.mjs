// Slack's mrkdwn as a tree of plain objects. It never makes markup: the views put every leaf in as text.

const unescape = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
const SAFE = /^(https?:|mailto:|tel:)/i;
export const safeUrl = (url) => (SAFE.test(url ?? "") ? url : null);

const cut = (body) => {
  const bar = body.indexOf("|");
  return bar < 0 ? [body, ""] : [body.slice(0, bar), body.slice(bar + 1)];
};

/** What stands between < and >: a mention, a channel, a date, a broadcast or a link. */
function token(body) {
  const [target, label] = cut(body);
  if (target[0] === "@") return { type: "user", id: target.slice(1), label: unescape(label) };
  if (target[0] === "#") return { type: "channel", id: target.slice(1), label: unescape(label) };
  if (target.startsWith("!date^")) {
    const [, seconds, pattern, link] = target.split("^");
    return { type: "date", seconds, pattern: unescape(pattern ?? ""), url: safeUrl(link), fallback: unescape(label) };
  }
  if (target[0] === "!") {
    const name = target.slice(1).split("^")[0];
    return { type: "broadcast", name: name === "subteam" ? unescape(label) || "group" : name };
  }
  const url = unescape(target);
  return safeUrl(url) ? { type: "link", url, children: label ? inline(label) : [text(url.replace(/^mailto:/, ""))] }
    : text(unescape(`<${body}>`));
}

const text = (value) => ({ type: "text", text: value });
const STYLES = { "*": "bold", _: "italic", "~": "strike" };
const wordy = (char) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** The end of `*bold*` opened at `start`, or -1: markers bind only at the edges of words, and within one line. */
function closing(source, start) {
  const marker = source[start];
  if (wordy(source[start - 1]) || /[\s\u200b]|^$/.test(source[start + 1] ?? "") || source[start + 1] === marker) return -1;
  for (let at = start + 2; at < source.length && source[at] !== "\n"; at++) {
    if (source[at] === "<") {
      const end = source.indexOf(">", at);
      if (end > 0) at = end;
    } else if (source[at] === marker && !/[\s\u200b]/.test(source[at - 1]) && !wordy(source[at + 1])) return at;
  }
  return -1;
}

const HOLDERS = [
  [/<([^<>\n]+)>/y, (found) => token(found[1])],
  [/`([^`\n]+)`/y, (found) => ({ type: "code", text: unescape(found[1].replace(/<([^<>|]+)(\|[^<>]*)?>/g, "$1")) })],
  [/:([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/y, (found) => ({ type: "emoji", name: found[1] })],
];

export function inline(source) {
  const out = [];
  let plain = "";
  const flush = () => {
    if (plain) out.push(text(unescape(plain)));
    plain = "";
  };
  for (let at = 0; at < source.length; ) {
    const style = STYLES[source[at]];
    const end = style ? closing(source, at) : -1;
    if (end > 0) {
      flush();
      out.push({ type: style, children: inline(source.slice(at + 1, end)) });
      at = end + 1;
      continue;
    }
    const [pattern, make] = HOLDERS.find(([pattern]) => ((pattern.lastIndex = at), pattern.test(source))) ?? [];
    if (pattern) {
      pattern.lastIndex = at;
      const found = pattern.exec(source);
      flush();
      out.push(make(found));
      at += found[0].length;
    } else plain += source[at++];
  }
  flush();
  return out;
}

/** Runs of quoted lines become quotes; all else stays as it was typed, bullets included. */
function paragraphs(source) {
  const out = [];
  let run = [];
  let quoted = false;
  const flush = () => {
    if (run.length) out.push(quoted ? { type: "quote", children: inline(run.join("\n")) } : { type: "lines", children: inline(run.join("\n")) });
    run = [];
  };
  for (const line of source.split("\n")) {
    const mark = /^(?:&gt;|>) ?/.exec(line);
    if (Boolean(mark) !== quoted) flush();
    quoted = Boolean(mark);
    run.push(mark ? line.slice(mark[0].length) : line);
  }
  flush();
  return out;
}

export function parse(source) {
  return String(source ?? "").split(/```/).flatMap((part, index, all) => {
    if (index % 2 && index < all.length - 1) return [{ type: "pre", text: unescape(part.replace(/^\n|\n$/g, "")) }];
    const rest = index % 2 ? "```" + part : part; // an odd fence is text
    const trimmed = rest.replace(index ? /^\n/ : /^$/, "").replace(index < all.length - 1 ? /\n$/ : /$^/, "");
    return trimmed ? paragraphs(trimmed) : [];
  });
}

/** One line without any formatting: for previews, labels and titles. */
export function plainText(source, names = {}) {
  const walk = (nodes) => nodes.map((node) => node.text ?? (node.type === "user" ? `@${names[node.id] ?? node.label}`
    : node.type === "channel" ? `#${names[node.id] ?? node.label}` : node.fallback ?? node.name ?? walk(node.children ?? []))).join("");
  return walk(parse(source)).replace(/\s+/g, " ").trim();
}
