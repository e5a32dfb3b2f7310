// Areas on the map: outlines, soft boxes and vague places, on one canvas.
import { outlineLines, shapeRings } from "./base.mjs";
import { makeGround, worldLine } from "./ground.mjs";
import { inside, softBox } from "./layout.mjs";
import { SHADES } from "./overview.mjs";

const TOO_LARGE = 0.35;
const TOO_SMALL = 12;

export class Areas {
  constructor(map, base, centre) {
    Object.assign(this, { map, base, centre, drawn: new Map(), made: new Map(), selected: null, hovered: null, lights: new Set() });
    const pane = map.createPane("areas");
    pane.style.zIndex = 300;
    pane.style.pointerEvents = "none";
    this.readColours();
    this.ground = makeGround(map, "areas", (pen) => this.paint(pen));
  }

  readColours() {
    const style = getComputedStyle(this.map.getContainer());
    this.colours = Object.fromEntries(["area", "area-edge", "shade"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  draw() {
    this.readColours();
    this.ground._redraw();
  }

  show(places) {
    this.drawn = new Map();
    for (const place of places) {
      const shape = this.shape(place);
      if (shape) this.drawn.set(place.id, shape);
    }
    this.ground._redraw();
  }

  // {place, kind, rings, edges, bounds}; rings and edges in coordinates of the world.
  shape(place) {
    if (!this.made.has(place)) this.made.set(place, this.makeShape(place));
    return this.made.get(place);
  }

  makeShape(place) {
    if (place.area) return vague(place);
    if (!place.wide) return null;
    const found = this.base.shapesOf(place);
    if (found?.course) {
      const lines = shapeRings(found).flat();
      const rings = lines.map(worldLine);
      return { place, kind: "course", polygons: [], bounds: L.latLngBounds(lines.flat()), rings, edges: rings };
    }
    if (found) {
      const polygons = shapeRings(found);
      return {
        place, kind: "exact", polygons, bounds: L.latLngBounds(polygons.flat(2)),
        rings: polygons.flat().map(worldLine), edges: outlineLines(found).map(worldLine),
      };
    }
    if (!place.box || ["ocean", "continent"].includes(place.kind)) return null;
    const points = softBox(place.box);
    const rings = [worldLine(points)];
    return { place, kind: "soft", polygons: [[points]], bounds: L.latLngBounds(points), rings, edges: rings };
  }

  // A box that fills the view says nothing there, nor does one of a few pixels: a name is enough.
  unfit(shape) {
    if (shape.kind !== "soft") return false;
    const size = this.map.getSize();
    const scale = this.map.options.crs.scale(this.map.getZoom()) / 256;
    const [west, north, east, south] = shape.rings[0].box;
    const width = (east - west) * scale, height = (south - north) * scale;
    return width > TOO_LARGE * size.x || height > TOO_LARGE * size.y || Math.max(width, height) < TOO_SMALL;
  }

  visible() {
    return [...this.drawn.values()].filter((shape) => !this.unfit(shape));
  }

  paint(pen) {
    const west = (this.centre / 360) * 256;
    pen.ctx.save();
    pen.clip(west, west + 256);
    const turns = [-256, 0, 256];
    const trace = (lines, close) => { for (const turn of turns) for (const line of lines) pen.line(line, turn, close); };
    const shapes = this.visible();
    const { colours } = this;
    const lit = ({ place: { id } }) => id === this.selected || id === this.hovered || this.lights.has(id);
    for (const [code, level] of this.shades?.levels ?? []) {
      pen.begin();
      trace(this.ofCountry(code), true);
      pen.fill(colours.shade, SHADES[level]);
    }
    // All exact areas are one fill, so that a state in a country is no darker than the country.
    pen.begin();
    for (const shape of shapes) if (shape.kind === "exact") trace(shape.rings, true);
    pen.fill(colours.area, 0.05);
    for (const shape of shapes) {
      if (shape.kind === "exact" && !lit(shape)) continue;
      if (shape.kind === "course") continue;
      pen.begin();
      if (shape.kind === "exact" || shape.kind === "soft") trace(shape.rings, true);
      else vaguePath(pen, shape);
      pen.fill(colours.area, lit(shape) ? 0.13 : 0.025);
    }
    // Edges that look alike are one line.
    const alike = new Map();
    for (const shape of shapes) {
      const key = `${shape.kind} ${lit(shape)} ${shape.place.status === "uncertain"}`;
      if (!alike.has(key)) alike.set(key, []);
      alike.get(key).push(shape);
    }
    for (const group of alike.values()) this.edges(pen, group, lit(group[0]), trace);
    pen.ctx.restore();
  }

  ofCountry(code) {
    this.countries ??= new Map();
    if (!this.countries.has(code)) {
      const shapes = this.base.byCode.get(code) ?? [];
      this.countries.set(code, shapeRings({ shapes, outlines: this.base.outlines }).flat().map(worldLine));
    }
    return this.countries.get(code);
  }

  edges(pen, shapes, lit, trace) {
    const [{ kind, place }] = shapes;
    pen.begin();
    for (const shape of shapes) {
      if (kind === "vague") vaguePath(pen, shape);
      else trace(shape.edges, false);
    }
    const edge = this.colours["area-edge"];
    if (kind === "vague") pen.stroke(this.colours.area, lit ? 2.2 : 1.3, { dash: [5, 4] });
    else if (kind === "course") pen.stroke(edge, lit ? 4 : 2.2, { cap: "round", alpha: 0.9, dash: place.status === "uncertain" ? [6, 4] : [] });
    else if (kind === "soft") pen.stroke(edge, 2, { dash: [1, 5], cap: "round", alpha: lit ? 1 : 0.45 });
    else pen.stroke(edge, lit ? 2.2 : 1, { dash: place.status === "uncertain" ? [6, 4] : [], alpha: lit ? 1 : 0.8 });
  }

  // The smallest area at a point, if any.
  at(latlng) {
    const turns = [0, 360, -360].map((turn) => [latlng.lat, latlng.lng + turn]);
    const size = ({ bounds }) => (bounds.getNorth() - bounds.getSouth()) * (bounds.getEast() - bounds.getWest());
    const found = this.visible().filter((shape) => turns.some(([lat, lon]) => shape.bounds.contains([lat, lon])
      && (shape.polygons ? shape.polygons.some(([outer, ...holes]) => inside(lat, lon, outer) && !holes.some((hole) => inside(lat, lon, hole))) : true)));
    return found.sort((a, b) => size(a) - size(b))[0]?.place ?? null;
  }

  light(ids) {
    if (!ids.length && !this.lights.size) return;
    this.lights = new Set(ids);
    this.ground._redraw();
  }

  highlight(selected, hovered = null) {
    if (this.selected === selected && this.hovered === hovered) return;
    Object.assign(this, { selected, hovered });
    this.ground._redraw();
  }
}

function vague(place) {
  const { kind, points, km } = place.area;
  if (!points.length) return null;
  const bounds = L.latLngBounds([]);
  const around = kind === "box" ? 0 : Math.max(km, 0.5) / 111;
  for (const [lat, lon] of points) {
    const wide = around / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
    bounds.extend([lat - around, lon - wide]).extend([lat + around, lon + wide]);
  }
  return { place, kind: "vague", points, bounds, km: Math.max(km, 0.5), form: kind, line: worldLine(points) };
}

function vaguePath(pen, { form, points, km, line, bounds }) {
  if (form === "box") {
    const corners = worldLine([bounds.getSouthWest(), bounds.getNorthEast()].map(({ lat, lng }) => [lat, lng]));
    const [x0, y0, x1, y1] = corners.flat;
    pen.ctx.rect(pen.x(x0), pen.y(y1), (x1 - x0) * pen.scale, (y0 - y1) * pen.scale);
    return;
  }
  if (form === "line") pen.line(line);
  for (const [lat, lon] of points) pen.circle(lat, lon, km);
}
