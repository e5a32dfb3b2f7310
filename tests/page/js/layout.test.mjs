import assert from "node:assert/strict";
import test from "node:test";
import { group, inside, LARGEST, placeCard, radius, Room, SMALLEST, softBox } from "../../../geomap/render/page/layout.mjs";

test("circles grow with mentions, within limits, and numbers stay apart", () => {
  assert.equal(radius(1, 1), SMALLEST);
  assert.equal(radius(1, 400), SMALLEST);
  assert.equal(radius(400, 400), LARGEST);
  const drawn = [50, 63, 95, 115, 220].map((n) => radius(n, 220));
  drawn.forEach((r, i) => assert.ok(!i || r - drawn[i - 1] > 1, String(drawn)));
  const large = [107, 153, 476].map((n) => radius(n, 476));
  large.forEach((r, i) => assert.ok(Math.abs((r / large[2]) ** 2 - [107, 153, 476][i] / 476) < 1e-9));
});

test("groups keep every member and every mention, and do not overlap much", () => {
  const items = Array.from({ length: 400 }, (_, i) => ({ x: (i * 37) % 600, y: (i * 91) % 400, n: 1 + (i % 7) }));
  const groups = group(items);
  assert.equal(groups.reduce((sum, g) => sum + g.members.length, 0), items.length);
  assert.equal(groups.reduce((sum, g) => sum + g.n, 0), items.reduce((sum, i) => sum + i.n, 0));
  for (const a of groups) for (const b of groups) {
    if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 0.7 * (a.r + b.r), `${a.n} ${b.n}`);
  }
});

test("a card is wholly inside its box, and beside its place wherever there is room", () => {
  const box = { left: 8, top: 8, right: 792, bottom: 592 };
  for (const size of [{ width: 360, height: 200 }, { width: 360, height: 460 }, { width: 700, height: 580 }]) {
    for (let x = -50; x <= 850; x += 50) for (let y = -50; y <= 650; y += 50) {
      const at = placeCard(size, { x, y }, box);
      assert.ok(at.x >= 8 && at.y >= 8 && at.x + size.width <= 792 && at.y + size.height <= 592, JSON.stringify([size, x, y, at]));
      const inside = x > at.x && x < at.x + size.width && y > at.y && y < at.y + size.height;
      assert.equal(inside && at.side !== "over", false);
      if (size.width === 360 && x >= 0 && x <= 800 && y >= 0 && y <= 600) assert.notEqual(at.side, "over");
    }
  }
});

test("labels never overlap nor leave the map", () => {
  const room = new Room(100, 100);
  assert.equal(room.place([[0, 0, 50, 20]]), 0);
  assert.equal(room.place([[40, 10, 90, 30], [50, 20, 100, 40]]), 1);
  assert.equal(room.place([[-1, 50, 10, 60], [95, 50, 101, 60]]), -1);
});

test("a soft box keeps to its box, also across the antimeridian", () => {
  for (const [lat, lon] of softBox([-20, 177, -12, -178])) {
    assert.ok(lat >= -20.001 && lat <= -11.999 && lon >= 176.999 && lon <= 182.001);
  }
});

test("inside a ring", () => {
  const ring = [[0, 0], [0, 10], [10, 10], [10, 0]];
  assert.ok(inside(5, 5, ring));
  assert.ok(!inside(5, 15, ring));
});
