// Where the choices of a select come from, and how its chosen value is kept: an id for people and channels, else the option.
import { displayName, plain } from "../blocks/text.mjs";
import { botId, world } from "../lib/world.mjs";

const people = () => world.state.users.filter((user) => !user.deleted && (!user.is_bot || user.id === botId()))
  .map((user) => ({ key: user.id, label: displayName(user), hint: user.is_bot ? "App" : `@${user.name}`, user, keep: user.id }));

function channels(filter) {
  return world.state.channels
    .filter((one) => !one.archived && filter(one))
    .map((one) => {
      const other = one.kind === "im" && world.state.users.find((user) => user.id === one.with);
      return { key: one.id, label: other ? displayName(other) : one.name, sign: one.kind === "im" ? "" : "#", user: other || null, keep: one.id };
    });
}

const allowed = (element) => (one) => {
  const include = element.filter?.include;
  const kind = { channel: "public", private: "private", im: "im" }[one.kind];
  return (!include || include.includes(kind)) && !(element.filter?.exclude_bot_users && one.with === botId());
};

const option = (one) => ({ key: one.value, label: plain(one.text), hint: plain(one.description), keep: one });
const listed = (source) => source.option_groups?.length
  ? source.option_groups.flatMap((group) => group.options.map((one) => ({ ...option(one), group: plain(group.label) })))
  : (source.options ?? []).map(option);

/** {multi, remote, all()} for any of the ten select elements. */
export function sourceOf(element) {
  const multi = element.type.startsWith("multi_");
  const kind = element.type.replace("multi_", "").replace("_select", "");
  const all = {
    users: people,
    channels: () => channels((one) => one.kind === "channel"),
    conversations: () => channels(allowed(element)),
    static: () => listed(element),
    external: () => [],
  }[kind] ?? (() => []);
  return { multi, remote: kind === "external", all };
}

export const fromAnswer = (answer) => listed(answer ?? {});

/** A kept value back to something with a label: the option may have left the list meanwhile. */
export function shownAs(kept, all) {
  if (typeof kept === "string") return all.find((one) => one.key === kept) ?? { key: kept, label: kept, keep: kept };
  return option(kept);
}

export const matching = (all, query) => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => words.every((word) => `${one.label} ${one.hint ?? ""} ${one.group ?? ""}`.toLowerCase().includes(word)));
};
