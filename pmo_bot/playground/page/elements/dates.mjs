// Dates and times: the browser's own pickers, which know the keyboard, the locale and the phone.
import { html, useRef } from "../lib/html.mjs";
import { cityOf, epochToWall, shortDay, wallToEpoch } from "../lib/time.mjs";
import { me } from "../lib/world.mjs";
import { useElement } from "./interact.mjs";

/** Half-typed years fire changes too (0002, 0020, 0202): an action waits until the typing rests. */
function usePatient(change, live) {
  const timer = useRef(0);
  const waiting = useRef();
  const flush = () => {
    clearTimeout(timer.current);
    if (waiting.current !== undefined) change(waiting.current);
    waiting.current = undefined;
  };
  return {
    take(value, whole) {
      if (!live) return change(value);
      clearTimeout(timer.current);
      waiting.current = whole ? value : undefined;
      if (whole) timer.current = setTimeout(flush, 500);
    },
    flush,
  };
}

function Field({ type, shown, whole, read, element, block, live, id, describedby, invalid, note }) {
  const { value, change, keep, busy } = useElement(element, block, live);
  const patient = usePatient(change, live);
  const input = (event) => {
    const raw = event.currentTarget.value;
    const next = raw ? read(raw) : null;
    if (live) keep(next);
    patient.take(next, raw && whole(raw));
  };
  return html`<span class=${busy ? "field busy" : "field"}><input id=${id} type=${type} class="input input-date" value=${shown(value())} onInput=${input}
    onBlur=${patient.flush} onKeyDown=${(event) => event.key === "Enter" && live && patient.flush()}
    aria-label=${id ? undefined : element.placeholder?.text ?? "Date"} aria-describedby=${describedby} aria-invalid=${invalid} />
    ${note(value()) && html`<small class="zone">${note(value())}</small>`}</span>`;
}

const sensible = (raw) => Number(raw.slice(0, 4)) >= 1900;

export const DatePicker = (props) => html`<${Field} ...${props} type="date" shown=${(v) => v ?? ""} read=${(raw) => raw} whole=${sensible}
  note=${(v) => v && sensible(v) && shortDay(Date.parse(v), "UTC")} />`;

export const TimePicker = (props) => html`<${Field} ...${props} type="time" shown=${(v) => v ?? ""} read=${(raw) => raw} whole=${() => true}
  note=${() => props.element.timezone && cityOf(props.element.timezone)} />`;

export const DateTimePicker = (props) => html`<${Field} ...${props} type="datetime-local" note=${() => cityOf(me().tz)} whole=${sensible}
  shown=${(v) => (v ? epochToWall(v, me().tz) : "")} read=${(raw) => wallToEpoch(raw, me().tz)} />`;
