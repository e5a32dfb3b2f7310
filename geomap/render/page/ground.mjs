// Canvases of the map that draw themselves whole, from coordinates of the world at zoom 0.

// Web Mercator: the world is 256 units wide and high.
export function world(lat, lon) {
  const limited = Math.max(-85.06, Math.min(85.06, lat)) * (Math.PI / 180);
  return [((lon + 180) / 360) * 256, 128 - (128 * Math.asinh(Math.tan(limited))) / Math.PI];
}

export function unworld(x, y) {
  return [(Math.atan(Math.sinh(((128 - y) * Math.PI) / 128)) * 180) / Math.PI, (x / 256) * 360 - 180];
}

// Points as [x0, y0, x1, y1, …] with the box around them.
export function worldLine(points) {
  const flat = new Float64Array(points.length * 2);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  points.forEach(([lat, lon], i) => {
    const [x, y] = world(lat, lon);
    flat[2 * i] = x;
    flat[2 * i + 1] = y;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  });
  return { flat, box };
}

// A pane with a canvas; `draw(pen)` is called at every move, zoom and change of size.
export function makeGround(map, pane, draw) {
  const Ground = L.Canvas.extend({
    _draw() {
      this._drawing = true;
      draw(new Pen(this._ctx, map, this._bounds));
      this._drawing = false;
    },
  });
  return new Ground({ pane, padding: 0.25 }).addTo(map);
}

// Draws lines of world coordinates: turned into pixels, what is out of sight left out, and so are
// points nearer than a pixel.
export class Pen {
  constructor(ctx, map, bounds) {
    this.ctx = ctx;
    this.scale = map.options.crs.scale(map.getZoom()) / 256;
    const origin = map.getPixelOrigin();
    this.left = origin.x;
    this.top = origin.y;
    const { min, max } = bounds;
    this.view = [(min.x + origin.x) / this.scale, (min.y + origin.y) / this.scale, (max.x + origin.x) / this.scale, (max.y + origin.y) / this.scale];
  }

  sees([west, north, east, south], shift = 0) {
    return west + shift <= this.view[2] && east + shift >= this.view[0] && north <= this.view[3] && south >= this.view[1];
  }

  x(value) { return value * this.scale - this.left; }
  y(value) { return value * this.scale - this.top; }

  // Keeps to longitudes, in coordinates of the world, and to what lies north of a latitude.
  clip(west, east, south = -90) {
    this.ctx.beginPath();
    this.ctx.rect(this.x(west), this.y(0), (east - west) * this.scale, world(south, 0)[1] * this.scale);
    this.ctx.clip();
  }

  // Adds a line to the path.
  line({ flat, box }, shift = 0, close = false) {
    if (!this.sees(box, shift)) return;
    const { ctx, scale } = this;
    const left = this.left - shift * scale;
    let x = flat[0] * scale - left, y = flat[1] * scale - this.top;
    ctx.moveTo(x, y);
    const last = flat.length - 2;
    for (let i = 2; i <= last; i += 2) {
      const nx = flat[i] * scale - left, ny = flat[i + 1] * scale - this.top;
      if (i < last && Math.abs(nx - x) + Math.abs(ny - y) < 1) continue;
      ctx.lineTo(nx, ny);
      x = nx;
      y = ny;
    }
    // Not closePath, which takes time in proportion to the whole path each time.
    if (close) ctx.lineTo(flat[0] * scale - left, flat[1] * scale - this.top);
  }

  circle(lat, lon, km) {
    const [x, y] = world(lat, lon);
    const r = (km / (40075 * Math.cos((lat * Math.PI) / 180))) * 256 * this.scale;
    this.ctx.moveTo(this.x(x) + r, this.y(y));
    this.ctx.arc(this.x(x), this.y(y), r, 0, 2 * Math.PI);
  }

  stroke(colour, width, { dash = [], alpha = 1, cap = "butt" } = {}) {
    Object.assign(this.ctx, { strokeStyle: colour, lineWidth: width, globalAlpha: alpha, lineCap: cap, lineJoin: "round" });
    this.ctx.setLineDash(dash);
    this.ctx.stroke();
    this.ctx.setLineDash([]);
    this.ctx.globalAlpha = 1;
  }

  fill(colour, alpha = 1, rule = "nonzero") {
    Object.assign(this.ctx, { fillStyle: colour, globalAlpha: alpha });
    this.ctx.fill(rule);
    this.ctx.globalAlpha = 1;
  }

  begin() { this.ctx.beginPath(); }
}
