// Anything that floats: put in the browser's top layer, so that neither scrolling panes nor dialogs cut it off.
import { classes, html, useLayoutEffect, useRef } from "../lib/html.mjs";

const GAP = 4;

function place(box, anchor) {
  const from = anchor.getBoundingClientRect();
  const width = Math.min(Math.max(box.dataset.wide ? from.width : 0, box.offsetWidth), innerWidth - 16);
  const below = innerHeight - from.bottom;
  const up = below < box.offsetHeight + GAP + 8 && from.top > below;
  box.style.minWidth = box.dataset.wide ? `${Math.min(from.width, innerWidth - 16)}px` : "";
  box.style.maxHeight = `${Math.max(120, (up ? from.top : below) - GAP - 8)}px`;
  box.style.left = `${Math.max(8, Math.min(box.dataset.end ? from.right - width : from.left, innerWidth - width - 8))}px`;
  box.style.top = up ? "auto" : `${from.bottom + GAP}px`;
  box.style.bottom = up ? `${innerHeight - from.top + GAP}px` : "auto";
}

export function Popup({ anchor, onClose, wide, end, class: name, children, ...rest }) {
  const box = useRef();
  useLayoutEffect(() => {
    const node = box.current;
    node.showPopover?.();
    const again = () => anchor.current && place(node, anchor.current);
    again();
    const outside = (event) => {
      if (!node.contains(event.target) && !anchor.current?.contains(event.target)) onClose();
    };
    const sized = new ResizeObserver(again);
    sized.observe(node);
    addEventListener("pointerdown", outside, true);
    addEventListener("resize", again);
    addEventListener("scroll", again, true);
    return () => {
      sized.disconnect();
      removeEventListener("pointerdown", outside, true);
      removeEventListener("resize", again);
      removeEventListener("scroll", again, true);
    };
  }, []);
  return html`<div ref=${box} popover="manual" class=${classes("popup", name)} data-wide=${wide ? "1" : undefined} data-end=${end ? "1" : undefined} ...${rest}>${children}</div>`;
}

/** A menu with roving focus: arrows, Home, End, first letters, Enter, Escape. Focus returns to its button. */
export function Menu({ anchor, items, label, onClose, end }) {
  const list = useRef();
  const buttons = () => [...list.current.querySelectorAll("[role^=menuitem]")];
  useLayoutEffect(() => buttons()[0]?.focus(), []); // after the popup inside has opened itself

  function close() {
    onClose();
    anchor.current?.focus();
  }

  function onKey(event) {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[to].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      rest.find((one) => one.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }

  const content = (item) => html`<span class="menu-label">${item.icon}${item.label}</span>${item.hint && html`<span class="menu-hint">${item.hint}</span>`}`;
  return html`<${Popup} anchor=${anchor} onClose=${onClose} end=${end} class="menu">
    <div role="menu" aria-label=${label} ref=${list} onKeyDown=${onKey}>
      ${items.map((item) => item.heading ? html`<div class="menu-heading" role="presentation">${item.heading}</div>`
        : item.url ? html`<a role="menuitem" tabindex="-1" href=${item.url} target="_blank" rel="noopener noreferrer" onClick=${() => (close(), item.run())}>${content(item)}</a>`
        : html`<button type="button" role=${item.checked === undefined ? "menuitem" : "menuitemradio"} aria-checked=${item.checked} tabindex="-1"
            onClick=${() => (close(), item.run())}>${content(item)}</button>`)}
    </div><//>`;
}
