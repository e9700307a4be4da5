// What an element needs to act: who holds it (message, Home, modal), what was typed, and how to send.
import { createContext, useContext, useRef, useState } from "../lib/html.mjs";
import { api } from "../lib/api.mjs";
import { current, stateOf, wrap } from "../lib/values.mjs";
import { act, world } from "../lib/world.mjs";
import { confirmed } from "../panes/confirm.mjs";

export const Interact = createContext(null);

/** One holder of elements: `where` is what the server needs to find it again. */
export function useHolder(where, blocks, remembered = null, kept = null) {
  const [, redraw] = useState(0);
  const [failure, setFailure] = useState(null);
  const own = useRef({});
  const typed = kept ?? own.current;
  const latest = useRef();
  latest.current = { where, blocks, remembered };

  function set(blockId, actionId, value) {
    typed[blockId] = { ...typed[blockId], [actionId]: value };
    redraw((n) => n + 1);
  }

  async function fire(element, blockId, extra) {
    setFailure(null);
    const { where, blocks, remembered } = latest.current;
    try {
      await act({ kind: "click", ...where, block_id: blockId, action_id: element.action_id, element_type: element.type,
        ...extra, state: stateOf(blocks, typed, remembered) });
    } catch (error) {
      setFailure(error.message);
    }
  }

  function ask(element, blockId, query) {
    return api.act({ as: world.as, kind: "options", ...latest.current.where, block_id: blockId, action_id: element.action_id, value: query });
  }

  return { where, remembered, typed, set, fire, ask, failure, setFailure };
}

/** The value of one element, how to change it, and how to tell the app. `live`: changing is an action. */
export function useElement(element, block, live) {
  const holder = useContext(Interact);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const blockId = block.block_id;

  async function send(extra) {
    if (running.current) return; // a second tap while the first is on its way
    if (element.confirm && !(await confirmed(element.confirm))) return;
    running.current = true;
    setBusy(true);
    await holder.fire(element, blockId, extra);
    running.current = false;
    setBusy(false);
  }

  return {
    busy,
    send,
    value: () => current(element, blockId, holder.typed, holder.remembered),
    ask: (query) => holder.ask(element, blockId, query),
    change(value) {
      holder.set(blockId, element.action_id, value);
      if (live) send(wrap(element.type, value));
    },
    keep: (value) => holder.set(blockId, element.action_id, value),
    tell: (value) => send(wrap(element.type, value)),
  };
}
