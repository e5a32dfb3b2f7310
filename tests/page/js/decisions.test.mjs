import assert from "node:assert/strict";
import test from "node:test";
import { fold, Ledger, mergeDecisions, outcome, parseDecisions, readPosition, targetOf, toCsv, toJson, toRecord, wordsAround } from "../../../geomap/render/page/decisions.mjs";

const PARIS = { id: "geonames:1", name: "Paris", lat: 33.66, lon: -95.56, where: "Texas" };

function decision(fields = {}) {
  return {
    decision: "place", scope: "mention", document: { id: "a.txt", sha256: "0".repeat(64) }, quote: { exact: "Paris", prefix: "from ", suffix: " came" },
    start: 5, place: PARIS, who: "Ada", when: "2026-11-26T09:30:00Z", note: "", ...fields,
  };
}

test("names differ in case and blanks only", () => {
  assert.equal(fold("New\n York"), fold("NEW YORK"));
  assert.equal(fold("Straße"), fold("STRASSE"));
  assert.equal(fold("ΟΔΟΣ"), fold("οδος"));
  assert.notEqual(fold("Paris"), fold("Parys"));
});

test("the narrowest decision holds", () => {
  const everywhere = decision({ scope: "everywhere", place: { ...PARIS, id: "e" } });
  const document = decision({ scope: "document", place: { ...PARIS, id: "d" } });
  const mention = decision({ place: { ...PARIS, id: "m" } });
  const ledger = new Ledger([everywhere, document, mention]);
  assert.equal(ledger.about("a.txt", 5, "paris").place.id, "m");
  assert.equal(ledger.about("a.txt", 9, "paris").place.id, "d");
  assert.equal(ledger.about("b.txt", 5, "paris").place.id, "e");
  assert.equal(ledger.about("b.txt", 5, "rome"), null);
});

test("a decision about the same question replaces the one before", () => {
  const ledger = new Ledger();
  ledger.change([decision()]);
  ledger.change([decision({ decision: "not a place", place: undefined })]);
  assert.equal(ledger.size, 1);
  assert.equal(ledger.records[0].decision, "not a place");
});

test("each step is taken back and done again as a whole", () => {
  const ledger = new Ledger([decision()]);
  const second = decision({ start: 40, quote: { exact: "Rome" } });
  assert.deepEqual([...ledger.change([second], [decision()])].sort(), ["paris", "rome"]);
  assert.deepEqual(ledger.records.map(targetOf), [targetOf(second)]);
  assert.deepEqual([...ledger.undo()].sort(), ["paris", "rome"]);
  assert.deepEqual(ledger.records.map(targetOf), [targetOf(decision())]);
  ledger.redo();
  assert.deepEqual(ledger.records.map(targetOf), [targetOf(second)]);
  ledger.undo();
  ledger.change([decision({ start: 70 })]);
  assert.equal(ledger.redo(), null);
  assert.equal(ledger.size, 2);
  ledger.undo();
  assert.equal(ledger.undo(), null);
});

test("a record holds what is known and nothing else", () => {
  assert.deepEqual(toRecord({ ...decision({ decision: "unknown", scope: "everywhere", place: undefined, start: undefined, document: {}, who: "", when: "" }), own: true }),
    { decision: "unknown", scope: "everywhere", quote: { exact: "Paris", prefix: "from ", suffix: " came" } });
  assert.deepEqual(toRecord({ ...decision(), own: true }).place, PARIS);
});

test("the block of a page cannot be ended by its text", () => {
  const hostile = decision({ note: "</script><!-- \u2028", who: "<b>", quote: { exact: "Paris\ud83d" } });
  const written = toJson([hostile]);
  assert.doesNotMatch(written, /[<\u2028]/);
  const [record] = parseDecisions(written).records;
  assert.equal(record.note, hostile.note);
  assert.equal(record.quote.exact, "Paris\ufffd");
});

test("what is no decision is left out and counted", () => {
  const wrong = [{}, null, 7, decision({ decision: "perhaps" }), decision({ scope: "all" }), decision({ quote: { exact: " " } }), decision({ start: -1 }), decision({ place: { ...PARIS, lat: 91 } }),
    decision({ place: null }), decision({ note: 5 }), decision({ document: {} }), decision({ start: null })];
  const { records, dropped } = parseDecisions(JSON.stringify({ format: 1, decisions: [decision(), ...wrong] }));
  assert.equal(records.length, 1);
  assert.equal(dropped, wrong.length);
  for (const text of ["", "{", "[]", "null", '{"format":2,"decisions":[]}', undefined]) assert.deepEqual(parseDecisions(text).records, []);
});

test("the table is guarded against spreadsheets and quoted as RFC 4180 has it", () => {
  const [head, line] = toCsv([decision({ note: '=1+1, "so"', who: "'-x", place: { name: "@home", lat: -1.5, lon: 2 } })]).split("\r\n");
  assert.equal(head, "name,place,document,start,decision,scope,prefix,suffix,place_name,lat,lon,where,who,when,note,sha256");
  assert.equal(line, `Paris,"-1.5,2",a.txt,5,place,mention,from , came,'@home,-1.5,2,,''-x,2026-11-26T09:30:00Z,"'=1+1, ""so""",${"0".repeat(64)}`);
});

test("of two reviewers the later one holds, and both are told", () => {
  const ada = decision({ when: "2026-01-02T00:00:00Z" }), ben = decision({ who: "Ben", when: "2026-01-01T00:00:00Z", decision: "not a place", place: undefined });
  for (const lists of [[[ada], [ben]], [[ben], [ada]]]) {
    const { records, conflicts } = mergeDecisions(...lists);
    assert.deepEqual(records, [ada]);
    assert.deepEqual(conflicts, [{ used: ada, other: ben }]);
  }
  assert.deepEqual(mergeDecisions([ada], [{ ...ben, who: "Ada" }]).conflicts, []);
  assert.deepEqual(mergeDecisions([ada], [decision({ who: "Ben", decision: "right" })]).conflicts, []);
  assert.equal(outcome(decision({ place: { lat: 1.00001, lon: 2 } })), outcome(decision({ place: { lat: 1, lon: 2 } })));
});

test("positions as people type them", () => {
  for (const text of ["36.34, 43.12", "36.34 43.12", "36.34°N 43.12°E", " 36.34;43.12 "]) assert.deepEqual(readPosition(text), { lat: 36.34, lon: 43.12 }, text);
  assert.deepEqual(readPosition("33.8 S, 151.2 w"), { lat: -33.8, lon: -151.2 });
  assert.deepEqual(readPosition("\u22121.5, 2"), { lat: -1.5, lon: 2 });
  for (const text of ["Mosul", "91, 0", "0, 181", "36.34", "1, 2, 3"]) assert.equal(readPosition(text), null, text);
});

test("the words around a name are whole characters", () => {
  const map = "\ud83d\uddfa";
  assert.deepEqual(wordsAround(`${map.repeat(40)}Paris${map.repeat(40)}`, 80, 85), [map.repeat(32), map.repeat(32)]);
  assert.deepEqual(wordsAround(`ab${map}Paris.`, 4, 9), [`ab${map}`, "."]);
});
