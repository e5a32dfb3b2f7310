import assert from "node:assert/strict";
import test from "node:test";
import { byCountry, shades, wantsTotals } from "../../../geomap/render/page/overview.mjs";

const spot = (country, n, doubtful = 0) => ({ place: { country, name: country }, n, doubtful, x: 1, y: 1, latlng: [0, 0] });
const base = { byCode: new Map(["IQ", "FR"].map((code) => [code, [{ code, name: code.toLowerCase(), label: [10, 20] }]])) };

test("a view of the world with many places counts by country, a closer one does not", () => {
  const many = Array.from({ length: 80 }, (_, i) => spot(`C${i % 9}`, 1));
  assert.equal(wantsTotals(many, 1.5), true);
  assert.equal(wantsTotals(many, 4), false);
  assert.equal(wantsTotals(many.slice(0, 30), 1.5), false);
  assert.equal(wantsTotals(many.map((s) => ({ ...s, place: { country: "US" } })), 1.5), false);
});

test("totals keep every mention and every place, and nothing of places without a country", () => {
  const spots = [spot("IQ", 5, 1), spot("IQ", 7), spot("FR", 2), spot("", 3)];
  const areas = [{ place: { country: "IQ", name: "Iraq" }, n: 20, doubtful: 0 }];
  const found = byCountry(spots, areas, base, (lon) => lon, ([x, y]) => ({ x, y }));
  assert.deepEqual(found.map(({ n, title = "" }) => [n, title]), [[32, "iq"], [3, ""], [2, ""]]);
  assert.deepEqual(found[0].inside.map(({ n }) => n), [20, 7, 5]);
  assert.equal(found[0].doubtful, 1);
  assert.deepEqual(found[0].latlng, [10, 20]);
});

test("countries with more mentions are darker, and the limits say how many", () => {
  const { levels, limits } = shades([spot("IQ", 300), spot("FR", 10), spot("DE", 1), spot("", 9)]);
  assert.equal(levels.get("IQ"), 4);
  assert.ok(levels.get("DE") === 0 && levels.get("FR") > 0 && levels.get("FR") < 4);
  assert.equal(levels.has(""), false);
  for (const [code, n] of [["IQ", 300], ["FR", 10], ["DE", 1]]) {
    assert.ok(n >= limits[levels.get(code)] && !(n >= limits[levels.get(code) + 1]), code);
  }
});
