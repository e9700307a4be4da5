// Everything that changes what the window knows: fetching, acting, going places, moving the clock, hearing of changes.
import { api, listen } from "./api.mjs";
import { arrivals, countOf } from "./arrivals.mjs";
import { recall, remember } from "./remember.mjs";
import { botId, channel, channelId, report, set, toast, world } from "./store.mjs";

export * from "./store.mjs";

/** Runs one at a time; calls that come meanwhile share one more run. A burst of events costs two requests. */
function coalesced(work) {
  let running = null;
  let again = null;
  return function run() {
    if (running) return (again ??= running.catch(() => {}).then(() => ((again = null), run())));
    running = work().finally(() => (running = null));
    return running;
  };
}

/** Keeps the old object where nothing changed, so that views can skip it. */
function merged(old, fresh) {
  const known = new Map((old ?? []).map((message) => [message.ts + message.ephemeral, message]));
  return fresh.map((message) => {
    const before = known.get(message.ts + message.ephemeral);
    return before && JSON.stringify(before) === JSON.stringify(message) ? before : message;
  });
}

let baseline = null; // the state that arrivals are measured against

export const refreshState = coalesced(async () => {
  const as = world.as;
  const state = await api.state(as);
  if (as && as !== world.as) return;
  set({ state, received: performance.now(), as: as ?? state.me?.id ?? state.me });
  if (!world.moving) await announce();
});

/** One list of arrivals at a time: the newest first, each place once. */
function arrived(chips) {
  const older = world.toasts.flatMap((one) => one.chips ?? []).filter((old) => !chips.some((chip) => chip.channel === old.channel));
  forgetArrivals();
  const all = [...chips, ...older].slice(0, 8);
  toast({ title: countOf(all), chips: all });
}
const forgetArrivals = () => set({ toasts: world.toasts.filter((one) => !one.chips) });

async function announce() {
  const before = baseline;
  baseline = { as: world.as, state: world.state };
  if (!before || before.as !== world.as) return null;
  const found = await arrivals(before.state, baseline.state, world.as, channelId());
  if (found.chips.length) arrived(found.chips);
  return found;
}

export const refreshMessages = coalesced(async () => {
  const [as, id, ts] = [world.as, channelId(), world.thread];
  if (!id) return;
  const [all, thread] = await Promise.all([api.messages(as, id), ts && api.messages(as, id, ts)]);
  if (as !== world.as) return;
  const patch = { messages: { ...world.messages, [id]: merged(world.messages[id], all.messages) } };
  if (thread) patch.replies = { ...world.replies, [`${id}/${ts}`]: merged(world.replies[`${id}/${ts}`], thread.messages) };
  set(patch);
});

export const refreshHome = coalesced(async () => {
  const as = world.as;
  const { view } = await api.home(as);
  if (as === world.as) set({ home: view ?? { blocks: [] } });
});

export const refreshHere = () => (world.place?.kind === "home" ? refreshHome() : refreshMessages());
/** Reading comes first: it marks as read, and the state asked for afterwards knows it. */
export const refresh = () => refreshHere().then(refreshState).catch(report);

/** Sends what the person did; the caller shows the sentence of a Failure next to what was clicked. */
export async function act(body) {
  try {
    return await api.act({ as: world.as, ...body });
  } catch (error) {
    told.add(error.message);
    throw error;
  } finally {
    refresh();
  }
}

const told = new Set(); // sentences that stand next to what was clicked: the same as a notice would be said twice

// --- going places -------------------------------------------------------------------------------------------------

export const reached = () => (world.target = null);

export function go(place, thread = null, target = null) {
  const id = place.kind === "channel" ? place.id : null;
  const unread = id ? channel(id)?.unread ?? 0 : 0;
  const fresh = JSON.stringify(place) !== JSON.stringify(world.place);
  set({ place, thread, target, drawer: false, newFrom: fresh ? null : world.newFrom, ...(fresh && { moved: null }) });
  keepAddress();
  // The app hears of an opened Home first, so that what is fetched is what it draws now.
  const told = place.kind === "home" && fresh ? api.act({ as: world.as, kind: "open_home" }).catch(report) : Promise.resolve();
  told.then(refreshHere).then(() => {
    if (fresh && unread && channelId() === id) set({ newFrom: firstUnread(id, unread) });
    return refreshState();
  }).catch(report);
}

function firstUnread(id, count) {
  const others = (world.messages[id] ?? []).filter((message) => message.user !== world.as);
  return others.length ? { channel: id, ts: others.at(-Math.min(count, others.length)).ts } : null;
}

export const openThread = (ts) => go(world.place, ts);
export const closeThread = () => go(world.place, null);

/** Another person: the same channel if they can see it, their own talk with the same bot, or a sensible first place. */
export async function become(as, wanted = null) {
  if (as === world.as && !wanted) return;
  const before = world.place;
  const partner = channelId() && channel(channelId())?.with;
  stopListening?.();
  set({ as, messages: {}, replies: {}, home: null, thread: null, newFrom: null, drawer: false });
  await refreshState();
  remember("as", as);
  go(wanted ? { kind: "channel", id: wanted } : samePlace(before, partner));
  startListening();
}

function samePlace(before, partner) {
  if (before?.kind === "home") return before;
  const channels = world.state.channels;
  const same = before && channels.find((one) => one.id === before.id && one.kind !== "im");
  const talk = partner && channels.find((one) => one.kind === "im" && one.with === partner);
  return same || talk ? { kind: "channel", id: (same ?? talk).id } : firstPlace();
}

function firstPlace() {
  const channels = world.state.channels.filter((one) => !one.archived);
  const first = channels.find((one) => one.kind === "im" && one.with === botId()) ?? channels.find((one) => one.member) ?? channels[0];
  return first ? { kind: "channel", id: first.id } : { kind: "home" };
}

function keepAddress() {
  const address = new URLSearchParams({ as: world.as, at: channelId() ?? "home" });
  if (world.thread) address.set("thread", world.thread);
  history.replaceState(null, "", `#${address}`);
}

// --- time ---------------------------------------------------------------------------------------------------------

export async function moveClock(button, body) {
  if (world.moving) return;
  const last = channelId() && channel(channelId())?.last_ts;
  set({ moving: button, moved: null });
  forgetArrivals();
  try {
    await api.clock(body);
    set({ jumps: world.jumps + 1 });
    await refreshHere();
    await refreshState();
    const found = await announce();
    const here = channelId() && channel(channelId())?.last_ts !== last;
    set({ moved: here ? "Something new" : found?.chips.length ? "" : "Nothing new" });
  } catch (error) {
    report(error);
  } finally {
    set({ moving: null });
    refresh();
  }
}

// --- events -------------------------------------------------------------------------------------------------------

const STOPPED_AFTER = 6000; // milliseconds: whoever starts it again is quicker
let stopListening = null;
let losing = 0;
let timer = 0;

function startListening() {
  stopListening?.();
  stopListening = listen(world.as, onEvent, () => {
    if (world.lost) refresh();
    clearTimeout(losing);
    losing = 0;
    set({ lost: false, stopped: false });
  }, () => {
    losing ||= setTimeout(() => set({ stopped: true }), STOPPED_AFTER);
    if (!world.lost) set({ lost: true });
  });
}

function onEvent(event) {
  if (event.type === "notice") setTimeout(() => told.delete(event.text) || event.channel || toast({ title: event.text ?? "Something went wrong", bad: true }), 400);
  // An event only says that something changed: what it is now is read from the server, once for a whole burst.
  clearTimeout(timer);
  timer = setTimeout(refresh, 30);
}

export async function start() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  try {
    set({ as: wanted.get("as") ?? recall("as") });
    await refreshState().catch((error) => {
      if (!world.as || error.code === "unreachable") throw error;
      set({ as: null }); // remembered from another playground
      return refreshState();
    });
    const at = wanted.get("at");
    go(at === "home" ? { kind: "home" } : channel(at) ? { kind: "channel", id: at } : firstPlace(), wanted.get("thread"));
    startListening();
    // What reaches only others makes no event here, but the rail shows who has something unread.
    setInterval(() => document.hidden || world.moving || refreshState().catch(() => {}), 5000);
  } catch (error) {
    set({ failure: error.message });
    setTimeout(start, 2000); // the server may still be starting
    return;
  }
  set({ failure: null });
}
