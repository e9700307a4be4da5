// The one place that knows which view library the page uses.
import { Component, createContext, h, render } from "../vendor/preact.mjs";
import htm from "../vendor/htm.mjs";

export { createContext, render };
export * from "../vendor/hooks.mjs";

export const html = htm.bind(h);

/** Skips a re-render while the named props are the same: long channels stay fast when one message changes. */
export function memo(view, ...names) {
  return class extends Component {
    shouldComponentUpdate(next) {
      return names.some((name) => next[name] !== this.props[name]);
    }
    render(props) {
      return h(view, props);
    }
  };
}

export const classes = (...names) => names.filter(Boolean).join(" ");
