// Names to find one's way by: countries, seas, rivers, lakes and a few towns that no text names.
// They are grey, without a number, and cannot be clicked.
import { WATER_UNTIL } from "./base.mjs";
import { ringPoints } from "./data.mjs";
import { labelBoxes, SIDES } from "./layout.mjs";

const FONTS = { country: "11px system-ui, sans-serif", sea: "italic 11.5px system-ui, sans-serif", water: "italic 11px system-ui, sans-serif", town: "11.5px system-ui, sans-serif" };
const MOST = { country: 40, sea: 6, water: 7, town: 8 };
// Towns are so many pixels apart: they are there to find one's way, not to fill the map.
const APART = 110;
const A_TOWN = 70_000;
const DOT = 3;

export class Orientation {
  constructor(map, base, model, symbols) {
    Object.assign(this, { map, base, model, symbols, kept: new Map() });
    this.layer = L.layerGroup().addTo(map);
    this.rivers = this.named("rivers", (shape, outlines) => shape.polygons.flat().map((ring) => ringPoints(outlines, ring)));
    this.lakes = this.named("lakes", (shape, outlines) => L.latLngBounds(ringPoints(outlines, shape.polygons[0][0])));
  }

  named(layer, geometry) {
    const own = new Set((this.model.shapes?.[layer] ?? []).map(([, number]) => number));
    const { outlines } = this.base[layer];
    return outlines.shapes.filter((shape, number) => shape.name && !own.has(number))
      .map((shape) => ({ shape, geometry: geometry(shape, outlines) }));
  }

  show(room, bounds, shown) {
    this.wanted = new Map();
    if (!this.map.getContainer().classList.contains("tiled")) {
      this.countries(room, bounds, shown);
      this.seas(room, bounds);
      this.towns(room, bounds);
      if (this.map.getZoom() < WATER_UNTIL) this.waters(room, bounds);
    }
    this.commit();
  }

  at(point) { return this.map.latLngToContainerPoint(point); }

  add(key, latlng, kind, name, options) {
    this.wanted.set(`${kind} ${key}`, { latlng, kind, name, ...options });
  }

  countries(room, bounds, shown) {
    if (this.model.borders === "none") return;
    const named = new Set(shown.map(({ place }) => (place.kind === "country" ? place.country : "")));
    let left = MOST.country;
    for (const { shape, label, width, height } of this.base.nameable(bounds, (lon) => this.symbols.beside(lon))) {
      if (!left) break;
      if (named.has(shape.code) || width < 20 || height < 14) continue;
      const wide = this.symbols.width(shape.name.toUpperCase(), FONTS.country) * 1.16 + 6;
      if (width < wide * 0.9 || !middle(room, this.at(label), wide, 16)) continue;
      this.add(shape.name, label, "country", shape.name, { wide });
      left--;
    }
  }

  seas(room, bounds) {
    let left = MOST.sea;
    for (const [name, lat, lon, degrees] of this.model.seas ?? []) {
      const label = [lat, this.symbols.beside(lon)];
      if (!left || !bounds.contains(label)) continue;
      const free = (degrees / 360) * this.map.options.crs.scale(this.map.getZoom());
      const words = this.symbols.width(name, FONTS.sea) * 1.05 + 8;
      const lines = free < words && name.includes(" ") ? 2 : 1;
      const wide = lines === 2 ? longest(name, (part) => this.symbols.width(part, FONTS.sea) * 1.05 + 8) : words;
      if (free < wide || !middle(room, this.at(label), wide, 16 * lines)) continue;
      this.add(name, label, "sea", name, { wide, high: 16 * lines });
      left--;
    }
  }

  towns(room, bounds) {
    const size = this.map.getSize();
    let left = Math.max(1, Math.min(MOST.town, Math.round((size.x * size.y) / A_TOWN)));
    const inner = bounds.pad(-0.02), chosen = [];
    for (const [name, lat, lon] of this.model.towns ?? []) {
      const latlng = [lat, this.symbols.beside(lon)];
      if (!left) break;
      if (!inner.contains(latlng)) continue;
      const at = this.at(latlng);
      if (chosen.some((other) => other.distanceTo(at) < APART)) continue;
      const dot = [at.x - DOT - 1, at.y - DOT - 1, at.x + DOT + 1, at.y + DOT + 1];
      if (!room.free(dot)) continue;
      const wide = this.symbols.width(name, FONTS.town) + 4;
      const side = room.place(labelBoxes(at.x, at.y, DOT, wide, 15));
      if (side < 0) continue;
      room.take(dot);
      chosen.push(at);
      this.add(`${name} ${lat}`, latlng, "town", name, { wide: 2 * DOT, high: 2 * DOT, side: SIDES[side] });
      left--;
    }
  }

  waters(room, bounds) {
    let left = MOST.water;
    for (const { shape, geometry } of this.lakes) {
      const label = [shape.label[0], this.symbols.beside(shape.label[1])];
      if (!left || !bounds.contains(label)) continue;
      const wide = this.symbols.width(shape.name, FONTS.water) + 6;
      const [west, east] = [this.at(geometry.getSouthWest()), this.at(geometry.getNorthEast())];
      if (east.x - west.x < wide * 0.8 || !middle(room, this.at(label), wide, 15)) continue;
      this.add(shape.name, label, "water", shape.name, { wide });
      left--;
    }
    for (const { shape, geometry } of this.rivers) {
      if (!left) break;
      const wide = this.symbols.width(shape.name, FONTS.water) + 8;
      const found = alongLine(geometry.map((line) => line.map(([lat, lon]) => this.at([lat, this.symbols.beside(lon)]))), this.map.getSize(), wide, room);
      if (!found) continue;
      this.add(shape.name, this.map.containerPointToLatLng(found.point), "water", shape.name, { wide, turn: found.turn });
      left--;
    }
  }

  commit() {
    for (const [key, { marker, signature }] of this.kept) {
      const wanted = this.wanted.get(key);
      if (wanted && signature === signed(wanted)) continue;
      this.layer.removeLayer(marker);
      this.kept.delete(key);
    }
    for (const [key, wanted] of this.wanted) if (!this.kept.has(key)) this.kept.set(key, { marker: this.make(wanted), signature: signed(wanted) });
  }

  make({ latlng, kind, name, wide, high = 16, side = "", turn = 0 }) {
    const icon = L.divIcon({ className: `way ${kind}-name ${side}`, html: "", iconSize: [wide, high] });
    const marker = L.marker(latlng, { icon, pane: "names", interactive: false, keyboard: false }).addTo(this.layer);
    const text = document.createElement("span");
    text.textContent = name;
    text.dir = "auto";
    if (turn) text.style.transform = `rotate(${turn.toFixed(1)}deg)`;
    const element = marker.getElement();
    element.append(text);
    element.setAttribute("aria-hidden", "true");
    return marker;
  }
}

function signed({ latlng, side = "", turn = 0, high = 0 }) {
  const [lat, lon] = Array.isArray(latlng) ? latlng : [latlng.lat, latlng.lng];
  return `${lat.toFixed(3)} ${lon.toFixed(3)} ${side} ${turn.toFixed(0)} ${high}`;
}

function middle(room, { x, y }, wide, high) {
  return room.place([[x - wide / 2, y - high / 2, x + wide / 2, y + high / 2]]) >= 0;
}

function longest(name, width) {
  return Math.max(...name.split(" ").map(width));
}

// A place on a line, in pixels, where it runs straight enough for a name of that width; text is
// never upside down.
export function alongLine(lines, size, wide, room) {
  const seen = ({ x, y }) => x > 0 && y > 0 && x < size.x && y < size.y;
  for (const line of lines) {
    const tried = [];
    for (let i = 0; i < line.length; i++) if (seen(line[i])) tried.push(i);
    const centre = tried[tried.length >> 1];
    tried.sort((a, b) => Math.abs(a - centre) - Math.abs(b - centre));
    for (const i of tried.filter((_, k) => k % 3 === 0)) {
      const from = walk(line, i, -1, wide / 2), to = walk(line, i, 1, wide / 2);
      if (!from || !to) continue;
      const dx = to.x - from.x, dy = to.y - from.y;
      const length = Math.hypot(dx, dy);
      if (length < wide * 0.9) continue;
      const point = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      let turn = (Math.atan2(dy, dx) * 180) / Math.PI;
      if (turn > 90) turn -= 180;
      if (turn < -90) turn += 180;
      const w = Math.abs((dx / length) * wide) + 12, h = Math.abs((dy / length) * wide) + 12;
      if (room.place([[point.x - w / 2, point.y - h / 2, point.x + w / 2, point.y + h / 2]]) >= 0) return { point: [point.x, point.y], turn };
    }
  }
  return null;
}

// The point of the line that is so far from its i-th point.
function walk(line, i, step, far) {
  for (let j = i; j >= 0 && j < line.length; j += step) if (Math.hypot(line[j].x - line[i].x, line[j].y - line[i].y) >= far) return line[j];
  return null;
}
