// Things one types into.
import { html, useLayoutEffect, useRef } from "../lib/html.mjs";
import { plain } from "../blocks/text.mjs";
import { useElement } from "./interact.mjs";

const DEFAULT_TRIGGER = ["on_enter_pressed"];

/** dispatch_action: tell the app on Enter, or while typing once the fingers rest. */
function useDispatch(element, tell, live) {
  const timer = useRef(0);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? DEFAULT_TRIGGER;
  return {
    typed(value) {
      if (!live || !triggers.includes("on_character_entered")) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => tell(value), 350);
    },
    entered(event, value) {
      if (!live || event.key !== "Enter" || event.shiftKey || !triggers.includes("on_enter_pressed")) return;
      event.preventDefault();
      tell(value);
    },
  };
}

export function PlainText({ element, block, live, id, describedby, invalid }) {
  const { value, keep, tell, busy } = useElement(element, block, live);
  const dispatch = useDispatch(element, tell, live);
  const box = useRef();
  const text = value() ?? "";
  useLayoutEffect(() => {
    if (!element.multiline) return;
    box.current.style.height = "auto"; // grows with what is written; the style sheet sets the ends
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [text]);
  const input = (event) => {
    keep(event.currentTarget.value || null);
    dispatch.typed(event.currentTarget.value);
  };
  const left = element.max_length ? element.max_length - text.length : null;
  const shared = { id, ref: box, value: text, onInput: input, placeholder: plain(element.placeholder), autofocus: element.focus_on_load,
    "aria-describedby": describedby, "aria-invalid": invalid, onKeyDown: (event) => dispatch.entered(event, text) };
  return html`<span class=${busy ? "field busy" : "field"}>
    ${element.multiline ? html`<textarea class="input" rows="3" ...${shared} />` : html`<input class="input" type="text" ...${shared} />`}
    ${left !== null && left <= Math.max(20, element.max_length / 5) && html`<small class=${left < 0 ? "count over" : "count"}>${left}</small>`}</span>`;
}

const KINDS = { number_input: ["text", "decimal"], email_text_input: ["email", "email"], url_text_input: ["url", "url"] };

export function TypedText({ element, block, live, id, describedby, invalid }) {
  const { value, keep, tell } = useElement(element, block, live);
  const dispatch = useDispatch(element, tell, live);
  const [type, mode] = KINDS[element.type];
  return html`<input class="input" id=${id} type=${type} inputmode=${mode} value=${value() ?? ""} placeholder=${plain(element.placeholder)}
    autofocus=${element.focus_on_load} aria-describedby=${describedby} aria-invalid=${invalid}
    onInput=${(event) => (keep(event.currentTarget.value || null), dispatch.typed(event.currentTarget.value))}
    onKeyDown=${(event) => dispatch.entered(event, value())} />`;
}

const toRich = (text) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] });
const fromRich = (rich) => (rich?.elements ?? []).map((part) => (part.elements ?? []).map((leaf) => leaf.text ?? leaf.url ?? "").join("")).join("\n");

export function RichTextInput({ element, block, live, id, describedby, invalid }) {
  const { value, keep } = useElement(element, block, live);
  return html`<textarea class="input" rows="4" id=${id} value=${fromRich(value())} placeholder=${plain(element.placeholder)} autofocus=${element.focus_on_load}
    aria-describedby=${describedby} aria-invalid=${invalid} onInput=${(event) => keep(event.currentTarget.value ? toRich(event.currentTarget.value) : null)} />`;
}

export const FileInput = () => html`<p class="quiet">Files cannot be sent in the playground.</p>`;
