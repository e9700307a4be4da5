// The state of interactive elements: what Slack calls state.values, per type of element.
const SELECTED = {
  option: ["selected_option", "initial_option", null],
  options: ["selected_options", "initial_options", []],
  user: ["selected_user", "initial_user", null],
  users: ["selected_users", "initial_users", []],
  channel: ["selected_channel", "initial_channel", null],
  channels: ["selected_channels", "initial_channels", []],
  conversation: ["selected_conversation", "initial_conversation", null],
  conversations: ["selected_conversations", "initial_conversations", []],
  date: ["selected_date", "initial_date", null],
  time: ["selected_time", "initial_time", null],
  moment: ["selected_date_time", "initial_date_time", null],
  text: ["value", "initial_value", null],
  rich: ["rich_text_value", "initial_value", null],
  files: ["files", "initial_files", []],
};

const KINDS = {
  static_select: "option", external_select: "option", radio_buttons: "option", overflow: "option",
  multi_static_select: "options", multi_external_select: "options", checkboxes: "options",
  users_select: "user", multi_users_select: "users",
  channels_select: "channel", multi_channels_select: "channels",
  conversations_select: "conversation", multi_conversations_select: "conversations",
  datepicker: "date", timepicker: "time", datetimepicker: "moment",
  plain_text_input: "text", number_input: "text", email_text_input: "text", url_text_input: "text",
  rich_text_input: "rich", file_input: "files",
};

export const holdsValue = (type) => type in KINDS && type !== "overflow";
export const wrap = (type, value) => (KINDS[type] ? { [SELECTED[KINDS[type]][0]]: value } : {});

export function initial(element) {
  const [, key, empty] = SELECTED[KINDS[element.type]];
  return element[key] ?? empty;
}

/** Typed here, else what the server remembers, else the initial value. */
export function current(element, blockId, typed, remembered) {
  const own = typed?.[blockId]?.[element.action_id];
  if (own !== undefined) return own;
  const kept = remembered?.[blockId]?.[element.action_id]?.[SELECTED[KINDS[element.type]][0]];
  return kept ?? initial(element);
}

/** Every element of these blocks that holds a value, with its block. */
export function* holders(blocks) {
  for (const block of blocks ?? []) {
    const inside = block.type === "input" ? [block.element] : block.type === "actions" ? block.elements : block.type === "section" ? [block.accessory] : [];
    for (const element of inside ?? []) if (element && holdsValue(element.type)) yield [block, element];
    if (block.child_blocks) yield* holders(block.child_blocks);
  }
}

export function stateOf(blocks, typed, remembered) {
  const state = {};
  for (const [block, element] of holders(blocks)) {
    const value = current(element, block.block_id, typed, remembered);
    (state[block.block_id] ??= {})[element.action_id] = { type: element.type, ...wrap(element.type, value) };
  }
  return state;
}

const empty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

const CHECKS = {
  plain_text_input: (e, v) => (v.length < (e.min_length ?? 0) ? `Please write at least ${e.min_length} characters.`
    : v.length > (e.max_length ?? 3000) ? `Please write at most ${e.max_length ?? 3000} characters.` : null),
  number_input: (e, v) => (Number.isNaN(Number(v)) || (!e.is_decimal_allowed && !/^-?\d+$/.test(v)) ? `Please enter a ${e.is_decimal_allowed ? "" : "whole "}number.`
    : Number(v) < Number(e.min_value ?? -Infinity) ? `Please enter ${e.min_value} or more.`
      : Number(v) > Number(e.max_value ?? Infinity) ? `Please enter ${e.max_value} or less.` : null),
  email_text_input: (e, v) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(v) ? null : "Please enter an e-mail address."),
  url_text_input: (e, v) => (/^https?:\/\/\S+$/i.test(v) ? null : "Please enter a link that starts with https://."),
};

/** What Slack's own form refuses before the app hears of it: {block_id: sentence}. */
export function complaints(blocks, typed, remembered) {
  const found = {};
  for (const [block, element] of holders(blocks)) {
    if (block.type !== "input") continue;
    const value = current(element, block.block_id, typed, remembered);
    const problem = empty(value) ? (block.optional ? null : "Please complete this required field.") : CHECKS[element.type]?.(element, value);
    if (problem) found[block.block_id] = problem;
  }
  return found;
}
