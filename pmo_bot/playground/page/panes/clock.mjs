// The bar on top: what time it is in this world, and the buttons that make it later.
import { classes, html, useEffect, useReducer } from "../lib/html.mjs";
import { cityOf, clockTime, longDay, minuteOfDay, shortDay } from "../lib/time.mjs";
import { me, moveClock, nowMs, set, world } from "../lib/world.mjs";
import { Theme } from "./theme.mjs";

/** Night, day, night: a line of 24 hours with a bead where the acting person's day stands. */
function DayLine({ minute }) {
  const x = (m) => 2 + (m / 1440) * 92;
  return html`<svg class="day-line" viewBox="0 0 96 12" width="96" height="12" aria-hidden="true">
    <line x1="2" x2="94" y1="6" y2="6" class="night" /><line x1=${x(420)} x2=${x(1200)} y1="6" y2="6" class="day" />
    ${[6, 12, 18].map((hour) => html`<line x1=${x(hour * 60)} x2=${x(hour * 60)} y1="4" y2="8" class="hour" />`)}
    <circle cx=${x(minute)} cy="6" r="4.5" class=${minute >= 420 && minute < 1200 ? "bead sun" : "bead moon"} /></svg>`;
}

const MOVES = [
  ["hour", "+1 hour", "+1 h", { seconds: 3600 }],
  ["day", "+1 day", "+1 d", { seconds: 86400 }],
  ["next", "Next thing that happens", "Next", { next: true }],
];

/** For whoever looks at a page behind which there is nothing any more. */
export const Stopped = () => world.stopped && html`<p class="stopped" role="alert"><strong>${world.state.app?.name ?? "The app"} has stopped.</strong> Start <code>./run</code> again.</p>`;

export function ClockBar() {
  const [, tick] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, 5000);
    return () => clearInterval(timer);
  }, []);
  const { clock, team } = world.state;
  const zone = me().tz;
  const now = nowMs();
  return html`<header class="bar">
    <button type="button" class="bar-icon menu-button" aria-label="Places" aria-expanded=${world.drawer} aria-controls="rail" onClick=${() => set({ drawer: !world.drawer })}>
      <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true"><path stroke="currentColor" stroke-width="1.6" stroke-linecap="round" d="M2 4h12M2 8h12M2 12h12" /></svg></button>
    <span class="team">${team?.name ?? "Playground"}<small>playground</small></span>
    <div class="clock" role="group" aria-label="Clock">
      <${DayLine} minute=${minuteOfDay(now, zone)} />
      <span class="clock-text" key=${world.jumps}><span class="clock-day wide-only">${longDay(now, zone)}</span><span class="clock-day narrow-only">${shortDay(now, zone)}</span>
        <span class="clock-time">${clockTime(now, zone)}</span><span class="clock-zone wide-only">${cityOf(zone)}</span></span>
      ${clock.movable !== false && html`<span class="clock-moves">${MOVES.map(([id, label, short, body]) => html`<button type="button" key=${id} class=${classes("move", id, world.moving === id && "busy")} aria-label=${label}
        aria-busy=${world.moving === id} aria-disabled=${Boolean(world.moving)} onClick=${() => moveClock(id, body)}>
        ${id === "next" && html`<svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><path fill="currentColor" d="M2 3l7 5-7 5zM10.5 3h2.5v10h-2.5z" /></svg>`}
        <span class="wide-only">${label}</span><span class="narrow-only">${short}</span></button>`)}</span>`}
      <span class=${classes("clock-word", world.lost && "lost")} role="status">${world.lost ? !world.stopped && "Reconnecting…" : world.moving ? "Time passes…" : world.moved}</span>
    </div>
    <${Theme} /></header>`;
}
