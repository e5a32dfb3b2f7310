// Elements are built from text nodes and attributes only.
import { t } from "./text.mjs";

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A document's text: its own direction, its own language.
export function foreign(tag, text, attributes = {}) {
  return el(tag, { dir: "auto", ...attributes }, text);
}

export function button(label, onclick, attributes = {}) {
  return el("button", { type: "button", onclick, ...attributes }, label);
}

export function outLink(href, label) {
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

let live;
export function announce(text) {
  live ??= document.getElementById("live");
  if (live) live.textContent = text;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { readonly: true, class: "offscreen" });
    area.value = text;
    document.body.append(area);
    area.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { done = false; }
    area.remove();
    return done;
  }
}

// A button that copies, and says for a moment that it did.
export function copier(label, text, attributes = {}) {
  const made = button(label, async () => {
    const done = t(await copy(text()) ? "copied" : "copied.failed");
    made.textContent = done;
    announce(done);
    made.focus();
    setTimeout(() => { made.textContent = label; }, 1800);
  }, attributes);
  return made;
}

// A ring round a circle that is dashed for the given share of it, from the top on.
export function dashedRing(share) {
  const make = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const dashes = Math.max(2, Math.round(share * 16));
  const dash = (100 * share) / (dashes * 2 - 1);
  const pattern = [...Array(dashes * 2 - 1).fill(dash.toFixed(2)), "200"].join(" ");
  const ring = make("svg", { class: "ring", viewBox: "0 0 40 40" });
  ring.append(make("circle", { cx: 20, cy: 20, r: 18.5, pathLength: 100, "stroke-dasharray": pattern }));
  return ring;
}
