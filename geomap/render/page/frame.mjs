// In a frame the map leaves the wheel and one finger to the page around it, and says so in words.
import { el } from "./dom.mjs";
import { t } from "./text.mjs";

const SHOWN = 1400;

// Whether the page is framed, and how: "" (no), "page" or "alone" (the map without its list).
export function framing(hash, asked) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  if (!given.has("embed")) return asked ? "page" : "";
  return given.get("panel") === "none" ? "alone" : "page";
}

// The wheel zooms with Ctrl (or Cmd) only; a finger scrolls the page, two move and zoom the map.
export function shareGestures(map) {
  const container = map.getContainer();
  const hint = el("p", { class: "gesture", "aria-hidden": "true" });
  container.append(hint);
  let hiding = 0;
  const tell = (words) => {
    hint.textContent = words;
    hint.classList.add("shown");
    clearTimeout(hiding);
    hiding = setTimeout(() => hint.classList.remove("shown"), SHOWN);
  };
  const mac = /Mac|iPhone|iPad/.test(navigator.platform ?? "");
  container.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopImmediatePropagation();
    tell(t(mac ? "frame.wheel.mac" : "frame.wheel"));
  }, { capture: true, passive: true });
  container.classList.add("shares-touch");
  container.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") map.dragging.disable();
    else map.dragging.enable();
  }, { capture: true });
  container.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1 && !event.target.closest(".callout")) tell(t("frame.touch"));
  }, { capture: true, passive: true });
}

// As scrollIntoView, which would scroll the page around the frame, too.
export function scrollWithin(element) {
  if (window.parent === window) {
    element.scrollIntoView({ block: "center" });
    return;
  }
  for (let home = element.parentElement; home; home = home.parentElement) {
    if (home.scrollHeight <= home.clientHeight || !/auto|scroll/.test(getComputedStyle(home).overflowY)) continue;
    const inner = element.getBoundingClientRect(), outer = home.getBoundingClientRect();
    home.scrollTop += inner.top + inner.height / 2 - outer.top - outer.height / 2;
  }
}
