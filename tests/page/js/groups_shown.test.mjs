import assert from "node:assert/strict";
import test from "node:test";
import { colouring, COLOURS, OTHER, SEVERAL } from "../../../geomap/render/page/colours.mjs";
import { compared } from "../../../geomap/render/page/compare.mjs";
import { readModel } from "../../../geomap/render/page/data.mjs";
import { emptyFilter, survey } from "../../../geomap/render/page/filter.mjs";
import { readAt, readingLine } from "../../../geomap/render/page/follow.mjs";
import { namedWith } from "../../../geomap/render/page/together.mjs";

// Each document has passages [start, end] and mentions [start, owner], all five characters long.
const written = (id, passages, mentions) => {
  let before = 0;
  const flat = mentions.flatMap(([start, owner, passage]) => {
    const row = [start - before, 5, owner, passage, 180, 0, 0];
    before = start;
    return row;
  });
  return { id, passages: passages.map(([start, end]) => [start, end, "x".repeat(end - start)]), mentions: flat };
};
const model = readModel({
  pool: [""], unplaced: [{ name: "Nobody", status: "unknown", reason: "" }],
  places: ["Mosul", "Erbil", "Kirkuk", "Iraq"].map((name, i) => ({ id: `p:${i}`, name, kind: "city" })),
  documents: [
    written("north/a", [[0, 20], [20, 40]], [[0, 0, 0], [6, 1, 0], [12, 1, 0], [20, 0, 1], [27, 1, 1], [34, -1, 1]]),
    written("south/b", [[0, 30]], [[0, 0, 0], [8, 2, 0], [16, 3, 0]]),
    written("south/c", [[0, 10]], [[0, 3, 0]]),
  ],
});
const filtered = (part) => ({ ...emptyFilter(), ...part });
const coloursBy = (by, part = {}) => {
  const colours = colouring(model, by, filtered(part));
  return [colours.legend, survey(model, filtered(part)).places.map(({ place, mentions }) => [place.name, colours.of(mentions)])];
};

test("places that are named in the same passages, each passage once", () => {
  const [mosul, erbil] = model.places;
  const names = (place, mentions = place.mentions) => namedWith(model, place, mentions).map((item) => [item.place.name, item.passages]);
  assert.deepEqual(names(mosul), [["Erbil", 2], ["Kirkuk", 1], ["Iraq", 1]]);
  assert.deepEqual(names(mosul, mosul.mentions.slice(2)), [["Kirkuk", 1], ["Iraq", 1]]);
  assert.deepEqual(names(erbil), [["Mosul", 2]]);
});

test("a place has the colour of its only group, or that of several", () => {
  const [legend, found] = coloursBy("folder");
  assert.deepEqual(legend, [[0, "south", 2], [1, "north", 1]]);
  assert.deepEqual(found, [["Mosul", SEVERAL], ["Erbil", 1], ["Kirkuk", 0], ["Iraq", 0]]);
  assert.deepEqual(coloursBy("document")[1].find(([name]) => name === "Iraq"), ["Iraq", SEVERAL]);
});

test("documents that are chosen get colours first; what is left shares one", () => {
  const many = readModel({
    pool: [""], unplaced: [], places: [{ id: "p", name: "P", kind: "city" }],
    documents: [...Array(COLOURS + 3).keys()].map((i) => written(`d${i}`, [[0, 9]], [[0, 0, 0]])),
  });
  const colours = colouring(many, "document", filtered({ documents: [9] }));
  assert.deepEqual(colours.legend.map(([colour]) => colour), [0, 1, 2, 3, 4, 5, OTHER]);
  assert.equal(colours.legend[0][1], "d9");
  const { mentions } = many.places[0];
  assert.equal(colours.of([mentions[9]]), 0);
  assert.equal(colours.of([mentions[8]]), OTHER);
  assert.equal(colours.of([mentions[7], mentions[8]]), SEVERAL);
});

test("two sides name places alone or both", () => {
  const sides = { a: "f:north", b: "f:south" };
  const found = compared(model, survey(model, filtered(sides)).places, sides);
  const names = (list) => list.map(({ place, na, nb }) => [place.name, na, nb]);
  assert.deepEqual(names(found.both), [["Mosul", 2, 1]]);
  assert.deepEqual(names(found.a), [["Erbil", 3, 0]]);
  assert.deepEqual(names(found.b), [["Iraq", 0, 2], ["Kirkuk", 0, 1]]);
  assert.deepEqual(coloursBy("document", sides)[1], [["Mosul", SEVERAL], ["Erbil", 0], ["Iraq", 1], ["Kirkuk", 1]]);
  const within = { a: "f:south", b: "d:south/b" };
  assert.deepEqual(compared(model, survey(model, filtered(within)).places, within).both.map(({ place }) => place.name), ["Iraq", "Mosul", "Kirkuk"]);
});

test("reading goes from the first line to the last as the text is scrolled", () => {
  const tops = [0, 100, 250, 990];
  const read = (scrolled) => readAt(tops, readingLine(scrolled, 1000, 400));
  assert.deepEqual([-80, 0, 70, 150, 599, 600, 700].map(read), [0, 0, 1, 2, 3, 3, 3]);
  assert.equal(readAt(tops, readingLine(0, 300, 400)), 0);
  assert.equal(readAt([], 5), 0);
});
