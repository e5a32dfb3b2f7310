// Where symbols and labels stand, in pixels; nothing here touches the page.

export const LARGEST = 28;
export const LARGEST_GROUP = 36;
export const SMALLEST = 10;

// Area in proportion to mentions, within what can be read and touched.
export function radius(n, most, largest = LARGEST) {
  const unit = Math.min(9, LARGEST / Math.sqrt(Math.max(most, 1)));
  return Math.max(SMALLEST, Math.min(largest, unit * Math.sqrt(n)));
}

// Points that would cover each other become one symbol, and so do symbols that have grown into
// each other. Items: {x, y, n, …}, largest first; a group stands where its largest member does.
export function group(items, most) {
  let groups = items.map((item) => ({ x: item.x, y: item.y, n: item.n, members: [item] }));
  for (let round = 0; round < 6; round++) {
    const before = groups.length;
    groups = merge(groups, most);
    if (groups.length === before) break;
  }
  return groups;
}

function merge(items, most) {
  const groups = [];
  const cell = LARGEST_GROUP * 2;
  const grid = new Map();
  const key = (x, y) => `${Math.floor(x / cell)}:${Math.floor(y / cell)}`;
  for (const item of items) {
    item.r = size(item, most);
    const near = neighbours(grid, key, item, cell);
    const home = near.find((g) => Math.hypot(g.x - item.x, g.y - item.y) < 0.85 * (g.r + item.r));
    if (home) {
      home.members.push(...item.members);
      home.n += item.n;
      home.r = size(home, most);
    } else {
      groups.push(item);
      const k = key(item.x, item.y);
      if (!grid.has(k)) grid.set(k, []);
      grid.get(k).push(item);
    }
  }
  return groups;
}

function size({ n, members }, most) {
  return members.length > 1 ? Math.min(LARGEST_GROUP, radius(n, most, LARGEST_GROUP)) : radius(n, most);
}

function neighbours(grid, key, item, cell) {
  const out = [];
  for (const dx of [-cell, 0, cell]) {
    for (const dy of [-cell, 0, cell]) out.push(...(grid.get(key(item.x + dx, item.y + dy)) ?? []));
  }
  return out;
}

// Boxes already taken; labels are tried in order and dropped when nothing is free.
export class Room {
  constructor(width, height) {
    this.taken = [];
    this.width = width;
    this.height = height;
  }

  take(box) { this.taken.push(box); }

  free(box) {
    if (box[0] < 0 || box[1] < 0 || box[2] > this.width || box[3] > this.height) return false;
    return this.taken.every((other) =>
      box[2] <= other[0] || box[0] >= other[2] || box[3] <= other[1] || box[1] >= other[3]);
  }

  // Returns the first of the boxes that is free, and takes it.
  place(boxes) {
    const found = boxes.findIndex((box) => this.free(box));
    if (found >= 0) this.take(boxes[found]);
    return found;
  }
}

export const SIDES = ["right", "left", "below", "above"];

export function labelBoxes(x, y, r, width, height) {
  const gap = 3;
  return [
    [x + r + gap, y - height / 2, x + r + gap + width, y + height / 2],
    [x - r - gap - width, y - height / 2, x - r - gap, y + height / 2],
    [x - width / 2, y + r + gap, x + width / 2, y + r + gap + height],
    [x - width / 2, y - r - gap - height, x + width / 2, y - r - gap],
  ];
}

export function inside(lat, lon, ring) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ay, ax] = ring[i], [by, bx] = ring[j];
    if (ay > lat !== by > lat && lon < ax + ((lat - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  }
  return odd;
}

// A rounded box: soft edges say that the area has no exact ones.
export function softBox([south, west, north, east], corners = 48) {
  const points = [];
  const width = (((east - west) % 360) + 360) % 360 || 360;
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * i) / corners;
    const cos = Math.cos(angle), sin = Math.sin(angle);
    const round = (v) => Math.sign(v) * Math.pow(Math.abs(v), 0.5);
    points.push([
      (south + north) / 2 + (round(sin) * (north - south)) / 2,
      west + width / 2 + (round(cos) * width) / 2,
    ]);
  }
  return points;
}
