// Where a card stands: beside its place on the map, always whole, or on a small screen in a sheet
// below. The map moves only to bring the place out from under the card.
import { button, el } from "./dom.mjs";
import { placeCard } from "./layout.mjs";
import { t } from "./text.mjs";

export const SHEET = "(max-width: 599px), (max-width: 899px) and (min-height: 480px)";
const SIZES = ["peek", "half", "full"];
const MARGIN = 8;

export class Stage {
  constructor(map, area, close) {
    Object.assign(this, { map, area, close, home: null, gap: 16 });
    map.on("move zoomend viewreset", () => this.place());
    new ResizeObserver(() => this.place()).observe(area);
    addEventListener("resize", () => this.fitSheet());
    // A sheet is drawn where a card was when the window changes its shape.
    matchMedia(SHEET).addEventListener("change", () => { if (this.home) this.show(this.card, this.latlng); });
  }

  get open() { return this.home !== null; }

  // `gap` is how far the card stands from its place, in pixels.
  show(card, latlng, gap = this.gap) {
    this.remove();
    Object.assign(this, { card, gap, latlng: L.latLng(latlng) });
    card.querySelector(".close")?.remove();
    card.prepend(button("×", () => this.close(), { class: "close", "aria-label": t("close") }));
    card.style.removeProperty("max-height");
    if (matchMedia(SHEET).matches) this.showSheet();
    else this.showCallout();
    card.focus({ preventScroll: true });
  }

  // At the side of the map, for other places than its own are looked at; returns the room that it
  // takes there, in pixels.
  dock(on) {
    this.docked = on;
    this.place();
    return on && this.home?.classList.contains("callout") ? this.home.getBoundingClientRect().width + MARGIN : 0;
  }

  remove() {
    this.docked = false;
    this.home?.remove();
    this.home = null;
    document.documentElement.classList.remove("with-sheet");
  }

  showCallout() {
    this.home = el("div", { class: "leaflet-popup place callout" }, this.card, el("span", { class: "tip", "aria-hidden": "true" }));
    for (const type of ["click", "dblclick", "mousedown", "wheel", "pointerdown", "touchstart"]) {
      this.home.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
    }
    this.area.append(this.home);
    this.place();
    this.uncover(this.home.getBoundingClientRect());
  }

  place() {
    if (!this.home || this.home.classList.contains("sheet")) return;
    const { width, height } = this.area.getBoundingClientRect();
    const box = { left: MARGIN, top: MARGIN, right: width - MARGIN, bottom: height - MARGIN };
    this.home.style.width = `${Math.min(360, width - 2 * MARGIN)}px`;
    this.card.style.maxHeight = `${Math.max(80, Math.min(460, height - 2 * MARGIN))}px`;
    const size = this.home.getBoundingClientRect();
    if (this.docked) {
      Object.assign(this.home.style, { left: `${width - MARGIN - size.width}px`, top: `${Math.max(MARGIN, (height - size.height) / 2)}px`, right: "auto", bottom: "auto" });
      this.home.dataset.side = "away";
      return;
    }
    const anchor = this.map.latLngToContainerPoint(this.latlng);
    const { side, x, y } = placeCard(size, anchor, box, this.gap);
    Object.assign(this.home.style, { left: `${x}px`, top: `${y}px`, right: "auto", bottom: "auto" });
    this.home.dataset.side = anchor.x < 0 || anchor.y < 0 || anchor.x > width || anchor.y > height ? "away" : side;
    this.home.style.setProperty("--tip-x", `${Math.max(16, Math.min(size.width - 16, anchor.x - x))}px`);
    this.home.style.setProperty("--tip-y", `${Math.max(16, Math.min(size.height - 16, anchor.y - y))}px`);
  }

  // The sheet lies at the lower edge of the window; in a frame as high as its page, under the map.
  showSheet() {
    const root = document.documentElement;
    const under = root.classList.contains("embedded") && root.scrollHeight <= innerHeight + 4;
    const handle = button(el("span", {}), () => this.size(SIZES[(SIZES.indexOf(this.home.dataset.size) + 1) % SIZES.length]),
      { class: "handle", "aria-label": t("sheet.size") });
    this.home = el("div", { class: `sheet${under ? " under" : ""}`, "data-size": "half" }, handle, this.card);
    this.drag(handle);
    (under ? this.area : document.body).append(this.home);
    root.classList.add("with-sheet");
    this.fitSheet();
  }

  fitSheet() {
    if (!this.home?.classList.contains("sheet")) return;
    const map = this.area.getBoundingClientRect();
    const half = Math.max(Math.min(220, innerHeight * 0.6), Math.min(innerHeight * 0.62, innerHeight - map.bottom));
    this.home.style.setProperty("--half", `${Math.round(half)}px`);
    this.uncover(this.home.getBoundingClientRect());
  }

  size(name) {
    this.home.dataset.size = name;
    this.uncover(this.home.getBoundingClientRect());
  }

  drag(handle) {
    let from = null;
    handle.addEventListener("pointerdown", (event) => { from = event.clientY; handle.setPointerCapture(event.pointerId); });
    handle.addEventListener("pointerup", (event) => {
      const by = from === null ? 0 : event.clientY - from;
      from = null;
      if (Math.abs(by) < 24) return;
      const at = SIZES.indexOf(this.home.dataset.size) - Math.sign(by);
      handle.addEventListener("click", (click) => { click.stopImmediatePropagation(); }, { once: true, capture: true });
      if (at < 0) this.close();
      else this.size(SIZES[Math.min(at, 2)]);
    });
  }

  // Moves the map so that the place is in the part that the card leaves free, if there is one.
  uncover(card) {
    const map = this.area.getBoundingClientRect();
    const at = this.map.latLngToContainerPoint(this.latlng);
    const inside = { left: card.left - map.left, top: card.top - map.top, right: card.right - map.left, bottom: card.bottom - map.top };
    const covered = at.x > inside.left - 12 && at.x < inside.right + 12 && at.y > inside.top - 12 && at.y < inside.bottom + 12;
    const away = at.x < 0 || at.y < 0 || at.x > map.width || at.y > map.height;
    if (!covered && !away) return;
    const free = freest(inside, map.width, map.height);
    if (free.right - free.left < 40 || free.bottom - free.top < 40) return;
    const wanted = L.point((free.left + free.right) / 2, (free.top + free.bottom) / 2);
    this.map.panBy(at.subtract(wanted), { animate: false });
  }
}

// The largest strip of the map beside the card.
function freest(card, width, height) {
  const strips = [
    { left: 0, top: 0, right: width, bottom: Math.min(height, card.top) },
    { left: 0, top: Math.max(0, card.bottom), right: width, bottom: height },
    { left: 0, top: 0, right: Math.min(width, card.left), bottom: height },
    { left: Math.max(0, card.right), top: 0, right: width, bottom: height },
  ];
  const area = (s) => Math.max(0, s.right - s.left) * Math.max(0, s.bottom - s.top);
  return strips.reduce((best, strip) => (area(strip) > area(best) ? strip : best));
}
