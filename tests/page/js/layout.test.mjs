import assert from "node:assert/strict";
import test from "node:test";
import { group, inside, LARGEST, radius, Room, SMALLEST, softBox } from "../../../geomap/render/page/layout.mjs";

test("areas of circles grow with mentions, within limits", () => {
  assert.equal(radius(1, 1), SMALLEST);
  assert.equal(radius(100, 100), LARGEST);
  assert.ok(Math.abs(radius(100, 100) ** 2 / radius(50, 100) ** 2 - 2) < 1e-9);
});

test("groups keep every member and every mention, and do not overlap much", () => {
  const items = Array.from({ length: 400 }, (_, i) => ({ x: (i * 37) % 600, y: (i * 91) % 400, n: 1 + (i % 7) }));
  const groups = group(items, 7);
  assert.equal(groups.reduce((sum, g) => sum + g.members.length, 0), items.length);
  assert.equal(groups.reduce((sum, g) => sum + g.n, 0), items.reduce((sum, i) => sum + i.n, 0));
  for (const a of groups) for (const b of groups) {
    if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 0.85 * (a.r + b.r) - 1e-9);
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
