// The page's side of the contract with its server. Every failure becomes a Failure with a sentence to show.
export class Failure extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

const UNREACHABLE = "The playground's server does not answer. Is it still running?";

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Failure(UNREACHABLE, "unreachable");
  }
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null || body.ok === false)
    throw Object.assign(new Failure(body?.message || body?.error || `The server answered ${response.status}.`, body?.error), { body });
  return body;
}

const get = (path, query) => call(`/play/${path}?${new URLSearchParams(Object.entries(query).filter(([, v]) => v))}`);
const post = (path, body) => call(`/play/${path}`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

export const api = {
  state: (as) => get("state", { as }),
  messages: (as, channel, thread) => get("messages", { as, channel, thread }),
  home: (as) => get("home", { as }),
  act: (body) => post("act", body),
  clock: (body) => post("clock", body),
};

/** Listens until the returned function is called; `onOpen` also runs after every reconnection. */
export function listen(as, onEvent, onOpen, onLost) {
  const source = new EventSource(`/play/events?${new URLSearchParams({ as })}`);
  source.onopen = onOpen;
  source.onerror = onLost;
  source.onmessage = (message) => {
    try {
      onEvent(JSON.parse(message.data));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // a keep-alive line is no event
    }
  };
  return () => source.close();
}
