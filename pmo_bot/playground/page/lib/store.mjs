// What this window knows and where it looks: one object, and questions about it. Views read, world.mjs changes.

export const world = {
  as: null,            // the person this window acts as
  place: null,         // {kind: "channel", id} or {kind: "home"}
  thread: null,        // the ts of the open thread
  state: null,         // the last /play/state
  received: 0,         // when it came: between two answers the clock is carried on from here
  messages: {},        // channel id -> messages
  replies: {},         // "channel/ts" -> messages
  home: null,
  newFrom: null,       // {channel, ts}: where the "New" line is drawn
  moving: null,        // which clock button is at work
  moved: null,         // a short word about what the last move brought
  jumps: 0,            // how often the clock was moved from here
  target: null,        // the ts of a message that a link leads to
  sent: 0,             // how often something was sent from here: the conversation then shows its end
  toasts: [],
  drawer: false,
  lost: false,         // the event stream is down
  stopped: false,      // and has been for so long that nobody is there
  failure: null,       // the page cannot start
  insert: null,        // {text, id}: text a tip puts into the composer
};

const watchers = new Set();
export function watch(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function set(patch) {
  Object.assign(world, patch);
  for (const watcher of watchers) watcher();
}

export const channelId = () => (world.place?.kind === "channel" ? world.place.id : null);
export const person = (id) => world.state?.users.find((user) => user.id === id);
export const me = () => person(world.as) ?? {};
export const channel = (id) => world.state?.channels.find((one) => one.id === id);
export const botId = () => world.state?.app?.bot_user_id;
export const nowMs = () => Date.parse(world.state.clock.now) + (performance.now() - world.received);

export function report(error) {
  toast({ title: error.message, bad: true });
}

let toastNumber = 0;
export function toast(entry) {
  const made = { id: ++toastNumber, ...entry };
  const rest = world.toasts.filter((one) => one.title !== made.title || one.chips);
  set({ toasts: [...rest, made].slice(-3) });
}
export const dismiss = (id) => set({ toasts: world.toasts.filter((one) => one.id !== id) });
