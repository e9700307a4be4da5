// Pictures: when one cannot be loaded (the page shows only what its own server serves), its description stands in.
import { classes, html, useState } from "../lib/html.mjs";

export function Picture({ of, class: name }) {
  const [broken, setBroken] = useState(false);
  const address = of.image_url ?? of.slack_file?.url ?? (of.slack_file?.id ? `/files/${of.slack_file.id}` : undefined);
  if (broken || !address) return html`<span class=${classes("picture-missing", name)} role="img" aria-label=${of.alt_text}>🖼 <span>${of.alt_text}</span></span>`;
  return html`<img class=${name} src=${address} alt=${of.alt_text ?? ""} loading="lazy" onError=${() => setBroken(true)} />`;
}
