// Light or dark: the system's wish until one chooses.
import { html } from "../lib/html.mjs";
import { recall, remember } from "../lib/remember.mjs";
import { set } from "../lib/world.mjs";

const root = document.documentElement;
const systemDark = matchMedia("(prefers-color-scheme: dark)");
root.dataset.theme = recall("theme", "auto"); // before the first pane is drawn
systemDark.addEventListener("change", () => set({}));

function choose(theme) {
  root.dataset.theme = theme;
  remember("theme", theme);
  set({});
}

export function Theme() {
  const dark = root.dataset.theme === "dark" || (root.dataset.theme === "auto" && systemDark.matches);
  return html`<button type="button" class="bar-icon theme" aria-label=${dark ? "Use light colours" : "Use dark colours"} title=${dark ? "Light" : "Dark"} onClick=${() => choose(dark ? "light" : "dark")}>
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${dark
      ? html`<circle cx="8" cy="8" r="3.2" fill="currentColor" /><path stroke="currentColor" stroke-width="1.4" stroke-linecap="round" d="M8 1.5v1.7M8 12.8v1.7M1.5 8h1.7M12.8 8h1.7M3.4 3.4l1.2 1.2M11.4 11.4l1.2 1.2M3.4 12.6l1.2-1.2M11.4 4.6l1.2-1.2" />`
      : html`<path fill="currentColor" d="M13.5 10A6 6 0 0 1 6 2.5a6 6 0 1 0 7.5 7.5z" />`}</svg></button>`;
}
