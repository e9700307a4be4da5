// The app's Home for the acting person.
import { html } from "../lib/html.mjs";
import { Blocks } from "../blocks/index.mjs";
import { Interact, useHolder } from "../elements/interact.mjs";
import { botId, person, world } from "../lib/world.mjs";
import { Failed } from "./message.mjs";
import { Avatar } from "./people.mjs";
import { Welcome } from "./welcome.mjs";

function View({ view }) {
  const holder = useHolder({ container: "home", view_id: view.id }, view.blocks, view.state?.values);
  return html`<${Interact.Provider} value=${holder}><${Failed} holder=${holder} /><div class="body home-body"><${Blocks} of=${view.blocks} /></div><//>`;
}

export function Home() {
  const { home, state } = world;
  return html`<main class="main" id="main" tabindex="-1">
    <header class="pane-head"><h1><${Avatar} user=${person(botId()) ?? { name: state.app?.name, is_bot: true }} small />${state.app?.name}</h1><small class="tag">home</small></header>
    <${Welcome} />
    <div class="home" tabindex="0" role="region" aria-label="App Home">${!home ? html`<p class="quiet" role="status">Opening…</p>`
      : home.blocks?.length ? html`<${View} key=${world.as} view=${home} />`
      : html`<div class="empty"><h2>Nothing here yet</h2><p>${state.app?.name} has not drawn its Home for this person.</p></div>`}</div></main>`;
}
