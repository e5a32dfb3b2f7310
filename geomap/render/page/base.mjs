// The base map: land, borders and waters on one canvas. Names on it: orientation.mjs.
import { arcPoints, decodeOutlines, ringPoints } from "./data.mjs";
import { makeGround, worldLine } from "./ground.mjs";
import { inside } from "./layout.mjs";

const ICE = -60;
// The source's rivers and lakes are good to two kilometres: nearer they would lie in wrong places.
export const WATER_UNTIL = 9.3;
// Units' borders are drawn from here on: before, they would be a grey cloud.
const HAIRLINES_FROM = 4.2;
const LAYERS = ["units", "rivers", "lakes"];
const SEA = worldLine([[85, -720], [85, 720], [-85, 720], [-85, -720]]);

export class BaseMap {
  constructor(map, model) {
    this.map = map;
    this.centre = (model.view[1] + model.view[3]) / 2;
    // Antarctica is drawn only for a place there: high maps would show little else.
    this.south = model.places.some(({ lat }) => lat < ICE) ? -90 : ICE;
    this.outlines = decodeOutlines(model.outlines);
    this.states = model.states ? decodeOutlines(model.states) : null;
    this.byCode = new Map();
    for (const shape of this.outlines.shapes) {
      if (!shape.code) continue;
      if (!this.byCode.has(shape.code)) this.byCode.set(shape.code, []);
      this.byCode.get(shape.code).push(shape);
    }
    this.addLayers(model);
    this.lines = this.outlines.arcs.map(worldLine);
    this.rings = this.outlines.shapes.flatMap((shape) => shape.polygons.flat())
      .map((ring) => worldLine(ringPoints(this.outlines, ring)));
    this.stateLines = this.states ? this.states.borders.map((number) => worldLine(this.states.arcs[number])) : [];
    const pane = map.createPane("base");
    pane.style.zIndex = 150; // below tiles, and what remains when they do not come
    pane.style.pointerEvents = "none";
    map.createPane("names").style.zIndex = 350;
    map.getPane("names").style.pointerEvents = "none";
    this.readColours();
    this.ground = makeGround(map, "base", (pen) => this.paint(pen));
  }

  readColours() {
    const style = getComputedStyle(this.map.getContainer());
    const colour = (name) => style.getPropertyValue(name).trim();
    this.colours = Object.fromEntries(["sea", "land", "coast", "state", "border", "contested", "river"].map((name) => [name, colour(`--${name}`)]));
  }

  draw() {
    this.readColours();
    this.ground._redraw();
  }

  // Units, rivers and lakes, and which of them are places of the page.
  addLayers(model) {
    this.own = new Map();
    for (const name of LAYERS) {
      const outlines = decodeOutlines(model[name] ?? { scale: [1, 1, 0, 0], arcs: "", borders: [], contested: [], shapes: [] });
      this[name] = { outlines, hairlines: outlines.borders.map((number) => worldLine(outlines.arcs[number])) };
      const lines = (shape) => shape.polygons.flat().map((ring) => worldLine(ringPoints(outlines, ring)));
      if (name !== "units") this[name].lines = outlines.shapes.flatMap(lines);
      for (const [place, number] of model.shapes?.[name] ?? []) {
        const known = this.own.get(place);
        if (known) known.shapes.push(outlines.shapes[number]);
        else this.own.set(place, { shapes: [outlines.shapes[number]], outlines, course: name === "rivers" });
      }
    }
  }

  // The world is drawn once: from half a turn west of the first view's middle to half a turn east.
  paint(pen) {
    const { colours } = this;
    const west = (this.centre / 360) * 256, east = west + 256;
    pen.ctx.save();
    // The sea is drawn, too: printers leave out the colours behind a canvas.
    pen.begin();
    pen.line(SEA);
    pen.fill(colours.sea);
    pen.clip(west, east, this.south);
    const turns = [-256, 0, 256].filter((turn) => turn < east && turn + 256 > west);
    const path = (lines, close) => {
      pen.begin();
      for (const turn of turns) for (const line of lines) pen.line(line, turn, close);
    };
    path(this.rings, true);
    pen.fill(colours.land, 1, "evenodd");
    pen.stroke(colours.coast, 0.6);
    if (this.map.getZoom() < WATER_UNTIL) this.paintWaters(pen, path);
    path(this.stateLines);
    if (this.map.getZoom() >= HAIRLINES_FROM) path(this.units.hairlines);
    pen.stroke(colours.state, 0.7);
    path(this.outlines.borders.map((number) => this.lines[number]));
    pen.stroke(colours.border, 1);
    path(this.outlines.contested.map((number) => this.lines[number]));
    pen.stroke(colours.contested, 1.3, { dash: [4, 4] });
    pen.ctx.restore();
    this.over?.(pen);
  }

  paintWaters(pen, path) {
    path(this.rivers.lines);
    pen.stroke(this.colours.river, Math.max(0.5, Math.min(1.4, (this.map.getZoom() - 1) / 4)), { cap: "round" });
    path(this.lakes.lines, true);
    pen.fill(this.colours.sea, 1, "evenodd");
    pen.stroke(this.colours.coast, 0.6);
  }

  // Outer rings with their boxes, for finding room for a name; of a river the points of its line.
  areaOf(place) {
    this.areas ??= new Map();
    if (!this.areas.has(place)) {
      const found = this.shapesOf(place);
      if (found?.course) return this.areas.set(place, courseOf(found)).get(place);
      const outers = found ? shapeRings(found).map((polygon) => polygon[0]) : [];
      const polygons = outers.map((outer) => ({ outer, box: L.latLngBounds(outer) }));
      this.areas.set(place, found && { label: found.shapes[0].label, polygons });
    }
    return this.areas.get(place);
  }

  // The rings and the outline of a country or, within the US, of a state.
  shapesOf(place) {
    if (place.kind === "country" || place.kind === "territory") {
      const shapes = this.byCode.get(place.country) ?? [];
      return shapes.length ? { shapes, outlines: this.outlines } : null;
    }
    if (place.kind === "admin1" && place.country === "US" && this.states) {
      const shapes = this.states.shapes.filter((shape) => shape.name === place.name);
      return shapes.length ? { shapes, outlines: this.states } : null;
    }
    return this.own.get(place.index) ?? null;
  }

  // Countries in view with their size in pixels, larger ones first.
  nameable(bounds, beside) {
    const { map } = this;
    const found = [];
    for (const shape of this.outlines.shapes) {
      if (!shape.name || shape.code.startsWith("-") || shape.label[0] < this.south) continue;
      this.extent ??= new Map();
      if (!this.extent.has(shape)) {
        this.extent.set(shape, L.latLngBounds(ringPoints(this.outlines, shape.polygons[0][0])));
      }
      const box = this.extent.get(shape);
      const turn = beside(shape.label[1]) - shape.label[1];
      const label = this.labelOf(shape, box, turn, bounds);
      if (!label) continue;
      const west = map.latLngToContainerPoint(box.getSouthWest()), east = map.latLngToContainerPoint(box.getNorthEast());
      found.push({ shape, label, width: east.x - west.x, height: west.y - east.y });
    }
    return found.sort((a, b) => b.width * b.height - a.width * a.height);
  }

  // A country's own label point, or where it is out of view the middle of what is seen of it.
  labelOf(shape, box, turn, bounds) {
    const own = [shape.label[0], shape.label[1] + turn];
    if (bounds.contains(own)) return own;
    const moved = L.latLngBounds([bounds.getSouth(), bounds.getWest() - turn], [bounds.getNorth(), bounds.getEast() - turn]);
    if (!moved.intersects(box)) return null;
    this.outers ??= new Map();
    if (!this.outers.has(shape)) this.outers.set(shape, { polygons: [{ outer: ringPoints(this.outlines, shape.polygons[0][0]), box }] });
    const [seen] = gridSeen(this.outers.get(shape), moved);
    return seen ? [seen[0], seen[1] + turn] : null;
  }

  // Whether a contested border lies in the box.
  contestedIn(bounds) {
    return this.outlines.contested.some((number) => this.outlines.arcs[number].some((point) => bounds.contains(point)));
  }
}

function courseOf({ shapes, outlines }) {
  const course = shapes.flatMap((shape) => shape.polygons.flat().flatMap((ring) => ringPoints(outlines, ring)));
  return { label: course[course.length >> 1], polygons: [], course };
}

export function outlineLines({ shapes, outlines }) {
  const seen = new Map();
  for (const ring of shapes.flatMap((shape) => shape.polygons.flat())) {
    for (const number of ring) {
      const index = number >= 0 ? number : ~number;
      seen.set(index, (seen.get(index) ?? 0) + 1);
    }
  }
  // What two parts share is an inner line; what runs along the map's edge is no border.
  return [...seen].filter(([, count]) => count === 1).map(([number]) => arcPoints(outlines, number))
    .filter((points) => points.every((point, i) => !i || Math.abs(point[1] - points[i - 1][1]) < 90));
}

export function shapeRings({ shapes, outlines }) {
  return shapes.flatMap((shape) => shape.polygons.map((polygon) => polygon.map((ring) => ringPoints(outlines, ring))));
}

// Points of the shape inside the view where its name may stand, best first: the middle of what
// can be seen, then others round it. Points of the whole shape are kept; when none of them
// is in view, others are looked for.
export function seenPoints(area, bounds) {
  const inner = bounds.pad(-0.06);
  if (area.course) return fromMiddle(area.course.filter((point) => inner.contains(point)));
  area.points ??= gridPoints(area.polygons, L.latLngBounds(area.polygons.map(({ box }) => box)));
  const known = area.points.filter((point) => inner.contains(point));
  return known.length ? fromMiddle(known) : fromMiddle(gridPoints(area.polygons, inner));
}

// Of a shape that shows only a corner of itself nothing is said.
function gridSeen(area, bounds) {
  const found = gridPoints(area.polygons, bounds.pad(-0.06));
  return found.length >= 8 ? fromMiddle(found) : [];
}

function gridPoints(polygons, view) {
  const near = polygons.filter(({ box }) => view.intersects(box));
  if (!near.length) return [];
  const around = L.latLngBounds(near.map(({ box }) => box));
  const south = Math.max(view.getSouth(), around.getSouth()), west = Math.max(view.getWest(), around.getWest());
  const height = Math.min(view.getNorth(), around.getNorth()) - south, width = Math.min(view.getEast(), around.getEast()) - west;
  const seen = [];
  for (let i = 0; i <= 10; i++) {
    for (let j = 0; j <= 12; j++) {
      const lat = south + (height * i) / 10, lon = west + (width * j) / 12;
      if (near.some(({ box, outer }) => box.contains([lat, lon]) && inside(lat, lon, outer))) seen.push([lat, lon]);
    }
  }
  return seen;
}

function fromMiddle(seen) {
  const middle = [0, 1].map((axis) => seen.reduce((sum, point) => sum + point[axis], 0) / seen.length);
  const away = (p) => (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2;
  return seen.sort((a, b) => away(a) - away(b));
}
