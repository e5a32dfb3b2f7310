// Where symbols and labels stand, in pixels; nothing here touches the page.

export const LARGEST = 36;
export const SMALLEST = 10;

// Circles' areas are as their mentions, above what can be read and touched; `most` is the largest
// number that this view shows, and has the largest circle that can be spared.
export function radius(n, most) {
  const top = Math.min(LARGEST, SMALLEST + 3 * Math.sqrt(Math.max(most - 1, 0)));
  return Math.max(SMALLEST, top * Math.sqrt(Math.min(1, n / Math.max(most, 1))));
}

// Points that would cover each other become one symbol, and so do symbols that have grown into
// each other. Items: {x, y, n, …}, largest first; a group stands where its largest member does.
export function group(items) {
  let groups = items.map((item) => ({ x: item.x, y: item.y, n: item.n, members: [item] }));
  for (let round = 0; round < 8; round++) {
    const before = groups.length;
    const most = groups.reduce((max, g) => Math.max(max, g.n), 1);
    for (const g of groups) g.r = radius(g.n, most);
    groups = merge(groups);
    if (groups.length === before) break;
  }
  const most = groups.reduce((max, g) => Math.max(max, g.n), 1);
  for (const g of groups) g.r = radius(g.n, most);
  return groups;
}

const CELL = 2 * LARGEST;

function merge(items) {
  const groups = [];
  const grid = new Map();
  for (const item of items) {
    const column = Math.floor(item.x / CELL), row = Math.floor(item.y / CELL);
    const home = near(grid, column, row, item);
    if (home) {
      for (const member of item.members) home.members.push(member);
      home.n += item.n;
      continue;
    }
    groups.push(item);
    const key = column * 65536 + row;
    const cell = grid.get(key);
    if (cell) cell.push(item);
    else grid.set(key, [item]);
  }
  return groups;
}

function near(grid, column, row, item) {
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      for (const g of grid.get((column + dx) * 65536 + row + dy) ?? []) {
        const limit = 0.85 * (g.r + item.r);
        const x = g.x - item.x, y = g.y - item.y;
        if (x * x + y * y < limit * limit) return g;
      }
    }
  }
  return null;
}

// Where a card stands: wholly inside the box, beside its anchor, covering it only when there is
// no other way. Sizes and boxes in pixels: card {width, height}, box {left, top, right, bottom}.
export function placeCard(card, anchor, box, gap = 16) {
  const clamp = (value, low, high) => Math.max(low, Math.min(value, high));
  const x = clamp(anchor.x - card.width / 2, box.left, box.right - card.width);
  const y = clamp(anchor.y - card.height / 2, box.top, box.bottom - card.height);
  const places = [
    { side: "above", x, y: anchor.y - gap - card.height },
    { side: "below", x, y: anchor.y + gap },
    { side: "right", x: anchor.x + gap, y },
    { side: "left", x: anchor.x - gap - card.width, y },
  ];
  const fits = (p) => p.x >= box.left && p.x + card.width <= box.right && p.y >= box.top && p.y + card.height <= box.bottom;
  const found = places.find(fits);
  if (found) return found;
  const farther = anchor.x > (box.left + box.right) / 2 ? box.left : box.right - card.width;
  return { side: "over", x: farther, y };
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
