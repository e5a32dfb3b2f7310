// Places on the map: numbered circles, outlines of areas with their names, vague areas.
import { outlineLines, seenPoints, shapeRings } from "./base.mjs";
import { controlBoxes } from "./controls.mjs";
import { el } from "./dom.mjs";
import { group, labelBoxes, Room, SIDES, softBox } from "./layout.mjs";
import { kindWords, t } from "./text.mjs";

const LABEL_HEIGHT = 17;

export class Symbols {
  constructor(map, base, model, open, openGroup) {
    Object.assign(this, { map, base, model, open, openGroup });
    map.createPane("areas").style.zIndex = 300;
    this.svg = L.svg({ pane: "areas", padding: 0.4 });
    this.areas = L.layerGroup().addTo(map);
    this.marks = L.layerGroup().addTo(map);
    this.centre = (model.view[1] + model.view[3]) / 2;
    this.shown = [];
    this.drawn = new Map();
    this.widths = new Map();
    this.selected = null;
    this.ink = document.createElement("canvas").getContext("2d");
    map.on("moveend", () => this.update());
  }

  show(selection) {
    this.shown = selection;
    this.most = Math.max(1, ...selection.filter(({ place }) => !isArea(place)).map(({ n }) => n));
    this.drawAreas();
    this.update();
  }

  position(place) {
    let { lat, lon } = place;
    if (place.area?.points.length) {
      const all = place.area.points;
      lat = all.reduce((sum, p) => sum + p[0], 0) / all.length;
      lon = all.reduce((sum, p) => sum + p[1], 0) / all.length;
    }
    return [lat, this.beside(lon)];
  }

  // Where the first view lies across the antimeridian, longitudes go on beyond 180.
  beside(lon) {
    const [, west, , east] = this.model.view;
    if (east <= 180 && west >= -180) return lon;
    return this.centre + ((((lon - this.centre + 180) % 360) + 360) % 360) - 180;
  }

  drawAreas() {
    this.areas.clearLayers();
    this.drawn.clear();
    for (const { place } of this.shown) {
      const layers = this.areaLayers(place);
      if (!layers.length) continue;
      const all = L.featureGroup(layers).addTo(this.areas);
      all.on("click", (event) => { L.DomEvent.stop(event); this.open(place); });
      this.drawn.set(place.id, all);
    }
    this.highlight();
  }

  areaLayers(place) {
    const uncertain = place.status === "uncertain";
    const common = { renderer: this.svg, pane: "areas", bubblingMouseEvents: false };
    const fill = (kind) => ({ ...common, stroke: false, fill: true, className: `area ${kind}` });
    const line = (kind) => ({ ...common, interactive: false, fill: false, className: `edge ${kind}${uncertain ? " uncertain" : ""}` });
    if (place.area) return this.vagueLayers(place.area, common);
    if (!place.wide) return [];
    const found = this.base.shapesOf(place);
    if (found) {
      const across = (points) => points.map(([lat, lon]) => [lat, lon]);
      return [
        L.polygon(shapeRings(found), fill("exact")),
        L.polyline(outlineLines(found).map(across), line("exact")),
      ];
    }
    if (!place.box || spansWorld(place.box)) return [];
    const box = softBox(place.box).map(([lat, lon]) => [lat, lon + (this.beside(place.lon) - place.lon)]);
    return [L.polygon(box, fill("soft")), L.polygon(box, line("soft"))];
  }

  vagueLayers(area, common) {
    const style = { ...common, fill: true, className: "area vague" };
    const points = area.points.map(([lat, lon]) => [lat, this.beside(lon)]);
    if (area.kind === "circle") return [L.circle(points[0], { ...style, radius: Math.max(area.km, 0.5) * 1000 })];
    if (area.kind === "box") return [L.rectangle(points, style)];
    const ends = points.map((point) => L.circle(point, { ...style, radius: Math.max(area.km, 0.5) * 1000 }));
    return [L.polyline(points, { ...style, fill: false, className: "edge vague" }), ...ends];
  }

  update() {
    const focused = document.activeElement?.closest?.(".leaflet-marker-pane [data-key]")?.dataset.key;
    this.marks.clearLayers();
    const size = this.map.getSize();
    const room = new Room(size.x, size.y);
    const bounds = this.map.getBounds();
    const inView = bounds.pad(0.1);
    const points = [];
    const areas = [];
    for (const item of this.shown) {
      if (isArea(item.place)) { areas.push(item); continue; }
      const latlng = this.position(item.place);
      if (!inView.contains(latlng)) continue;
      const { x, y } = this.map.latLngToContainerPoint(latlng);
      points.push({ x, y, n: item.n, place: item.place, latlng });
    }
    const groups = group(points, this.most);
    for (const g of groups) room.take([g.x - g.r, g.y - g.r, g.x + g.r, g.y + g.r]);
    for (const box of controlBoxes(this.map)) room.take(box);
    for (const g of groups) this.addPoint(g, room);
    const hidden = areas.filter((item) => !this.addArea(item, room, bounds)).length;
    this.nameCountries(room, bounds);
    if (focused) {
      for (const mark of document.querySelectorAll(".leaflet-marker-pane [data-key]")) {
        if (mark.dataset.key === focused) mark.focus({ preventScroll: true });
      }
    }
    this.highlight();
    this.onUpdate?.(this.outside(bounds) + hidden);
  }

  outside(bounds) {
    return this.shown.filter(({ place }) => !isArea(place) && !bounds.contains(this.position(place))).length;
  }

  width(text, font) {
    const key = font + text;
    if (!this.widths.has(key)) {
      this.ink.font = font;
      this.widths.set(key, this.ink.measureText(text).width);
    }
    return this.widths.get(key);
  }

  addPoint(g, room) {
    const first = g.members[0];
    const { place } = first;
    const several = g.members.length > 1;
    const extra = several ? ` +${g.members.length - 1}` : "";
    const width = this.width(place.name + extra, "600 13px system-ui, sans-serif") + 8;
    const side = room.place(labelBoxes(g.x, g.y, g.r, width, LABEL_HEIGHT));
    const uncertain = g.members.every((m) => m.place.status === "uncertain");
    const name = several
      ? `${t("group", { n: g.members.length })}: ${g.members.map((m) => m.place.name).slice(0, 5).join(", ")}; ${t("count.mentions", { n: g.n })}`
      : this.spoken(place, g.n);
    const icon = el("span", { class: "disc" }, compact(g.n));
    const label = side >= 0 ? el("span", { class: `label ${SIDES[side]}`, dir: "auto" }, place.name, extra && el("span", { class: "extra" }, extra)) : null;
    const classes = ["point", uncertain && "uncertain", several && "several"];
    this.addMark(first.latlng, g.r, classes, [icon, label], name, place.id, (from) =>
      several ? this.openGroup(g.members.map((m) => m.place), first.latlng, from) : this.open(place, 0, from));
  }

  spoken(place, n) {
    const parts = [place.name, kindWords(place.kind), t("count.mentions", { n })];
    if (place.status === "uncertain") parts.push(t("status.uncertain"));
    return parts.join(", ");
  }

  addMark(latlng, r, classes, children, name, key, action) {
    const size = Math.max(24, 2 * r);
    const icon = L.divIcon({ className: ["mark", ...classes.filter(Boolean)].join(" "), html: "", iconSize: [size, size] });
    const marker = L.marker(latlng, { icon, keyboard: true, riseOnHover: true }).addTo(this.marks);
    const element = marker.getElement();
    element.style.setProperty("--r", `${r}px`);
    const seen = el("span", { "aria-hidden": "true", class: "seen" }, children);
    element.append(el("span", { class: "offscreen" }, name), seen);
    element.title = name;
    element.dataset.key = key;
    marker.on("click", () => action(element));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        action(element);
      }
    });
    return element;
  }

  // Where an area's name stands best, if any of the area is in view.
  labelPoint(place, bounds) {
    const area = place.area ? null : this.base.areaOf(place);
    const point = area ? area.label : this.position(place);
    if (bounds.pad(-0.06).contains(point)) return point;
    if (area) return seenPoints(area.polygons, bounds)[0] ?? null;
    if (place.area || !place.box || spansWorld(place.box)) return null;
    const [south, west, north, east] = place.box;
    const seen = [Math.max(south, bounds.getSouth()), Math.max(west, bounds.getWest()), Math.min(north, bounds.getNorth()), Math.min(east, bounds.getEast())];
    return seen[0] < seen[2] && seen[1] < seen[3] ? [(seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2] : null;
  }

  // Other points for the name; never outside an area with an outline.
  otherPoints(place, bounds, point, width) {
    const area = place.area ? null : this.base.areaOf(place);
    if (area) return seenPoints(area.polygons, bounds).map((p) => this.map.latLngToContainerPoint(p));
    const at = this.map.latLngToContainerPoint(point);
    return [[0, -24], [0, 24], [width / 2 + 12, 0], [-width / 2 - 12, 0]].map((by) => at.add(by));
  }

  // Returns whether any of the area is in view.
  addArea(item, room, bounds) {
    const { place, n } = item;
    const point = this.labelPoint(place, bounds);
    if (!point) return false;
    const width = this.width(place.name.toUpperCase(), "600 12px system-ui, sans-serif") * 1.08 + this.width(compact(n), "12px system-ui") + 22;
    const boxes = (half) => centres.map(({ x, y }) => [x - half, y - 12, x + half, y + 12]);
    let centres = [this.map.latLngToContainerPoint(point)];
    let found = room.place(boxes(width / 2));
    if (found < 0) {
      centres = centres.concat(this.otherPoints(place, bounds, point, width));
      found = room.place(boxes(width / 2));
    }
    const named = found >= 0;
    // A number alone must stand inside its area.
    if (!named) found = room.place((place.area || !this.base.areaOf(place) ? centres.slice(0, 1) : centres)
      .map(({ x, y }) => [x - 14, y - 12, x + 14, y + 12]));
    if (found < 0) return true;
    const chip = el("span", { class: "chip", dir: "auto" }, named ? el("span", {}, place.name) : null, el("b", {}, compact(n)));
    const classes = ["area-name", place.status === "uncertain" && "uncertain", place.area && "vague"];
    this.addMark(this.map.containerPointToLatLng(centres[found]), 12, classes, [chip], this.spoken(place, n), place.id, (from) => this.open(place, 0, from));
    return true;
  }

  nameCountries(room, bounds) {
    this.base.names.clearLayers();
    if (this.model.tiles) return;
    const named = new Set(this.shown.map(({ place }) => (place.kind === "country" ? place.country : "")));
    let count = 0;
    for (const { shape, width, height } of this.base.nameable(bounds)) {
      if (count >= 40) break;
      const text = shape.name;
      if (named.has(shape.code) || width < 20 || height < 14) continue;
      const wide = this.width(text.toUpperCase(), "11px system-ui, sans-serif") * 1.16 + 6;
      if (width < wide * 0.9) continue;
      const { x, y } = this.map.latLngToContainerPoint(shape.label);
      if (room.place([[x - wide / 2, y - 8, x + wide / 2, y + 8]]) < 0) continue;
      const icon = L.divIcon({ className: "country-name", html: "", iconSize: [wide, 16] });
      const marker = L.marker(shape.label, { icon, pane: "names", interactive: false, keyboard: false }).addTo(this.base.names);
      marker.getElement().textContent = text;
      marker.getElement().setAttribute("aria-hidden", "true");
      count++;
    }
  }

  select(place) {
    this.selected = place?.id ?? null;
    this.highlight();
  }

  highlight() {
    for (const [id, layers] of this.drawn) {
      layers.eachLayer((layer) => layer.getElement?.()?.classList.toggle("selected", id === this.selected));
    }
    for (const mark of this.map.getPane("markerPane").children) {
      mark.classList.toggle("selected", mark.dataset.key === this.selected);
    }
  }
}

// Areas, exact or vague, are named in the map; a numbered circle would claim a point.
export function isArea(place) {
  return Boolean(place.wide || place.area);
}

function spansWorld([south, west, north, east]) {
  return north - south > 150 || (((east - west) % 360) + 360) % 360 > 300;
}

export function compact(n) {
  return n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 9950 ? 1 : 0)}k`;
}
