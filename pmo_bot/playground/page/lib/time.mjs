// Every moment is shown in the acting person's zone; formats are fixed to one locale because the page is in English.
const LOCALE = "en-GB";
const cache = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!cache.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat(LOCALE, { timeZone: zone || "UTC", ...options });
    } catch {
      made = new Intl.DateTimeFormat(LOCALE, { timeZone: "UTC", ...options }); // a zone this browser does not know
    }
    cache.set(key, made);
  }
  return cache.get(key);
}

const parts = (ms, zone, options) =>
  Object.fromEntries(format(zone, options).formatToParts(ms).map((part) => [part.type, part.value]));

export const tsToMs = (ts) => Math.round(parseFloat(ts) * 1000);
export const clockTime = (ms, zone) => format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);
export const minuteOfDay = (ms, zone) => {
  const [hour, minute] = clockTime(ms, zone).split(":").map(Number);
  return hour * 60 + minute;
};

/** 2026-12-03: comparable as text. */
export function dayKey(ms, zone) {
  const p = parts(ms, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${p.year}-${p.month}-${p.day}`;
}

const daysBetween = (a, b) => Math.round((Date.parse(b) - Date.parse(a)) / 86400000);

export function longDay(ms, zone) {
  const p = parts(ms, zone, { weekday: "long", day: "numeric", month: "long" });
  return `${p.weekday} ${p.day} ${p.month}`;
}

export function shortDay(ms, zone) {
  const p = parts(ms, zone, { weekday: "short", day: "numeric", month: "short" });
  return `${p.weekday} ${p.day} ${p.month}`;
}

/** The label between two days of a conversation. */
export function dayLabel(ms, zone, now) {
  const distance = daysBetween(dayKey(now, zone), dayKey(ms, zone));
  const near = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[distance];
  const far = Math.abs(distance) > 300 ? ` ${parts(ms, zone, { year: "numeric" }).year}` : "";
  return near ? `${near}, ${longDay(ms, zone)}` : longDay(ms, zone) + far;
}

export const fullMoment = (ms, zone) => `${longDay(ms, zone)}, ${clockTime(ms, zone)} (${cityOf(zone)})`;
export const cityOf = (zone) => (zone || "UTC").split("/").pop().replaceAll("_", " ");

export function ago(ms, now) {
  const minutes = Math.round(Math.abs(now - ms) / 60000);
  const [n, unit] = minutes < 1 ? [0, ""] : minutes < 60 ? [minutes, "minute"]
    : minutes < 1440 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  if (!n) return "just now";
  const words = `${n} ${unit}${n === 1 ? "" : "s"}`;
  return ms > now ? `in ${words}` : `${words} ago`;
}

function plainDate(ms, zone, month) {
  const p = parts(ms, zone, { day: "numeric", month, year: "numeric" });
  return `${p.day} ${p.month} ${p.year}`;
}

function pretty(ms, zone, now, otherwise) {
  const near = { "-1": "yesterday", 0: "today", 1: "tomorrow" };
  return near[daysBetween(dayKey(now, zone), dayKey(ms, zone))] ?? otherwise;
}

const dateTokens = {
  date_num: (ms, zone) => dayKey(ms, zone),
  date_slash: (ms, zone) => dayKey(ms, zone).split("-").reverse().join("/"),
  date: (ms, zone) => plainDate(ms, zone, "long"),
  date_short: (ms, zone) => plainDate(ms, zone, "short"),
  date_long: (ms, zone) => `${longDay(ms, zone)} ${parts(ms, zone, { year: "numeric" }).year}`,
  date_long_full: (ms, zone) => `${longDay(ms, zone)} ${parts(ms, zone, { year: "numeric" }).year}`,
  day_divider_pretty: (ms, zone, now) => pretty(ms, zone, now, longDay(ms, zone)),
  date_pretty: (ms, zone, now) => pretty(ms, zone, now, plainDate(ms, zone, "long")),
  date_short_pretty: (ms, zone, now) => pretty(ms, zone, now, plainDate(ms, zone, "short")),
  date_long_pretty: (ms, zone, now) => pretty(ms, zone, now, longDay(ms, zone)),
  time: (ms, zone) => clockTime(ms, zone),
  time_secs: (ms, zone) => format(zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(ms),
  ago: (ms, zone, now) => ago(ms, now),
};

/** `{date_short} {time}` and friends, as in <!date^…> and the rich_text date element. */
export function slackDate(seconds, pattern, zone, now) {
  const ms = Number(seconds) * 1000;
  if (!Number.isFinite(ms)) return null;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => dateTokens[name]?.(ms, zone, now) ?? whole);
}

/** "2026-12-03T09:00" on the wall in `zone` as seconds since the epoch; two rounds settle a change of offset. */
export function wallToEpoch(wall, zone) {
  const wanted = Date.parse(wall + ":00Z");
  let guess = wanted;
  for (let round = 0; round < 2; round++) guess += wanted - Date.parse(epochToWall(guess / 1000, zone) + ":00Z");
  return Math.round(guess / 1000);
}

export const epochToWall = (seconds, zone) => `${dayKey(seconds * 1000, zone)}T${clockTime(seconds * 1000, zone)}`;
