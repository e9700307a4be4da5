// What the composer offers while one types: commands after "/", people after "@", channels after "#".
import { displayName } from "../blocks/text.mjs";
import { world } from "../lib/world.mjs";

const MOST = 8;
const near = (query) => (text) => text.toLowerCase().split(/[\s._-]+/).some((word) => word.startsWith(query)) || text.toLowerCase().startsWith(query);

function commands(text) {
  const found = /^\/(\S*)$/.exec(text);
  if (!found) return null;
  return (world.state.commands ?? [])
    .filter((one) => one.command.toLowerCase().startsWith(text.toLowerCase()))
    .map((one) => ({ key: one.command, label: one.command, hint: one.usage_hint, note: one.description, insert: `${one.command} `, from: 0 }));
}

function mentions(text, caret) {
  const found = /(^|[\s(])([@#])([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const [, , sign, query] = found;
  const from = caret - query.length - 1;
  const matches = near(query.toLowerCase());
  const pool = sign === "@"
    ? world.state.users.filter((one) => !one.deleted && (matches(displayName(one)) || matches(one.name)))
        .map((user) => ({ key: user.id, label: displayName(user), hint: user.is_bot ? "app" : `@${user.name}`, user, insert: `@${displayName(user)} `, from }))
    : world.state.channels.filter((one) => one.kind !== "im" && !one.archived && matches(one.name))
        .map((one) => ({ key: one.id, label: one.name, sign: one.kind === "private" ? "🔒" : "#", insert: `#${one.name} `, from }));
  // Nothing left to complete: a finished name must not swallow the Enter that sends.
  return pool.length === 1 && pool[0].insert.trim().toLowerCase() === (sign + query).trim().toLowerCase() ? null : pool;
}

export function completions(text, caret) {
  const found = commands(text) ?? mentions(text, caret) ?? [];
  return found.slice(0, MOST);
}

/** The usage of the command that is being typed, once its name is complete. */
export function commandHint(text) {
  const found = /^(\/\S+)\s/.exec(text);
  return found && (world.state.commands ?? []).find((one) => one.command === found[1]);
}
