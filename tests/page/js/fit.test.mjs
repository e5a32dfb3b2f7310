import assert from "node:assert/strict";
import test from "node:test";
import { boxOf } from "../../../geomap/render/page/fit.mjs";
import { unworld, world } from "../../../geomap/render/page/ground.mjs";

const near = (box, [west, north, east, south]) => [west, north, east, south].forEach((value, i) => assert.ok(Math.abs(box[i] - value) < 1e-9, `${box}`));

test("the box holds the places that matter, not a far outlier", () => {
  const spots = [[10, 10, 5], [14, 12, 3], [12, 20, 4], [11, 13, 2]].map(([x, y, n]) => ({ x, y, n }));
  near(boxOf([...spots, { x: 150, y: 90, n: 1 }]), [9.75, 10, 14.25, 20]);
  near(boxOf([{ x: 10, y: 10, n: 1 }, { x: 150, y: 90, n: 1 }]), [10, 10, 150, 90]);
});

test("areas count only when there is no point", () => {
  const area = { x: 50, y: 50, n: 90, box: [20, 20, 80, 80] };
  near(boxOf([area]), [20, 20, 80, 80]);
  near(boxOf([area, { x: 30, y: 30, n: 1 }]), [27.75, 27.75, 32.25, 32.25]);
  assert.equal(boxOf([]), null);
});

test("coordinates of the world lead back to degrees", () => {
  for (const [lat, lon] of [[0, 0], [36.34, 43.12], [-77.8, 166.7], [84, -180]]) {
    const [back, beside] = unworld(...world(lat, lon));
    assert.ok(Math.abs(back - lat) < 1e-9 && Math.abs(beside - lon) < 1e-9);
  }
});
