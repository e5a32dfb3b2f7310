import assert from "node:assert/strict";
import test from "node:test";
import { documentKey, documentNumber, groupKeys, groupings, groupsOf, inGroup } from "../../../geomap/render/page/groups.mjs";

const model = () => ({ documents: [
  { id: "north/a.txt", source: "a.txt" }, { id: "north/b.txt", url: "https://www.paper.example/b" },
  { id: "twice", source: "https://paper.example/c" }, { id: "twice" }, {},
].map((document, index) => ({ ...document, index })) });

test("a document is known by its id where that is its own", () => {
  const documents = model();
  assert.deepEqual(documents.documents.map((_, i) => documentKey(documents, i)), ["north/a.txt", "north/b.txt", "~2", "~3", "~4"]);
  assert.equal(documentNumber(documents, "north/b.txt"), 1);
  assert.equal(documentNumber(documents, "~3"), 3);
  assert.equal(documentNumber(documents, "nobody"), -1);
});

test("documents are grouped by where they come from and by their folder", () => {
  const documents = model();
  assert.deepEqual(groupKeys(documents, "source"), ["s:a.txt", "s:paper.example", "s:paper.example", "s:twice", "s:"]);
  assert.deepEqual(groupKeys(documents, "folder"), ["f:north", "f:north", "f:", "f:", "f:"]);
  assert.deepEqual(groupsOf(documents, "folder"), [["f:", 3], ["f:north", 2]]);
  assert.deepEqual([...inGroup(documents, "s:paper.example")], [0, 1, 1, 0, 0]);
  assert.deepEqual([...inGroup(documents, "?")], [0, 0, 0, 0, 0]);
});

test("a grouping that says nothing is not offered", () => {
  assert.deepEqual(groupings(model()), ["document", "source", "folder"]);
  assert.deepEqual(groupings({ documents: [{ id: "a", index: 0 }, { id: "b", index: 1 }] }), ["document"]);
  assert.deepEqual(groupings({ documents: [{ id: "a", index: 0 }] }), []);
});
