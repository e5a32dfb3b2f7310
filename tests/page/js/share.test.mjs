import assert from "node:assert/strict";
import test from "node:test";
import { readModel } from "../../../geomap/render/page/data.mjs";
import { emptyFilter, survey } from "../../../geomap/render/page/filter.mjs";
import { csvOf, geojsonOf, geometryOf, markdownOf, safe } from "../../../geomap/render/page/share.mjs";
import { useStrings } from "../../../geomap/render/page/text.mjs";

useStrings({ "kind.city": "city or town", "count.mentions.one": "{n} mention", "count.mentions.other": "{n} mentions", "not.placed": "Not placed" }, "en");
const text = "𝔸 \"=Mosul\", *Mosul*\n1. {{ evil }} <b>Nowhere</b>";
const model = readModel({
  title: "Map", about: ["Made so."], attribution: ["GeoNames"], provenance: { version: "1" }, pool: ["", "=1+1", "p. 2"],
  places: [{ id: "geonames:1", name: "Mosul", lat: 36.3, lon: 43.1, kind: "city", country: "IQ", where: "Iraq" }],
  unplaced: [{ name: "Nowhere", status: "no candidate", reason: "@unknown" }],
  documents: [{ id: "d", title: "-T", date: "2017-03", source: "d.txt", text,
    passages: [[0, text.length, 0, 0, 2]], mentions: [5, 5, 0, 0, 180, 1, 0, 9, 5, 0, 0, 101, 0, 0, 24, 7, -1, 0, 0, 0, 0] }],
});
const found = survey(model, emptyFilter());

test("a table has a row a mention, counted in code points, and no formula", () => {
  const [head, ...rows] = csvOf(model, found).split("\r\n");
  assert.ok(head.startsWith("\ufeffdocument,title,date,source,url,start,end,name,status,score,reason,place_id,"));
  assert.equal(rows.length, 4);
  assert.ok(rows[0].startsWith("d,'-T,2017-03,d.txt,,4,9,Mosul,placed,0.9,'=1+1,geonames:1,Mosul,city,IQ,36.3,43.1,false,"));
  assert.ok(rows[1].startsWith("d,'-T,2017-03,d.txt,,13,18,Mosul,uncertain,0.5,"));
  assert.ok(rows[2].startsWith("d,'-T,2017-03,d.txt,,37,44,Nowhere,no candidate,,'@unknown,,,"));
  assert.ok(rows[0].includes(`"${text.replaceAll("\"", "\"\"")}"`));
});

test("features keep passages verbatim; names not placed stand beside them", () => {
  const written = JSON.parse(geojsonOf(model, found, ["Words: x"]));
  assert.deepEqual(written.features.map(({ id, geometry }) => [id, geometry]), [["geonames:1", { type: "Point", coordinates: [43.1, 36.3] }]]);
  assert.equal(written.features[0].properties.passages[0].quote, text);
  assert.deepEqual([written.features[0].properties.mentions, written.unplaced[0].name, written.geomap.filter], [2, "Nowhere", ["Words: x"]]);
});

test("an area is never a point", () => {
  assert.deepEqual(geometryOf({ wide: true, lat: 1, lon: 1, box: [0, 10, 5, 20] }).coordinates, [[[10, 0], [20, 0], [20, 5], [10, 5], [10, 0]]]);
  assert.equal(geometryOf({ wide: true, lat: 1, lon: 1, box: [0, 170, 5, -170] }).type, "MultiPolygon");
  assert.equal(geometryOf({ wide: true, lat: 1, lon: 1 }), null);
  assert.equal(geometryOf({ lat: 1, lon: 1, area: { kind: "circle", points: [[1, 2]], km: 111.2 } }).coordinates[0].length, 33);
  assert.deepEqual(geometryOf({ lat: 1, lon: 1, area: { kind: "box", points: [[1, 2], [3, 4]], km: 9 } }).coordinates[0][0], [2, 1]);
});

test("citations show exactly the text", () => {
  const written = markdownOf(model, found, []);
  assert.ok(written.includes("> 𝔸 \"=<mark>Mosul</mark>\", \\*<mark>Mosul</mark>\\*\\\n> 1\\. &#123;&#123; evil &#125;&#125; &lt;b&gt;"));
  assert.ok(written.includes("## Mosul") && written.includes("Made so.") && written.includes("**Nowhere** (1): \\@unknown"));
  assert.equal(safe("# a\n- b", true), "\\# a \\- b");
});
