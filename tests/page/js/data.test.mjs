import assert from "node:assert/strict";
import test from "node:test";
import { decodeOutlines, pieces, quotation, readModel } from "../../../geomap/render/page/data.mjs";

test("pieces add up to the text, whatever the marks", () => {
  const text = "abcdefghij";
  for (const marks of [[], [[0, 10]], [[2, 4], [3, 6]], [[6, 8], [1, 2]], [[8, 99]], [[5, 5]]]) {
    assert.equal(pieces(text, marks).map(([part]) => part).join(""), text);
  }
  assert.deepEqual(pieces("on Mosul.", [[3, 8]]), [["on ", false], ["Mosul", true], [".", false]]);
});

test("a quotation points into its document's text or carries its own", () => {
  const raw = { places: [], unplaced: [], pool: ["", "p. 3", "why"], documents: [{ text: "In 𝔸 Mosul. Then." }] };
  const model = readModel(raw);
  const pointing = quotation(model, [0, 0, 12, [6, 11], 1, 1, 0, 2, 0, 90, 1]);
  assert.equal(pointing.text, "In 𝔸 Mosul.");
  assert.equal(pointing.text.slice(...pointing.marks[0]), "Mosul");
  assert.equal(pointing.where, "p. 3");
  const carrying = quotation(model, [0, 0, "In 𝔸 Mosul.", [6, 11], 1, 0, 0, 2, 0, 90, 1]);
  assert.equal(carrying.text, pointing.text);
});

test("outlines are decoded as they were written", () => {
  // zigzag 2, 4 | -1, 1 | 40: "EI" "BC" and 80 = 16 + 2 * 32 in two letters
  const packed = { scale: [1, 1, 0, 0], arcs: "EI BC wC wC".replace(" BC ", "BC "), borders: [], contested: [], shapes: [] };
  const { arcs } = decodeOutlines(packed);
  assert.deepEqual(arcs[0], [[4, 2], [5, 1]]);
});
