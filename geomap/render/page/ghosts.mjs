// Pins that are not there yet: what a name may mean, and a position that is being chosen.
import { button, el } from "./dom.mjs";
import { Sight } from "./sight.mjs";
import { t } from "./text.mjs";

const NUDGE = 12;

export class Ghosts {
  constructor(map, area) {
    Object.assign(this, { map, area, shown: [] });
    map.createPane("ghosts").style.zIndex = 660;
    this.layer = L.layerGroup().addTo(map);
  }

  // Draws numbered pins; the view widens until all are in it. `home` is where the name is now, `taken`
  // the room in pixels that a card takes at the right. The map moves once, from where it is to `sight` or wider.
  show(places, home, take, taken = 0, sight = new Sight(this.map)) {
    this.clear();
    this.before = [sight.centre, sight.zoom];
    const bounds = L.latLngBounds([...places, ...(home ? [home] : [])].map((place) => this.beside(place, sight.centre)));
    if (places.length && (taken || !sight.bounds().pad(-0.1).contains(bounds))) {
      this.widen(sight, bounds, taken);
      this.moved = true;
    }
    sight.take();
    this.shown = places.map((place, i) => this.pin(place, i, take));
  }

  widen(sight, bounds, taken) {
    const { x, y } = this.map.getSize();
    const [side, top] = [Math.min(50, x / 10), Math.min(50, y / 8)];
    sight.fit(bounds, { maxZoom: Math.min(sight.zoom, 7), paddingTopLeft: [side, top], paddingBottomRight: [taken + 2 * side, top] });
  }

  beside({ lat, lon }, { lng } = this.map.getCenter()) {
    return [lat, lng + ((((lon - lng + 180) % 360) + 360) % 360) - 180];
  }

  pin(place, i, take) {
    const icon = L.divIcon({ className: "ghost", html: "", iconSize: [24, 24] });
    const marker = L.marker(this.beside(place), { icon, pane: "ghosts", keyboard: true }).addTo(this.layer);
    const element = marker.getElement();
    element.append(el("span", { class: "offscreen" }, t("review.take", { name: [place.name, place.where].filter(Boolean).join(", ") })),
      el("b", { "aria-hidden": "true" }, String(i + 1)), el("span", { class: "label right", "aria-hidden": "true", dir: "auto" }, place.name));
    marker.on("click", (event) => { L.DomEvent.stopPropagation(event); take(place); });
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      take(place);
    });
    return element;
  }

  light(number) {
    this.shown.forEach((element, i) => { element.classList.toggle("lit", i === number); });
  }

  // The view as it was before the pins.
  sight() {
    return this.moved ? new Sight(this.map, ...this.before) : new Sight(this.map);
  }

  // Takes the pins away; `back` also the view to where it was.
  clear(back = false) {
    this.layer.clearLayers();
    this.shown = [];
    if (back && this.moved) this.map.setView(...this.before, { animate: false });
    this.moved = false;
  }

  // A pin that is dragged, or put down by a click or by arrow keys; `done` gets its position or null.
  pick(start, done) {
    this.stop();
    const icon = L.divIcon({ className: "ghost picked", html: "", iconSize: [30, 30] });
    const marker = L.marker(start, { icon, pane: "ghosts", draggable: true, keyboard: true, autoPan: true }).addTo(this.map);
    const element = marker.getElement();
    element.setAttribute("aria-label", t("review.pick.help"));
    const finish = (use) => { const at = marker.getLatLng().wrap(); this.stop(); done(use ? { lat: at.lat, lon: at.lng } : null); };
    const bar = el("div", { class: "picker", role: "group", "aria-label": t("review.pick") }, el("p", {}, t("review.pick.help")),
      button(t("review.pick.use"), () => finish(true), { class: "strong" }), button(t("review.cancel"), () => finish(false)));
    L.DomEvent.disableClickPropagation(bar);
    const keys = (event) => {
      const by = { ArrowLeft: [-NUDGE, 0], ArrowRight: [NUDGE, 0], ArrowUp: [0, -NUDGE], ArrowDown: [0, NUDGE] }[event.key];
      if (by && event.target === element) {
        const fine = event.shiftKey ? 0.15 : 1;
        marker.setLatLng(this.map.layerPointToLatLng(this.map.latLngToLayerPoint(marker.getLatLng()).add(by.map((px) => px * fine))));
        this.map.panInside(marker.getLatLng(), { padding: [40, 40], animate: false });
      } else if (event.key === "Enter" && event.target === element) finish(true);
      else if (event.key === "Escape") finish(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener("keydown", keys);
    bar.addEventListener("keydown", keys);
    this.area.append(bar);
    this.picking = { marker, bar };
    element.focus({ preventScroll: true });
  }

  stop() {
    this.picking?.marker.remove();
    this.picking?.bar.remove();
    this.picking = null;
  }

  // A click on the map while a position is being chosen moves the pin there.
  clicked(latlng) {
    this.picking?.marker.setLatLng(latlng);
    return Boolean(this.picking);
  }
}
