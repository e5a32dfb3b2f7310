import assert from "node:assert/strict";
import test from "node:test";
import { readModel } from "../../../geomap/render/page/data.mjs";
import { between, emptyFilter, inRange, prepareSearch, select, timeBuckets } from "../../../geomap/render/page/filter.mjs";

// Two mentions a passage; the second of the last village is doubtful.
const said = (owner, words, sure = [180, 180]) => ({
  passages: [[0, 40, words]], mentions: [0, 1, owner, 0, sure[0], 0, 0, 2, 1, owner, 0, sure[1], 0, 0],
});
const model = readModel({
  pool: [""],
  documents: [
    { date: "2019-03-02", ...said(0, "The last village.", [180, 101]) },
    { date: "2020", ...said(1, "A village in Iraq.") },
    { passages: [[0, 5, "Rain."], [6, 9, 1]], mentions: [0, 1, 0, 0, 101, 0, 0, 6, 1, 0, 1, 101, 0, 0] },
  ],
  unplaced: [],
  places: [
    { name: "Al Bāghūz", names: ["Baghouz"], where: "Syria", kind: "city" },
    { name: "Iraq", names: [], where: "", kind: "country" },
  ],
});
const found = (part) => select(model, { ...emptyFilter(), ...part });
const names = (part) => found(part).map(({ place }) => place.name);

test("search ignores case and accents and looks into passages", () => {
  assert.deepEqual(names({ query: "BAGHUZ" }), ["Al Bāghūz"]);
  assert.deepEqual(names({ query: "village" }), ["Al Bāghūz", "Iraq"]);
  assert.deepEqual(names({ query: "village iraq" }), ["Iraq"]);
  assert.deepEqual(names({ query: "baghuz last" }), ["Al Bāghūz"]);
  assert.deepEqual(names({ query: "[.*" }), []);
});

test("filters combine, and every mention counts, quoted or not", () => {
  assert.deepEqual(names({ kind: "country" }), ["Iraq"]);
  assert.deepEqual(names({ status: "uncertain", document: "1" }), []);
  assert.deepEqual(found({})[0].n, 4);
  assert.deepEqual(found({ document: "2" }).map(({ n, passages, doubtful }) => [n, passages, doubtful]), [[2, 2, 2]]);
  assert.deepEqual(found({ document: "0" }).map(({ n, passages, doubtful }) => [n, passages, doubtful]), [[2, 1, 1]]);
});

test("confidence is a matter of each mention", () => {
  assert.deepEqual(found({ status: "uncertain" }).map(({ place, n }) => [place.name, n]), [["Al Bāghūz", 3]]);
  assert.deepEqual(found({ status: "placed" }).map(({ place, n }) => [place.name, n]), [["Iraq", 2], ["Al Bāghūz", 1]]);
});

test("passages are prepared for searching piece by piece", () => {
  assert.equal(prepareSearch(model, () => false), true);
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
