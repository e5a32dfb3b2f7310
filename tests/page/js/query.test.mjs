import assert from "node:assert/strict";
import test from "node:test";
import { foundIn, holds, parseQuery, searchText } from "../../../geomap/render/page/query.mjs";

const found = (text, query) => foundIn(text, parseQuery(query)).map(([start, end]) => text.slice(start, end));

test("words, phrases and what is to be left out", () => {
  assert.deepEqual(parseQuery(" Mosul  \"old  Town\" -Irāq -\"new town\" "), [
    { text: "mosul", phrase: false, not: false }, { text: "old town", phrase: true, not: false },
    { text: "iraq", phrase: false, not: true }, { text: "new town", phrase: true, not: true },
  ]);
  for (const nothing of ["", "  ", "-", "\"", "\"\"", "-\"", "“”"]) assert.deepEqual(parseQuery(nothing), [], nothing);
  assert.deepEqual(parseQuery("al-Naba").map(({ text, not }) => [text, not]), [["al-naba", false]]);
});

test("a phrase stands by itself; scripts without spaces have no edges", () => {
  const phrase = (query, text) => holds(searchText(text), parseQuery(query)[0]);
  assert.ok(phrase("\"the road\"", "On the\nroad."));
  assert.ok(!phrase("\"the road\"", "On the roadside"));
  assert.ok(!phrase("\"road\"", "abroad"));
  assert.ok(phrase("\"road\"", "abroad on a road"));
  assert.ok(phrase("\"北京\"", "我在北京市"));
});

test("found words keep their place in the text as it stands", () => {
  assert.deepEqual(found("Al Ba\u0304ghu\u0304z, Bāghūz", "baghuz"), ["Ba\u0304ghu\u0304z", "Bāghūz"]);
  assert.deepEqual(found("𝔸 Mosul, MOSUL", "mosul"), ["Mosul", "MOSUL"]);
  assert.deepEqual(found("the  old\n town", "\"old town\""), ["old\n town"]);
  assert.deepEqual(found("ΟΔΟΣ, οδος, οδός", "οδοσ"), ["ΟΔΟΣ", "οδος", "οδός"]);
  assert.deepEqual(found("Mosul and Iraq", "mosul -iraq"), ["Mosul"]);
  assert.deepEqual(found("x", ""), []);
  assert.equal(foundIn("a".repeat(9), parseQuery("aa")).length, 4);
});
