import assert from "node:assert/strict";
import test from "node:test";
import { readAddress, shareable, writeAddress } from "../../../geomap/render/page/address.mjs";
import { emptyFilter } from "../../../geomap/render/page/filter.mjs";

const model = {
  documents: [{ id: "north/a b.txt" }, { id: "b&c=ä" }, {}].map((document, index) => ({ ...document, index })),
  places: [{ kind: "city" }, { kind: "admin1" }], byId: new Map([["geonames:1", {}]]),
};
const state = (part = {}, rest = {}) => ({ filter: { ...emptyFilter(), ...part }, ...rest });
const back = (hash) => readAddress(model, hash);

test("what is shown is written and read again", () => {
  const filter = {
    query: "“old town” -iraq & ä+#", documents: [0, 1, 2], kinds: ["city", "admin1"], statuses: ["placed", "unplaced"],
    from: "2017-03", to: "2018", undated: true, a: "f:north", b: "d:b&c=ä",
  };
  const hash = writeAddress(model, state(filter, { place: "geonames:1", m: 3, map: [36.12345, -43.2, 6.5], tab: "documents", colour: "folder", embed: "page" }));
  const read = back(hash);
  assert.deepEqual(read.filter, filter);
  assert.deepEqual([read.place, read.m, read.map, read.tab, read.colour, read.embed], ["geonames:1", 3, [36.123, -43.2, 6.5], "documents", "folder", "page"]);
  assert.match(hash, /^#[\x21-\x7e]+$/);
});

test("addresses are short, and those of before stay as they were", () => {
  assert.equal(writeAddress(model, state()), "");
  assert.equal(writeAddress(model, state({}, { place: "geonames:1", m: 4 })), "#place=geonames:1&m=4");
  assert.equal(writeAddress(model, state({ query: "old mosul", from: "2017-03", documents: [0] })), "#q=old+mosul&from=2017-03&doc=north/a+b.txt");
});

test("what is nothing of this page is left out", () => {
  const read = back("#q=%20x%20&from=<script>&to=2017-13-99x&doc=nobody&doc=~1&kind=dragon&status=evil&a=f:none&place=geonames:9&m=-7&map=1,2&tab=");
  assert.deepEqual(read.filter, { ...emptyFilter(), query: "x" });
  assert.deepEqual([read.place, read.m, read.map], ["", 1, null]);
  for (const map of ["NaN,1,2", "91,0,3", "a,b,c", "1,2,3,4", ",,"]) assert.equal(back(`#map=${map}`).map, null, map);
  assert.deepEqual(back("#%E0%A4%A").filter, emptyFilter());
});

test("half a letter cannot stand in an address", () => {
  assert.equal(back(writeAddress(model, state({ query: "\ud800x" }))).filter.query, "\ufffdx");
});

test("a link to a file has its name, never its folder", () => {
  const at = (href) => shareable(new URL(href), "#q=x");
  assert.equal(at("file:///home/anna/secret/my%20map.html#place=1"), "my map.html#q=x");
  assert.equal(at("file:///home/100%/map.html"), "map.html#q=x");
  assert.equal(at("https://news.example/maps/map.html?v=2#old"), "https://news.example/maps/map.html?v=2#q=x");
});
