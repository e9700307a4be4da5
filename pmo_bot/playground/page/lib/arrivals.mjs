// Where something arrived between two states, for any person: the page shows it as places to go.
import { api } from "./api.mjs";

const seconds = (state) => Date.parse(state.clock.now) / 1000;

/** The acting person's own channels with more unread than before, apart from the one on the screen. */
function mine(before, after, as, open) {
  const old = new Map(before.channels.map((one) => [one.id, one.unread ?? 0]));
  return after.channels
    .filter((one) => one.id !== open && (one.unread ?? 0) > (old.get(one.id) ?? 0))
    .map((one) => ({ as, channel: one, count: one.unread - (old.get(one.id) ?? 0) }));
}

/** What others got: their unread number grew, and the channel's last message is younger than the state before. */
async function theirs(user, grown, since) {
  const state = await api.state(user.id).catch(() => null);
  return (state?.channels ?? [])
    .filter((one) => one.unread > 0 && parseFloat(one.last_ts) > since)
    .map((one) => ({ as: user.id, channel: one, count: Math.min(one.unread, grown) }));
}

export async function arrivals(before, after, as, open) {
  const [old, now] = [before.unread_by_user ?? {}, after.unread_by_user ?? {}];
  const grown = after.users.filter((user) => user.id !== as && (now[user.id] ?? 0) > (old[user.id] ?? 0));
  const found = mine(before, after, as, open);
  const more = await Promise.all(grown.slice(0, 20).map((user) => theirs(user, now[user.id] - (old[user.id] ?? 0), seconds(before) - 1)));
  const seen = new Set([open, ...found.map((one) => one.channel.id)]);
  for (const one of more.flat()) {
    if (seen.has(one.channel.id)) continue; // a channel is one place, whoever reads it
    seen.add(one.channel.id);
    found.push(one);
  }
  return { chips: found.map((one) => chip(one, after, as)) };
}

function chip({ as, channel, count }, state, acting) {
  const user = state.users.find((one) => one.id === as);
  const other = state.users.find((one) => one.id === channel.with);
  const label = channel.kind !== "im" ? `#${channel.name}`
    : as === acting ? other?.real_name ?? other?.name ?? channel.name : user?.real_name ?? user?.name;
  return { as, channel: channel.id, label, count, user: channel.kind === "im" ? (as === acting ? other : user) : null };
}

export function countOf(chips) {
  const sum = chips.reduce((total, one) => total + one.count, 0);
  return sum === 1 ? "1 new message" : `${sum} new messages`;
}
