import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { citation, dateWords, idLink, plain, safeUrl, sourceLink, t, useStrings } from "../../../geomap/render/page/text.mjs";

useStrings(JSON.parse(readFileSync(new URL("../../../geomap/render/strings/en.json", import.meta.url))), "en");

test("words, plurals and numbers", () => {
  assert.equal(t("count.places", { n: 1 }), "1 place");
  assert.equal(t("count.places", { n: 1234 }), "1,234 places");
  assert.equal(t("passage.of", { n: 3, total: 12 }), "3 of 12");
  assert.equal(t("about.program", { version: "{n} $& {version}" }), "Made with geomap {n} $& {version}");
});

test("dates are as precise as they are", () => {
  assert.equal(dateWords("2020"), "2020");
  assert.equal(dateWords("2020-01"), "January 2020");
  assert.equal(dateWords("2020-01-03"), "January 3, 2020");
  assert.equal(dateWords("last week"), "last week");
  assert.equal(dateWords(undefined), "");
});

test("only http links are links", () => {
  assert.equal(safeUrl("https://x.example/a"), "https://x.example/a");
  for (const bad of ["javascript:alert(1)", " https://x", "data:text/html,x", "file:///etc", "https://x y", undefined]) {
    assert.equal(safeUrl(bad), null);
  }
});

test("links to the source lead to the quotation", () => {
  const quote = { document: { url: "https://x.example/a#old" }, text: "One two-three.", anchor: "" };
  assert.equal(sourceLink(quote), "https://x.example/a#:~:text=One%20two%2Dthree.");
  assert.equal(sourceLink({ ...quote, anchor: "page=3" }), "https://x.example/a#page=3");
  const long = "a b c d e f g h i j k l";
  assert.equal(sourceLink({ ...quote, text: long }), "https://x.example/a#:~:text=a%20b%20c%20d%20e,h%20i%20j%20k%20l");
  assert.ok(sourceLink({ ...quote, text: "lone \ud800 half" }).includes("%EF%BF%BD"));
  assert.equal(sourceLink({ document: { source: "a.pdf" }, text: "x", anchor: "" }), null);
});

test("identifiers", () => {
  assert.deepEqual(idLink("geonames:98182"), ["https://www.geonames.org/98182", "GeoNames 98182"]);
  assert.deepEqual(idLink("osm:relation/5555"), ["https://www.openstreetmap.org/relation/5555", "OpenStreetMap relation/5555"]);
  assert.deepEqual(idLink("airport:ORBI"), [null, "Airport code ORBI"]);
  for (const other of ["geonames:1/../x", "user:1", "osm:javascript/1", "nothing"]) assert.equal(idLink(other), null);
});

test("a citation names quotation, document, date, position and place", () => {
  const quote = { text: " It rained. ", where: "p. 3", document: { title: "Report", date: "2020-01-03", url: "https://x.example/a" } };
  const place = { name: "Mosul", where: "Nineveh, Iraq", id: "geonames:99072" };
  assert.equal(citation(place, quote), "“It rained.”\nReport, January 3, 2020, p. 3\nhttps://x.example/a\n[Mosul, Nineveh, Iraq; geonames:99072]");
});

test("search text has no accents", () => {
  assert.equal(plain("Al BĀGHŪZ"), "al baghuz");
});
