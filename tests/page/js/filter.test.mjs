import assert from "node:assert/strict";
import test from "node:test";
import { readModel } from "../../../geomap/render/page/data.mjs";
import { between, emptyFilter, inRange, isEmpty, prepareSearch, select, survey, tally, timeBuckets } from "../../../geomap/render/page/filter.mjs";

// Two mentions a passage; the second of the last village is doubtful.
const said = (owner, words, sure = [180, 180]) => ({
  passages: [[0, 40, words]], mentions: [0, 1, owner, 0, sure[0], 0, 0, 2, 1, owner, 0, sure[1], 0, 0],
});
const model = readModel({
  pool: [""],
  documents: [
    { id: "old/a", title: "One", date: "2019-03-02", ...said(0, "The last village.", [180, 101]) },
    { id: "b", title: "Two villages", date: "2020", ...said(1, "A village in Iraq.") },
    { passages: [[0, 5, "Rain."], [6, 9, 1]], mentions: [0, 1, 0, 0, 101, 0, 0, 6, 1, 0, 1, 101, 0, 0] },
    { passages: [[0, 9, "Nowhere."]], mentions: [0, 7, -1, 0, 0, 0, 0] },
  ],
  unplaced: [{ name: "Nówhere", reason: "Unknown.", status: "no candidate" }],
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

test("a phrase is found as whole words, and what follows a minus is left out", () => {
  assert.deepEqual(names({ query: "\"last village\"" }), ["Al Bāghūz"]);
  assert.deepEqual(names({ query: "\"ast village\"" }), []);
  assert.deepEqual(names({ query: "“villag" }), []);
  assert.deepEqual(names({ query: "village -last" }), ["Iraq"]);
  assert.deepEqual(names({ query: "village -iraq" }), ["Al Bāghūz"]);
  assert.deepEqual(names({ query: "-iraq" }), ["Al Bāghūz"]);
  assert.deepEqual(names({ query: "-" }), ["Al Bāghūz", "Iraq"]);
});

test("a search tells places of that name from passages with the word", () => {
  const { places, words, passages, unplaced, documents } = survey(model, { ...emptyFilter(), query: "iraq" });
  assert.deepEqual(places.map(({ place, named }) => [place.name, named]), [["Iraq", 2]]);
  assert.deepEqual([words, passages, unplaced.length], [[1], 1, 0]);
  assert.deepEqual(documents.map(({ document, n }) => [document.index, n]), [[1, 2]]);
});

test("names that are not placed and titles of documents are searched, too", () => {
  const found = survey(model, { ...emptyFilter(), query: "nowhere" });
  assert.deepEqual([found.places.length, found.unplaced.map(({ entry, n }) => [entry.name, n])], [0, [["Nówhere", 1]]]);
  assert.deepEqual(found.documents.map(({ document }) => document.index), [3]);
  const titled = survey(model, { ...emptyFilter(), query: "two" });
  assert.deepEqual(titled.documents.map(({ document, n }) => [document.index, n]), [[1, 0]]);
  assert.deepEqual(survey(model, { ...emptyFilter(), query: "two -villages" }).documents, []);
});

test("filters combine, and every mention counts, quoted or not", () => {
  assert.deepEqual(names({ kinds: ["country"] }), ["Iraq"]);
  assert.deepEqual(names({ kinds: ["country", "city"] }), ["Al Bāghūz", "Iraq"]);
  assert.deepEqual(names({ statuses: ["uncertain"], documents: [1] }), []);
  assert.deepEqual(found({})[0].n, 4);
  const counts = ({ n, passages, doubtful }) => [n, passages, doubtful];
  assert.deepEqual(found({ documents: [2] }).map(counts), [[2, 2, 2]]);
  assert.deepEqual(found({ documents: [0] }).map(counts), [[2, 1, 1]]);
  assert.deepEqual(found({ documents: [0, 2] }).map(counts), [[4, 3, 3]]);
});

test("confidence is a matter of each mention", () => {
  assert.deepEqual(found({ statuses: ["uncertain"] }).map(({ place, n }) => [place.name, n]), [["Al Bāghūz", 3]]);
  assert.deepEqual(found({ statuses: ["placed"] }).map(({ place, n }) => [place.name, n]), [["Iraq", 2], ["Al Bāghūz", 1]]);
  assert.deepEqual(found({ statuses: ["placed", "uncertain"] }).length, 2);
  const { places, unplaced, documents } = survey(model, { ...emptyFilter(), statuses: ["unplaced"] });
  assert.deepEqual([places.length, unplaced.length, documents.map(({ document }) => document.index)], [0, 1, [3]]);
});

test("undated documents are left out of a range of dates unless they are asked for", () => {
  assert.deepEqual(found({ from: "2019", to: "2019" }).map(({ n }) => n), [2]);
  assert.deepEqual(found({ from: "2019", to: "2019", undated: true }).map(({ n }) => n), [4]);
});

test("each choice says what it would show", () => {
  const of = (part) => tally(model, { ...emptyFilter(), ...part });
  assert.deepEqual([...of({}).documents], [2, 2, 2, 1]);
  assert.deepEqual([...of({ documents: [0] }).documents], [2, 2, 2, 1]);
  assert.deepEqual(Object.fromEntries(of({ documents: [0] }).statuses), { placed: 1, uncertain: 1 });
  assert.deepEqual(Object.fromEntries(of({ statuses: ["uncertain"] }).kinds), { city: 3 });
  assert.deepEqual([...of({ from: "2020", kinds: ["country"] }).dates], [0, 2, 0, 0]);
  assert.deepEqual([...of({ from: "2020" }).dates], [2, 2, 2, 0]);
});

test("groups of documents can be put side by side", () => {
  assert.deepEqual(names({ a: "f:old", b: "d:b" }), ["Al Bāghūz", "Iraq"]);
  assert.deepEqual(names({ a: "f:old" }), ["Al Bāghūz"]);
  assert.deepEqual(names({ a: "d:nobody" }), []);
});

test("an empty filter is known as one", () => {
  assert.ok(isEmpty(emptyFilter()));
  for (const part of [{ query: "x" }, { kinds: ["city"] }, { undated: true }, { b: "d:b" }]) assert.ok(!isEmpty({ ...emptyFilter(), ...part }));
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
