// Tools of the map: save the view as a picture, measure a distance, hide places, move their names.
import { announce, button, el } from "./dom.mjs";
import { svgOf } from "./svg.mjs";
import { t } from "./text.mjs";

const MILE = 1.609344;

export class Tools {
  constructor(page) {
    Object.assign(this, { page, map: page.map, mode: null, hidden: new Set(), moved: new Map(), points: [] });
    this.status = el("p", { class: "tool-status", hidden: true });
    this.modes = new Map(["measure", "hide", "move"].map((mode) => [mode, button(t(`tool.${mode}`), () => this.choose(mode), { "aria-pressed": "false" })]));
    this.back = button(t("tool.back"), () => this.reset(), { hidden: true });
    this.menu = el("details", { class: "tools" }, el("summary", {}, t("tools")),
      el("div", {}, button(t("tool.png"), () => this.save("png")), button(t("tool.svg"), () => this.save("svg")), ...this.modes.values(), this.back, this.status));
    const Control = L.Control.extend({ onAdd: () => this.menu });
    new Control({ position: "topleft" }).addTo(this.map);
    L.DomEvent.disableClickPropagation(this.menu);
    this.menu.addEventListener("toggle", () => { if (!this.menu.open) this.choose(null); page.symbols.update(); });
    this.menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.menu.open) return;
      event.stopPropagation();
      this.menu.open = false;
      this.menu.querySelector("summary").focus();
    });
    page.symbols.painted = (key, element) => this.shift(key, element);
    this.listen();
  }

  choose(mode) {
    this.mode = this.mode === mode ? null : mode;
    for (const [name, control] of this.modes) control.setAttribute("aria-pressed", String(this.mode === name));
    for (const name of this.modes.keys()) this.map.getContainer().classList.toggle(`tool-${name}`, this.mode === name);
    this.points = [];
    this.line?.remove();
    this.line = null;
    this.say(this.mode ? t(`tool.${this.mode}.how`) : "");
  }

  say(words) {
    this.status.textContent = words;
    this.status.hidden = !words;
    if (words) announce(words);
  }

  // A click or a drag belongs to the tool while one is chosen.
  listen() {
    const container = this.map.getContainer();
    container.addEventListener("click", (event) => {
      if (!this.mode || event.target.closest(".leaflet-control")) return;
      event.stopPropagation();
      if (this.mode === "measure") this.measure(this.map.mouseEventToLatLng(event));
      if (this.mode === "hide") this.hide(event.target.closest(".mark"));
    }, { capture: true });
    container.addEventListener("pointerdown", (event) => {
      const mark = this.mode === "move" && event.target.closest(".mark");
      if (!mark) return;
      event.preventDefault();
      event.stopPropagation();
      this.drag(mark, event);
    }, { capture: true });
  }

  measure(latlng) {
    this.points.push(latlng);
    this.line ??= L.polyline([], { className: "measured", interactive: false }).addTo(this.map);
    this.line.setLatLngs(this.points);
    const km = this.points.slice(1).reduce((sum, point, i) => sum + this.map.distance(this.points[i], point), 0) / 1000;
    if (this.points.length > 1) this.say(t("tool.distance", { km: inFigures(km), miles: inFigures(km / MILE) }));
  }

  hide(mark) {
    if (!mark) return;
    const { members } = this.page.symbols.kept.get(mark.dataset.key);
    for (const { id } of members) this.hidden.add(id);
    this.page.close(false);
    this.apply();
    this.say(t("tool.hidden", { n: this.hidden.size }));
  }

  apply() {
    this.back.hidden = !this.hidden.size && !this.moved.size;
    this.page.show();
  }

  reset() {
    this.hidden.clear();
    this.moved.clear();
    for (const { element } of this.page.symbols.kept.values()) this.shift("", element);
    this.apply();
    this.say("");
  }

  drag(mark, start) {
    const { key } = mark.dataset;
    const [x, y] = this.moved.get(key) ?? [0, 0];
    const move = (event) => {
      this.moved.set(key, [x + event.clientX - start.clientX, y + event.clientY - start.clientY]);
      this.shift(key, mark);
    };
    const end = () => {
      removeEventListener("pointermove", move);
      this.back.hidden = false;
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
  }

  // Names stand where they were dragged to; the circle stays on its place.
  shift(key, element) {
    const by = this.moved.get(key);
    for (const name of element.querySelectorAll(".label, .chip")) name.style.translate = by ? `${by[0]}px ${by[1]}px` : "";
  }

  async save(kind) {
    const open = this.menu.open;
    const svg = svgOf(this.page);
    this.menu.open = open;
    const blob = kind === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await pngOf(svg, this.map.getSize());
    const link = el("a", { download: `map.${kind}`, href: URL.createObjectURL(blob) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.say(t("tool.saved", { name: link.download }));
  }
}

function inFigures(value) {
  return value >= 100 ? Math.round(value) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

// Twice as fine as the screen, for print.
async function pngOf(svg, size) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = el("canvas", { width: 2 * size.x, height: 2 * size.y });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}
