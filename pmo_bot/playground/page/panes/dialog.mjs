// A native dialog: the browser keeps the focus inside, makes the rest inert, and gives the focus back afterwards.
import { classes, html, useLayoutEffect, useRef } from "../lib/html.mjs";

export const focusIn = (node, first) => (node.querySelector("[autofocus]") ?? node.querySelector(first))?.focus();

export function Dialog({ label, onClose, first, class: name, children, ...rest }) {
  const box = useRef();
  useLayoutEffect(() => {
    const node = box.current;
    const before = document.activeElement;
    node.showModal();
    if (first) focusIn(node, first); // the browser would choose the close button
    return () => {
      node.close();
      // The button that opened it may be gone by now (the message was replaced).
      if (!before?.isConnected) document.querySelector(".composer textarea")?.focus();
    };
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose();
  };
  // Escape in a menu or list inside is handled there; the dialog's own Escape must not close it behind our back.
  return html`<dialog ref=${box} class=${classes("dialog", name)} aria-labelledby=${label} onCancel=${cancel} ...${rest}>${children}</dialog>`;
}
