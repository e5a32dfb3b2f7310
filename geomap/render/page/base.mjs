// The base map: land and borders on one canvas, names of countries above it.
import { arcPoints, decodeOutlines, ringPoints } from "./data.mjs";
import { inside } from "./layout.mjs";

export class BaseMap {
  constructor(map, packed, packedStates) {
    this.map = map;
    this.outlines = decodeOutlines(packed);
    this.states = packedStates ? decodeOutlines(packedStates) : null;
    this.byCode = new Map();
    for (const shape of this.outlines.shapes) {
      if (!shape.code) continue;
      if (!this.byCode.has(shape.code)) this.byCode.set(shape.code, []);
      this.byCode.get(shape.code).push(shape);
    }
    const pane = map.createPane("base");
    pane.style.zIndex = 150; // below tiles, and what remains when they do not come
    pane.style.pointerEvents = "none";
    this.renderer = L.canvas({ pane: "base", padding: 0.4 });
    this.layers = L.layerGroup().addTo(map);
    this.names = L.layerGroup().addTo(map);
    map.createPane("names").style.zIndex = 350;
    map.getPane("names").style.pointerEvents = "none";
    this.draw();
  }

  // Longitudes are repeated beyond the antimeridian when the first view lies across it.
  turns() {
    const view = this.map.options.firstView;
    return [0, ...(view && view[3] > 180 ? [360] : []), ...(view && view[1] < -180 ? [-360] : [])];
  }

  draw() {
    const { outlines } = this;
    const style = getComputedStyle(this.map.getContainer());
    const colour = (name) => style.getPropertyValue(name).trim();
    this.layers.clearLayers();
    const shared = { renderer: this.renderer, interactive: false, smoothFactor: 0.6 };
    const add = (layer) => this.layers.addLayer(layer);
    // The sea is drawn, too: printers leave out the colours behind a canvas.
    add(L.rectangle([[-89.5, -720], [89.5, 720]], { ...shared, stroke: false, fillColor: colour("--sea"), fillOpacity: 1 }));
    for (const turn of this.turns()) {
      const move = (points) => (turn ? points.map(([lat, lon]) => [lat, lon + turn]) : points);
      const rings = outlines.shapes.flatMap((shape) => shape.polygons.flat())
        .map((ring) => move(ringPoints(outlines, ring)));
      add(L.polygon(rings, { ...shared, stroke: true, weight: 0.6, color: colour("--coast"), fillColor: colour("--land"), fillOpacity: 1, fillRule: "evenodd" }));
      const lines = (numbers) => numbers.map((number) => move(outlines.arcs[number]));
      if (this.states) {
        add(L.polyline(this.states.borders.map((n) => move(this.states.arcs[n])), { ...shared, weight: 0.7, color: colour("--state") }));
      }
      add(L.polyline(lines(outlines.borders), { ...shared, weight: 1, color: colour("--border") }));
      add(L.polyline(lines(outlines.contested), { ...shared, weight: 1.3, color: colour("--contested"), dashArray: "4 4" }));
    }
  }

  // Outer rings with their boxes, for finding room for a name.
  areaOf(place) {
    this.areas ??= new Map();
    if (!this.areas.has(place)) {
      const found = this.shapesOf(place);
      const outers = found ? shapeRings(found).map((polygon) => polygon[0]) : [];
      this.areas.set(place, found && { label: found.shapes[0].label, polygons: outers.map((outer) => ({ outer, box: L.latLngBounds(outer) })) });
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
    return null;
  }

  // Countries in view with their size in pixels, larger ones first.
  nameable(bounds) {
    const { map } = this;
    const found = [];
    for (const shape of this.outlines.shapes) {
      if (!shape.name || shape.code.startsWith("-")) continue;
      this.extent ??= new Map();
      if (!this.extent.has(shape)) {
        this.extent.set(shape, L.latLngBounds(ringPoints(this.outlines, shape.polygons[0][0])));
      }
      const box = this.extent.get(shape);
      if (!bounds.contains(shape.label)) continue;
      const west = map.latLngToContainerPoint(box.getSouthWest()), east = map.latLngToContainerPoint(box.getNorthEast());
      found.push({ shape, width: east.x - west.x, height: west.y - east.y });
    }
    return found.sort((a, b) => b.width * b.height - a.width * a.height);
  }
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
// can be seen, then others round it.
export function seenPoints(polygons, bounds) {
  const view = bounds.pad(-0.06);
  const south = view.getSouth(), west = view.getWest();
  const height = view.getNorth() - south, width = view.getEast() - west;
  const near = polygons.filter(({ box }) => view.intersects(box));
  const seen = [];
  for (let i = 0; i <= 10; i++) {
    for (let j = 0; j <= 12; j++) {
      const lat = south + (height * i) / 10, lon = west + (width * j) / 12;
      if (near.some(({ box, outer }) => box.contains([lat, lon]) && inside(lat, lon, outer))) seen.push([lat, lon]);
    }
  }
  const middle = [0, 1].map((axis) => seen.reduce((sum, point) => sum + point[axis], 0) / seen.length);
  const away = (p) => (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2;
  return seen.sort((a, b) => away(a) - away(b));
}
