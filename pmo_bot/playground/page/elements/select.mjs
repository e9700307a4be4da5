// All selects are one searchable combobox: a field, a floating list, arrows, Enter, Escape.
import { classes, html, useEffect, useId, useRef, useState } from "../lib/html.mjs";
import { plain } from "../blocks/text.mjs";
import { Avatar } from "../panes/people.mjs";
import { Popup } from "../panes/popup.mjs";
import { useElement } from "./interact.mjs";
import { fromAnswer, matching, shownAs, sourceOf } from "./options.mjs";

/** The choices for what is typed; external ones are asked for, the latest answer wins. */
function useChoices(element, source, query, open, ask) {
  const [remote, setRemote] = useState({ choices: [], status: "" });
  const round = useRef(0);
  const enough = query.length >= (element.min_query_length ?? 3);
  useEffect(() => {
    if (!source.remote || !open) return undefined;
    const mine = ++round.current;
    if (!enough) return setRemote({ choices: [], status: `Type at least ${element.min_query_length ?? 3} letters` });
    setRemote((old) => ({ ...old, status: "Searching…" }));
    const timer = setTimeout(async () => {
      const next = await ask(query).then((answer) => ({ choices: fromAnswer(answer), status: "" }), (error) => ({ choices: [], status: error.message }));
      if (mine === round.current) setRemote(next);
    }, 200);
    return () => clearTimeout(timer);
  }, [open, query]);
  return source.remote ? remote : { choices: matching(source.all(), query), status: "" };
}

function Choices({ id, choices, active, chosen, multi, pick, status }) {
  let group = null;
  return html`<ul role="listbox" id=${id} aria-multiselectable=${multi} class="choices-list">
    ${choices.map((choice, index) => {
      const heading = choice.group !== group ? (group = choice.group) : null;
      return html`${heading && html`<li role="presentation" class="menu-heading">${heading}</li>`}
        <li role="option" id=${`${id}-${index}`} key=${choice.key} aria-selected=${chosen.has(choice.key)} class=${index === active ? "active" : ""}
          onPointerDown=${(event) => (event.preventDefault(), pick(choice))}>
          ${choice.user && html`<${Avatar} user=${choice.user} small />`}
          <span class="menu-label">${choice.sign && html`<span class="sign">${choice.sign}</span>`}${choice.label}</span>
          ${choice.hint && html`<span class="menu-hint">${choice.hint}</span>`}
          <span class="tick" aria-hidden="true">${chosen.has(choice.key) ? "✓" : ""}</span></li>`;
    })}
    ${!choices.length && html`<li class="quiet none" role="presentation">${status || "Nothing found"}</li>`}</ul>`;
}

export function Select({ element, block, live, id, describedby, invalid }) {
  const { value, change, ask, busy } = useElement(element, block, live);
  const source = sourceOf(element);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const anchor = useRef();
  const field = useRef();
  const listId = useId();
  const { choices, status } = useChoices(element, source, query, open, ask);
  const held = value();
  const all = source.all();
  const kept = (source.multi ? held ?? [] : held ? [held] : []).map((one) => shownAs(one, all));
  const chosen = new Set(kept.map((one) => one.key));
  const single = !source.multi && kept[0];

  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, open]);

  function show(on) {
    setOpen(on);
    setQuery("");
    setActive(on && single ? Math.max(0, all.findIndex((one) => one.key === single.key)) : 0);
  }
  function pick(choice) {
    if (!choice) return;
    setQuery("");
    if (!source.multi) {
      show(false);
      if (choice.key !== single?.key) change(choice.keep);
    } else if (chosen.has(choice.key)) change(kept.filter((one) => one.key !== choice.key).map((one) => one.keep));
    else if (kept.length < (element.max_selected_items ?? Infinity)) change([...kept.map((one) => one.keep), choice.keep]);
    field.current?.focus();
  }
  const remove = (key) => change(kept.filter((one) => one.key !== key).map((one) => one.keep));

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !open) show(true);
    else if (step) setActive((active + step + choices.length) % (choices.length || 1));
    else if (event.key === "Enter" && open) pick(choices[active]);
    else if (event.key === "Escape" && open) show(false);
    else if (event.key === "Backspace" && !query && source.multi && kept.length) return remove(kept.at(-1).key);
    else if (event.key === "Backspace" && !query && single && block.optional) return change(null);
    else return event.key === "Tab" && show(false);
    event.preventDefault();
    return event.stopPropagation();
  }

  const placeholder = plain(element.placeholder) || (source.multi ? "Choose…" : "Choose one…");
  return html`<span class=${classes("select", busy && "busy", open && "open", !source.multi && "single")} ref=${anchor} onClick=${() => !open && (show(true), field.current.focus())}>
    ${source.multi && kept.map((one) => html`<span class="pill" key=${one.key}>${one.user && html`<${Avatar} user=${one.user} small />`}${one.label}
      <button type="button" aria-label=${`Remove ${one.label}`} onClick=${(event) => (event.stopPropagation(), remove(one.key))}>×</button></span>`)}
    ${single && !open && html`<span class="chosen" aria-hidden="true">${single.user && html`<${Avatar} user=${single.user} small />`}<span>${single.sign}${single.label}</span></span>`}
    <input ref=${field} id=${id} role="combobox" autocomplete="off" aria-expanded=${open} aria-controls=${listId} aria-haspopup="listbox"
      aria-activedescendant=${open && choices.length ? `${listId}-${active}` : undefined} aria-describedby=${describedby} aria-invalid=${invalid}
      aria-label=${id ? undefined : placeholder} autofocus=${element.focus_on_load}
      placeholder=${single && !open ? "" : source.multi && kept.length ? "" : single ? single.label : placeholder} value=${open ? query : single ? single.label : ""}
      onInput=${(event) => (open || setOpen(true), setQuery(event.currentTarget.value), setActive(0))} onKeyDown=${onKey} onBlur=${() => open && show(false)} />
    <span class="chevron" aria-hidden="true" />
    ${open && html`<${Popup} anchor=${anchor} wide class="menu" onClose=${() => show(false)}>
      <${Choices} id=${listId} choices=${choices} active=${active} chosen=${chosen} multi=${source.multi} pick=${pick} status=${status} /><//>`}</span>`;
}
