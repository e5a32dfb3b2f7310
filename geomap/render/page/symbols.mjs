// Places on the map: numbered circles, and the names of areas.
import { Areas } from "./areas.mjs";
import { seenPoints } from "./base.mjs";
import { controlBoxes } from "./controls.mjs";
import { SEVERAL } from "./colours.mjs";
import { dashedRing, el } from "./dom.mjs";
import { world } from "./ground.mjs";
import { group, inside, labelBoxes, Room, SIDES } from "./layout.mjs";
import { Orientation } from "./orientation.mjs";
import { byCountry, Scale, shades, wantsTotals } from "./overview.mjs";
import { kindWords, t } from "./text.mjs";

const BOLD = "600 13px system-ui, sans-serif", PLAIN = "13px system-ui, sans-serif";
const LABEL_HEIGHT = 17;
const MOST_NAMES = 70;
const VIEWS = 3;

export class Symbols {
  constructor(map, base, model, open, openGroup) {
    Object.assign(this, { map, base, model, open, openGroup });
    this.centre = (model.view[1] + model.view[3]) / 2;
    this.areas = new Areas(map, base, this.centre);
    this.orientation = new Orientation(map, base, model, this);
    this.scale = new Scale();
    this.marks = L.layerGroup().addTo(map);
    this.kept = new Map();
    this.points = new Map();
    this.shown = [];
    this.widths = new Map();
    this.selected = null;
    this.ink = document.createElement("canvas").getContext("2d");
    map.on("moveend", () => this.update());
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => this.areas.highlight(this.selected));
  }

  get drawn() { return this.areas.drawn; }

  show(selection) {
    this.shown = selection;
    if (this.shaded) this.areas.shades = shades(selection);
    this.areas.show(selection.filter(({ place }) => isArea(place)).map(({ place }) => place));
    this.update();
  }

  position(place) {
    return this.point(place).latlng;
  }

  // Where a place stands, in degrees and in coordinates of the world.
  point(place) {
    let found = this.points.get(place);
    if (!found) {
      let { lat, lon } = place;
      const points = place.area?.points ?? [];
      if (points.length) [lat, lon] = [0, 1].map((axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length);
      const latlng = [lat, this.beside(lon)];
      this.points.set(place, (found = { latlng, world: world(...latlng) }));
    }
    return found;
  }

  // Places that are no longer vague, or are so again.
  forget(places) {
    for (const place of places) {
      this.points.delete(place);
      this.areas.made.delete(place);
    }
  }

  // Each place is drawn once: within half a turn of the first view's middle.
  beside(lon) {
    return this.centre + ((((lon - this.centre + 180) % 360) + 360) % 360) - 180;
  }

  update() {
    this.wanted = new Map();
    const size = this.map.getSize();
    const room = new Room(size.x, size.y);
    const bounds = this.map.getBounds();
    const spots = this.inView(size);
    const totals = wantsTotals(this.shown, this.map.getZoom());
    this.inTotals = totals ? this.shown.filter(({ place }) => isArea(place) && !place.area && this.base.byCode.has(place.country)) : [];
    const groups = group(totals ? byCountry(spots, this.inTotals, this.base, (lon) => this.beside(lon), this.pixel()) : spots);
    this.scale.show(groups.reduce((most, g) => Math.max(most, g.n), 0), totals);
    for (const g of groups) room.take([g.x - g.r, g.y - g.r, g.x + g.r, g.y + g.r]);
    for (const box of controlBoxes(this.map)) room.take(box);
    for (const g of groups) this.addPoint(g, room);
    const hidden = this.nameAreas(room, bounds);
    this.orientation.show(room, bounds, this.shown);
    this.commit();
    this.highlight();
    this.onUpdate?.(this.outside + hidden, this.also);
  }

  // Turns coordinates of the world into pixels of the map.
  pixel() {
    const scale = this.map.options.crs.scale(this.map.getZoom()) / 256;
    const origin = this.map.getPixelOrigin().subtract(this.map._getMapPanePos());
    return ([x, y]) => ({ x: x * scale - origin.x, y: y * scale - origin.y });
  }

  // Circles in and just beyond the view.
  inView(size) {
    const pixel = this.pixel();
    const margin = 40, found = [];
    this.outside = 0;
    for (const { place, n, doubtful, colour } of this.shown) {
      if (isArea(place)) continue;
      const at = this.point(place);
      const { x, y } = pixel(at.world);
      if (x < 0 || y < 0 || x > size.x || y > size.y) this.outside++;
      if (x < -margin || y < -margin || x > size.x + margin || y > size.y + margin) continue;
      found.push({ x, y, n, doubtful, place, colour, latlng: at.latlng });
    }
    return found.sort((a, b) => b.n - a.n);
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
    const { place, latlng, title = place.name, key = place.id } = g.members[0];
    const within = g.members.flatMap((m) => m.inside ?? [m]);
    const several = within.length > 1;
    const extra = g.members.length > 1 ? ` +${g.members.length - 1}` : "";
    const width = this.width(title, BOLD) + (several ? this.width(extra, PLAIN) : 0) + 8;
    const side = room.place(labelBoxes(g.x, g.y, g.r, width, LABEL_HEIGHT));
    const doubtful = g.members.reduce((sum, m) => sum + m.doubtful, 0);
    const share = doubtful / g.n;
    const corrected = within.some((m) => m.place.corrected);
    const colour = within.reduce((one, m) => (m.colour === one ? one : SEVERAL), within[0].colour);
    const signature = [key, g.n, colour, extra, side, g.r.toFixed(1), doubtful, corrected, within.length > 1 ? within[1].place.id : ""].join("|");
    const name = () => several
      ? `${t("group", { n: within.length })}: ${(key === place.id ? within.map((m) => m.place.name) : g.members.map((m) => m.title ?? m.place.name)).slice(0, 5).join(", ")}; ${t("count.mentions", { n: g.n })}`
      : this.spoken(place, g.n, doubtful, colour);
    const paint = (element, words) => {
      const icon = el("span", { class: "disc", title: side >= 0 ? null : words }, compact(g.n), share > 0 && share < 1 ? dashedRing(share) : null, corrected ? el("span", { class: "tick" }, "✓") : null);
      const label = side >= 0 ? el("span", { class: `label ${SIDES[side]}`, dir: "auto" }, title, extra && el("span", { class: "extra" }, extra)) : null;
      element.dataset.colour = colour ?? "";
      element.classList.toggle("uncertain", share === 1);
      element.classList.toggle("several", several);
      element.classList.toggle("position", !several && place.kind === "coordinates");
      element.style.setProperty("--r", `${g.r}px`);
      return [icon, label];
    };
    const members = within.map((m) => m.place);
    this.put(key, latlng, { kind: "point", name, signature, paint, members, action: (from) =>
      several ? this.openGroup(members, latlng, from) : this.open(place, 0, from) });
  }

  spoken(place, n, doubtful, colour) {
    const parts = [place.name, kindWords(place.kind), t("count.mentions", { n })];
    if (doubtful === n) parts.push(t("status.uncertain"));
    else if (doubtful) parts.push(t("count.doubtful", { n: doubtful }));
    if (place.corrected) parts.push(t("status.corrected"));
    const group = this.colourWords?.(colour);
    if (group) parts.push(group);
    return parts.join(", ");
  }

  put(key, latlng, mark) {
    this.wanted.set(key, { latlng, mark });
  }

  // A mark that was there before is kept, so that focus stays; one that is no longer wanted becomes
  // another, for making marks takes time. Focus goes to the mark that took the lost one's places in.
  commit() {
    const spare = [], lost = [];
    for (const [key, kept] of this.kept) {
      if (this.wanted.get(key)?.mark.kind === kept.kind) continue;
      this.kept.delete(key);
      if (kept.element === document.activeElement) lost.push(kept);
      else spare.push(kept);
    }
    for (const [key, { latlng, mark }] of this.wanted) {
      const kept = this.kept.get(key) ?? this.make(key, latlng, mark.kind, spare);
      const at = kept.marker.getLatLng();
      if (at.lat !== latlng[0] || at.lng !== latlng[1]) kept.marker.setLatLng(latlng);
      if (kept.signature !== mark.signature) {
        const words = mark.name();
        const seen = el("span", { "aria-hidden": "true", class: "seen" }, mark.paint(kept.element, words));
        kept.element.replaceChildren(el("span", { class: "offscreen" }, words), seen);
        this.painted?.(key, kept.element);
      }
      Object.assign(kept, { signature: mark.signature, members: mark.members, action: mark.action });
    }
    for (const { marker } of [...spare, ...lost]) this.marks.removeLayer(marker);
    if (lost.length) (this.markOf(lost[0].members[0]) ?? this.map.getContainer()).focus({ preventScroll: true });
  }

  make(key, latlng, kind, spare) {
    const at = spare.findIndex((other) => other.kind === kind);
    const kept = at < 0 ? this.makeMark(latlng, kind) : spare.splice(at, 1)[0];
    kept.element.dataset.key = key;
    kept.signature = null;
    this.kept.set(key, kept);
    return kept;
  }

  makeMark(latlng, kind) {
    const icon = L.divIcon({ className: `mark ${kind}`, html: "", iconSize: [24, 24] });
    const marker = L.marker(latlng, { icon, keyboard: true, riseOnHover: true }).addTo(this.marks);
    const element = marker.getElement();
    const kept = { marker, element, kind };
    marker.on("click", () => kept.action(element));
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      kept.action(element);
    });
    return kept;
  }

  // The mark in which a place stands, alone or with others.
  markOf(place) {
    for (const kept of this.kept.values()) if (kept.members.includes(place)) return kept.element;
    return null;
  }

  // How far a card must stand from a place to leave its mark free.
  reach(place) {
    return 8 + (parseFloat(this.markOf(place)?.style.getPropertyValue("--r")) || 8);
  }

  // Returns how many areas are not in view at all.
  nameAreas(room, bounds) {
    let hidden = 0, names = 0;
    this.also = [];
    const counted = new Set(this.inTotals);
    for (const item of this.shown) {
      if (!isArea(item.place) || counted.has(item)) continue;
      if (names >= MOST_NAMES) {
        if (!this.touches(item.place, bounds)) hidden++;
        continue;
      }
      const point = this.labelPoint(item.place, bounds);
      if (!point) {
        if (this.reaches(item.place, bounds)) this.also.push(item);
        else hidden++;
      } else if (this.addArea(item, point, room, bounds)) names++;
    }
    return hidden;
  }

  touches(place, bounds) {
    const shape = this.areas.shape(place);
    return shape ? bounds.intersects(shape.bounds) : bounds.contains(this.position(place));
  }

  // Where an area's name stands best, if it may stand in the view. Without an outline only the
  // middle of a box that is not much larger than the view says where the area is.
  labelPoint(place, bounds) {
    const area = place.area ? null : this.base.areaOf(place);
    const point = area ? [area.label[0], this.beside(area.label[1])] : this.position(place);
    if (area) {
      if (bounds.pad(-0.06).contains(point)) return point;
      return this.seen(area, point[1] - area.label[1], bounds)[0] ?? null;
    }
    return bounds.pad(-0.03).contains(point) && !this.tooWide(place, bounds) ? point : null;
  }

  seen(area, turn, bounds) {
    if (!turn) return seenPoints(area, bounds);
    const moved = L.latLngBounds([bounds.getSouth(), bounds.getWest() - turn], [bounds.getNorth(), bounds.getEast() - turn]);
    return seenPoints(area, moved).map(([lat, lon]) => [lat, lon + turn]);
  }

  tooWide(place, bounds) {
    if (!place.box || place.area) return false;
    const [south, west, north, east] = place.box;
    const width = (((east - west) % 360) + 360) % 360 || 360;
    return north - south > VIEWS * (bounds.getNorth() - bounds.getSouth()) || width > VIEWS * (bounds.getEast() - bounds.getWest());
  }

  // Whether the box of an area without an outline holds the middle of the view.
  reaches(place, bounds) {
    if (!place.box || place.area || this.base.areaOf(place)) return false;
    const [south, west, north, east] = place.box;
    const { lat, lng } = bounds.getCenter();
    const width = (((east - west) % 360) + 360) % 360 || 360;
    return lat >= south && lat <= north && (((lng - west) % 360) + 360) % 360 <= width;
  }

  // Other points for the name; never outside an area with an outline.
  otherPoints(place, bounds, point, width) {
    const area = place.area ? null : this.base.areaOf(place);
    if (area) {
      const turn = this.beside(area.label[1]) - area.label[1];
      return this.seen(area, turn, bounds).filter((_, i) => i % 3 === 0).map((p) => this.map.latLngToContainerPoint(p));
    }
    const at = this.map.latLngToContainerPoint(point);
    return [[0, -24], [0, 24], [width / 2 + 12, 0], [-width / 2 - 12, 0]].map((by) => at.add(by));
  }

  // Whether both ends of a name lie in an area's outline; true where it has none.
  holds(place, { x, y }, half) {
    const area = place.area ? null : this.base.areaOf(place);
    if (!area?.polygons.length) return true;
    const turn = this.beside(area.label[1]) - area.label[1];
    return [-0.9, 0.9].every((side) => {
      const { lat, lng } = this.map.containerPointToLatLng([x + side * half, y]);
      return area.polygons.some(({ outer, box }) => box.contains([lat, lng - turn]) && inside(lat, lng - turn, outer));
    });
  }

  // The larger side of an area's box in the view, in pixels.
  pixels(place) {
    const shape = this.areas.shape(place);
    if (!shape) return 0;
    const { bounds } = shape;
    shape.span ??= Math.max(bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth());
    return (shape.span / 360) * this.map.options.crs.scale(this.map.getZoom());
  }

  // Returns whether there was room for the name or at least for the number.
  addArea({ place, n, doubtful, colour }, point, room, bounds) {
    const width = this.width(place.name.toUpperCase(), "600 12px system-ui, sans-serif") * 1.08 + this.width(compact(n), "12px system-ui") + 22;
    const boxes = (half) => centres.map(({ x, y }) => [x - half, y - 12, x + half, y + 12]);
    let centres = [this.map.latLngToContainerPoint(point)];
    const large = this.pixels(place) > 40;
    // A name that would run out of its area stands elsewhere in it, if it fits anywhere.
    if (large && !this.holds(place, centres[0], width / 2)) {
      const better = this.otherPoints(place, bounds, point, width).slice(0, 12).find((at) => this.holds(place, at, width / 2));
      if (better) centres = [better, ...centres];
    }
    let found = room.place(boxes(width / 2));
    if (found < 0 && large) {
      centres = centres.concat(this.otherPoints(place, bounds, point, width));
      found = room.place(boxes(width / 2));
    }
    const named = found >= 0;
    // A number alone must stand inside its area.
    if (!named) found = room.place((place.area || !this.base.areaOf(place) ? centres.slice(0, 1) : centres)
      .map(({ x, y }) => [x - 14, y - 12, x + 14, y + 12]));
    if (found < 0) return false;
    const { lat, lng } = this.map.containerPointToLatLng(centres[found]);
    const name = () => this.spoken(place, n, doubtful, colour);
    const paint = (element, words) => {
      element.dataset.colour = colour ?? "";
      element.classList.toggle("uncertain", doubtful === n);
      element.classList.toggle("vague", Boolean(place.area));
      return [el("span", { class: "chip", dir: "auto", title: named ? null : words }, named ? el("span", {}, place.name) : null, el("b", {}, compact(n)), place.corrected ? el("span", { class: "tick" }, "✓") : null)];
    };
    this.put(place.id, [lat, lng], { kind: "area-name", name, signature: `${n}|${doubtful}|${named}|${colour}|${place.corrected}`, paint, members: [place], action: (from) => this.open(place, 0, from) });
    return true;
  }

  // Shades countries by their mentions, or stops; returns what the shades mean.
  shade(on) {
    this.shaded = on;
    this.areas.shades = on ? shades(this.shown) : null;
    this.areas.draw();
    return this.areas.shades;
  }

  hover(event) {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      const over = event.originalEvent?.target?.closest?.(".mark") ? null : this.areas.at(event.latlng);
      this.map.getContainer().classList.toggle("over-area", Boolean(over));
      this.areas.highlight(this.selected, over?.id ?? null);
    });
  }

  select(place) {
    this.selected = place?.id ?? null;
    this.highlight();
  }

  // The places of the text that is read.
  light(places) {
    this.lit = new Set(places);
    this.areas.light(places.map(({ id }) => id));
    this.highlight();
  }

  highlight() {
    this.areas.highlight(this.selected);
    for (const { element, members } of this.kept.values()) {
      element.classList.toggle("selected", members.some(({ id }) => id === this.selected));
      element.classList.toggle("lit", members.some((place) => this.lit?.has(place)));
    }
  }
}

// Areas, exact or vague, are named in the map; a numbered circle would claim a point.
export function isArea(place) {
  return Boolean(place.wide || place.area);
}

export function compact(n) {
  return n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 9950 ? 1 : 0)}k`;
}
