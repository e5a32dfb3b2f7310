// A text with its names marked, and the words that somebody has searched for.
import { pieces } from "./data.mjs";
import { el } from "./dom.mjs";
import { foundIn } from "./query.mjs";

// Children for an element; joined they are the text.
export function marked(text, marks, terms = []) {
  const found = foundIn(text, terms);
  let at = 0;
  return pieces(text, marks).flatMap(([part, on]) => {
    const inner = withFound(part, found, at);
    at += part.length;
    return on ? [el("mark", {}, inner)] : inner;
  });
}

// A part of a text that begins at an offset of it; `found` are spans of the whole.
export function withFound(part, found, from = 0) {
  const own = found.filter(([start, end]) => end > from && start < from + part.length).map(([start, end]) => [start - from, end - from]);
  return pieces(part, own).map(([words, on]) => (on ? el("mark", { class: "found" }, words) : words));
}
