// Puts the panes together and draws them again whenever the world changes.
import { html, render, useEffect, useReducer } from "./lib/html.mjs";
import { channelId, start, watch, world } from "./lib/world.mjs";
import { Channel, Thread, titleOf } from "./panes/channel.mjs";
import { ClockBar, Stopped } from "./panes/clock.mjs";
import { Confirm } from "./panes/confirm.mjs";
import { Home } from "./panes/home.mjs";
import { Modals } from "./panes/modal.mjs";
import { Rail } from "./panes/rail.mjs";
import { Toasts } from "./panes/toasts.mjs";

function useTitle() {
  const unread = world.state?.channels.reduce((sum, one) => sum + (one.unread ?? 0), 0) ?? 0;
  const place = channelId() ? titleOf(world.state?.channels.find((one) => one.id === channelId())) : world.state?.app?.name;
  useEffect(() => {
    if (world.state) document.title = `${unread ? `(${unread}) ` : ""}${place ?? ""} · ${world.state.team?.name ?? "Playground"}`;
  }, [unread, place]);
}

function App() {
  const [, redraw] = useReducer((n) => n + 1, 0);
  useEffect(() => watch(redraw), []);
  useTitle();
  if (world.failure && !world.state) return html`<p class="boot" role="alert">${world.failure}</p>`;
  if (!world.state || !world.place) return html`<p class="boot" role="status">Opening the playground…</p>`;
  const thread = world.thread && world.place.kind === "channel";
  return html`<a class="skip" href="#main" onClick=${(event) => (event.preventDefault(), (document.querySelector(".composer textarea") ?? document.getElementById("main"))?.focus())}>Skip to the message box</a>
    <div class=${thread ? "shell with-thread" : "shell"}>
      <${ClockBar} /><${Rail} />
      ${world.place.kind === "home" ? html`<${Home} />` : html`<${Channel} />`}
      ${thread && html`<${Thread} />`}
    </div>
    <${Stopped} /><${Toasts} /><${Modals} /><${Confirm} />`;
}

const root = document.getElementById("root");
root.replaceChildren();
render(html`<${App} />`, root);
start();
