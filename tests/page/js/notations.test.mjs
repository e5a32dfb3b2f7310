import assert from "node:assert/strict";
import test from "node:test";

import { decimalDegrees, degreesMinutesSeconds, mapLink, notations, plusCode } from "../../../geomap/render/page/notations.mjs";

test("a point in each notation", () => {
  assert.equal(decimalDegrees(33.25, -44.23333), "33.25000, -44.23333");
  assert.equal(degreesMinutesSeconds(33.25, -44.23333), "33°15′00″ N, 44°14′00″ W");
  assert.equal(degreesMinutesSeconds(-0.99999, 179.99999), "1°00′00″ S, 180°00′00″ E");
});

test("Plus Codes as the specification's examples have them", () => {
  assert.equal(plusCode(47.36559, 8.524997), "8FVC9G8F+6X");
  assert.equal(plusCode(20.375, 2.775), "7FG49QGG+22");
  assert.equal(plusCode(-41.27, 174.78), "4VCPPQJJ+22");
  assert.equal(plusCode(90, 1).length, 11);
});

test("every point has notations, MGRS where the data hold it", () => {
  const t = (key) => key;
  const names = notations({ lat: 1, lon: 2, mgrs: "31N CB 12345 67890" }, t).map(([name]) => name);
  assert.deepEqual(names, ["position.decimal", "position.dms", "MGRS", "Plus Code"]);
  assert.equal(notations({ lat: 89, lon: 2 }, t).length, 3);
  assert.match(mapLink({ lat: 1, lon: 2 }), /^https:\/\/www\.openstreetmap\.org\/\?mlat=1\.00000&mlon=2\.00000/);
});
