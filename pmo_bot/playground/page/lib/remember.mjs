// localStorage that may be missing (private windows, blocked cookies): then the page simply forgets.
const PREFIX = "playground:";

export function recall(name, fallback = null) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // nothing depends on it
  }
}
