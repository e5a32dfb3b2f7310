import assert from "node:assert/strict";
import test from "node:test";
import { readModel } from "../../../geomap/render/page/data.mjs";
import { between, emptyFilter, inRange, select, timeBuckets } from "../../../geomap/render/page/filter.mjs";

const quote = (document, text) => [document, 0, text, [0, 1], 1, 0, 0, 0, 0, 90, 2];
const model = readModel({
  pool: [""],
  documents: [{ date: "2019-03-02" }, { date: "2020" }, {}],
  unplaced: [],
  places: [
    { name: "Al Bāghūz", names: ["Baghouz"], where: "Syria", kind: "city", status: "uncertain", n: 4, quotes: [quote(0, "The last village."), quote(2, "Rain.")] },
    { name: "Iraq", names: [], where: "", kind: "country", status: "placed", n: 2, quotes: [quote(1, "A village in Iraq.")] },
  ],
});
const names = (part) => select(model, { ...emptyFilter(), ...part }).map(({ place }) => place.name);

test("search ignores case and accents and looks into passages", () => {
  assert.deepEqual(names({ query: "BAGHUZ" }), ["Al Bāghūz"]);
  assert.deepEqual(names({ query: "village" }), ["Al Bāghūz", "Iraq"]);
  assert.deepEqual(names({ query: "village iraq" }), ["Iraq"]);
  assert.deepEqual(names({ query: "[.*" }), []);
});

test("filters combine", () => {
  assert.deepEqual(names({ kind: "country" }), ["Iraq"]);
  assert.deepEqual(names({ status: "uncertain", document: "1" }), []);
  assert.deepEqual(select(model, { ...emptyFilter(), document: "2" })[0].quotes, [1]);
  assert.equal(select(model, emptyFilter())[0].n, 4);
  assert.equal(select(model, { ...emptyFilter(), document: "0" })[0].n, 2);
});

test("dates may be imprecise", () => {
  assert.ok(inRange("2019", "2019-03", "2019-05"));
  assert.ok(inRange("2019-03-31", "2019-03", "2019-03"));
  assert.ok(!inRange("2019-04-01", "", "2019-03"));
  assert.ok(!inRange(undefined, "2019", ""));
  assert.ok(inRange(undefined, "", ""));
});

test("the timeline has a bucket for every day, month or year between", () => {
  assert.deepEqual(between("2019-11", "2020-02", 7), ["2019-11", "2019-12", "2020-01", "2020-02"]);
  assert.deepEqual(between("2020-02-28", "2020-03-01", 10), ["2020-02-28", "2020-02-29", "2020-03-01"]);
  const of = (...dates) => timeBuckets({ documents: dates.map((date) => ({ date })) });
  assert.deepEqual(of("2019", "2020-05", "2022"), ["2019", "2020", "2021", "2022"]);
  assert.equal(of("2020-01-01", "2020-01-02").length, 0);
  assert.equal(of("2020-01-01", "2020-01-02", "2020-01-10").length, 10);
  assert.equal(of("nonsense", undefined, "").length, 0);
});
