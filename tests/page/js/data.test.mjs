import assert from "node:assert/strict";
import test from "node:test";
import { codePoint, decodeOutlines, mentionText, pieces, quotation, quotes, readModel } from "../../../geomap/render/page/data.mjs";

test("pieces add up to the text, whatever the marks", () => {
  const text = "abcdefghij";
  for (const marks of [[], [[0, 10]], [[2, 4], [3, 6]], [[6, 8], [1, 2]], [[8, 99]], [[5, 5]]]) {
    assert.equal(pieces(text, marks).map(([part]) => part).join(""), text);
  }
  assert.deepEqual(pieces("on Mosul.", [[3, 8]]), [["on ", false], ["Mosul", true], [".", false]]);
});

const text = "In 𝔸 Mosul. Mosul again, and Paris.";
// start from the mention before, length, owner, passage, 2 × percent + uncertain, reason, rivals
const raw = (words, extra = {}) => ({
  places: [{ id: "a:1", name: "Mosul" }], unplaced: [{ name: "Paris" }], pool: ["", "p. 3", "why", "Nineveh, Iraq", "city", "less"],
  others: [["a:2", "Mosul", 3, 1.5, 2.5, 4]], rivals: [[0], [1, 0, 260], [0, 0, 4]],
  documents: [{ id: "d", ...words, passages: [[0, 12, words.text ? 0 : "In 𝔸 Mosul.", 0, 1], [13, 36, words.text ? 0 : 1]],
    mentions: [6, 5, 0, 0, 180, 2, 0, 7, 5, 0, 1, 53, 5, 1, 17, 5, -1, 1, 0, 0, 0] }], ...extra,
});

test("a passage points into its document's text, carries its own words or has none", () => {
  for (const words of [{ text }, {}]) {
    const model = readModel(raw(words));
    const [first, second] = quotes(model, model.places[0].mentions).map((quote) => quotation(model, quote));
    assert.equal(first.text, "In 𝔸 Mosul.");
    assert.equal(first.text.slice(...first.marks[0]), "Mosul");
    assert.equal(first.where, "p. 3");
    assert.equal(second.text, words.text ? "Mosul again, and Paris." : null);
    assert.equal(mentionText(model, 0), "Mosul");
  }
});

test("each mention has its own certainty, reason and rivals", () => {
  const model = readModel(raw({ text }));
  const place = model.places[0];
  assert.deepEqual([place.n, place.docs, place.doubtful, place.status], [2, 1, 1, "placed"]);
  assert.equal(model.unplaced[0].n, 1);
  const [first, second] = quotes(model, place.mentions).map((quote) => quotation(model, quote));
  assert.deepEqual([first.percent, first.doubtful, first.reason, first.rivals], [90, false, "why", []]);
  assert.deepEqual([second.percent, second.doubtful, second.reason], [26, true, "less"]);
  assert.deepEqual(second.rivals, [{ id: "a:2", name: "Mosul", where: "Nineveh, Iraq", lat: 1.5, lon: 2.5, kind: "city", perMille: 260, far: true }]);
});

test("of several mentions in a passage the least certain one speaks", () => {
  const both = raw({ text });
  both.documents[0].passages = [[0, 36]];
  both.documents[0].mentions[10] = 0;
  both.documents[0].mentions[17] = 0;
  const model = readModel(both);
  const [quote] = quotes(model, model.places[0].mentions).map((one) => quotation(model, one));
  assert.deepEqual([quote.n, quote.percent, quote.doubtful, quote.marks.length], [2, 26, true, 2]);
});

test("a passage in which none of its mentions lies shows the others' marks", () => {
  const repeated = raw({ text });
  repeated.documents[0].passages = [[13, 36], [13, 36, 0, 0, 0, 0, [17, 22]]];
  repeated.documents[0].mentions = [6, 5, 0, 0, 180, 2, 0, 24, 5, -1, 0, 0, 0, 0];
  const model = readModel(repeated);
  const [quote] = quotes(model, model.places[0].mentions).map((one) => quotation(model, one));
  assert.deepEqual(quote.marks, [[17, 22]]);
});

test("corrections count code points", () => {
  assert.equal(codePoint(readModel(raw({ text })), 0), 5);
  assert.equal(codePoint(readModel(raw({ beyond: [3] })), 0), 5);
  assert.equal(codePoint(readModel(raw({ beyond: [3] })), 1), 12);
});

test("outlines are decoded as they were written", () => {
  // zigzag 2, 4 | -1, 1 | 40: "EI" "BC" and 80 = 16 + 2 * 32 in two letters
  const packed = { scale: [1, 1, 0, 0], arcs: "EI BC wC wC".replace(" BC ", "BC "), borders: [], contested: [], shapes: [] };
  const { arcs } = decodeOutlines(packed);
  assert.deepEqual(arcs[0], [[4, 2], [5, 1]]);
});
