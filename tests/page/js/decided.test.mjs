import assert from "node:assert/strict";
import test from "node:test";
import { readModel } from "../../../geomap/render/page/data.mjs";
import { Decided } from "../../../geomap/render/page/decided.mjs";
import { Ledger } from "../../../geomap/render/page/decisions.mjs";
import { isReviewed, nextOpen, progress, reviewQueue } from "../../../geomap/render/page/queue.mjs";

const TEXT = "Paris met Rome. In PARIS, near Lyon Hall, it rained on Atlantis and \ud83d\uddfa Nowhere.";
const words = ({ decision, place }) => (place ? `at ${place.name}` : decision);

// Two documents with the same text; Paris is doubtful in the first.
function model(change = () => {}) {
  const at = (name, from = 0) => TEXT.indexOf(name, from);
  const spans = [["Paris", 0, 1], ["Rome", 1, 0], ["PARIS", 0, 0], ["Lyon Hall", 2, 0], ["Atlantis", -1, 0]];
  const document = (id, doubt) => {
    let before = 0;
    const mentions = spans.flatMap(([name, owner, doubtful]) => {
      const start = at(name), row = [start - before, name.length, owner, start < 15 ? 0 : 1, 2 * 90 + (doubtful && doubt), 1, name.toLowerCase() === "paris" ? 1 : 0];
      before = start;
      return row;
    });
    return { id, text: TEXT, sha256: "a".repeat(64), passages: [[0, 15], [16, TEXT.length]], mentions };
  };
  const raw = {
    pool: ["", "The text names Paris.", "Texas", "city"], documents: [document("a", 1), document("b", 0)],
    places: [{ id: "p", name: "Paris", lat: 48.85, lon: 2.35, kind: "city" }, { id: "r", name: "Rome", lat: 41.9, lon: 12.5, kind: "city" }, { id: "l", name: "Lyon Hall", lat: 48.9, lon: 2.3, kind: "facility" }],
    unplaced: [{ name: "Atlantis", status: "ambiguous", reason: "Two." }], checks: [], others: [["t", "Paris", 2, 33.66, -95.56, 3]], rivals: [[0], [1, 0, 20]],
  };
  change(raw);
  return readModel(raw);
}

function decided(records = [], change) {
  const made = model(change);
  const ledger = new Ledger(records);
  return { model: made, ledger, decided: new Decided(made, ledger, words) };
}

const record = (fields) => ({ decision: "place", scope: "mention", document: { id: "a" }, quote: { exact: "Paris" }, start: 0, place: { id: "t", name: "Paris", lat: 33.66, lon: -95.56 }, ...fields });
const owners = ({ model: made }) => Array.from(made.mentions.owner, (owner) => (owner === -2147483648 ? "gone" : owner < 0 ? made.unplaced[-1 - owner].status : made.places[owner].id));

test("a decision moves what it is about, and the machine's answer is kept", () => {
  const all = decided();
  assert.deepEqual(owners(all), ["p", "r", "p", "l", "ambiguous", "p", "r", "p", "l", "ambiguous"]);
  all.decided.draw(all.ledger.change([record()]));
  assert.deepEqual(owners(all).slice(0, 3), ["t", "r", "p"]);
  const moved = all.model.byId.get("t");
  assert.deepEqual([moved.n, moved.kind, moved.where, moved.corrected, moved.names], [1, "city", "Texas", true, []]);
  assert.equal(all.model.places[0].n, 3);
  const said = all.decided.machineAnswer(0);
  assert.deepEqual([said.place.id, said.percent, said.doubtful], ["p", 90, true]);
  all.decided.draw(all.ledger.undo());
  assert.deepEqual(owners(all).slice(0, 3), ["p", "r", "p"]);
  assert.deepEqual([moved.n, all.model.places[0].n, all.model.places[0].doubtful], [0, 4, 1]);
});

test("scopes: a document, everywhere, and a narrower exception", () => {
  const all = decided();
  all.decided.draw(all.ledger.change([record({ scope: "document" })]));
  assert.deepEqual(owners(all).map((id) => id === "t"), [true, false, true, false, false, false, false, false, false, false]);
  all.decided.draw(all.ledger.change([record({ scope: "everywhere", decision: "not a place", place: undefined })]));
  assert.deepEqual([owners(all)[0], owners(all)[5], owners(all)[7]], ["t", "not a place here", "not a place here"]);
  assert.deepEqual(all.decided.mentionsIn("document", 0), [0, 2]);
  assert.deepEqual(all.decided.mentionsIn("everywhere", 0), [0, 2, 5, 7]);
});

test("a group is covered by as few decisions as say no more than was meant", () => {
  const { decided: made } = decided();
  assert.deepEqual(made.covering([0, 2, 5, 7]), [["everywhere", 0]]);
  assert.deepEqual(made.covering([0, 2, 7]), [["document", 0], ["mention", 7]]);
});

test("a missed name is added in its place, and hides what lies under it", () => {
  const all = decided();
  const start = Array.from(TEXT.slice(0, TEXT.indexOf("Nowhere"))).length;
  all.decided.draw(all.ledger.change([record({ decision: "missed", start, quote: { exact: "Nowhere" }, place: undefined })]));
  assert.deepEqual(owners(all).slice(0, 7), ["p", "r", "p", "l", "ambiguous", "unknown", "p"]);
  assert.equal(all.model.unplaced.at(-1).name, "Nowhere");
  assert.equal(all.decided.machineAnswer(5), null);
  assert.deepEqual(all.model.places.map(({ n }) => n), [4, 2, 2]);
  all.decided.draw(all.ledger.change([record({ decision: "missed", start: TEXT.indexOf("Lyon Hall, it"), quote: { exact: "Lyon Hall, it" } })]));
  assert.deepEqual(owners(all).slice(3, 5), ["gone", "t"]);
  all.decided.draw(all.ledger.undo());
  assert.deepEqual(owners(all).slice(3, 5), ["l", "gone"]);
  all.decided.draw(all.ledger.undo());
  assert.equal(all.model.unplaced.at(-1).n, 0);
});

test("a page that was drawn with corrections gives back the machine's answers", () => {
  const change = (raw) => {
    raw.places.push({ id: "t", name: "Paris", lat: 33.66, lon: -95.56, kind: "city" });
    const [document] = raw.documents;
    document.mentions[2] = 3;
    document.mentions[7 + 2] = -2;
    raw.unplaced.push({ name: "Rome", status: "unknown", reason: "unknown" }, { name: "Rome", status: "ambiguous", reason: "Two." });
    document.machine = [[0, 0, 181, 1], [1, -3, 0, 0]];
  };
  const all = decided([record()], change);
  assert.deepEqual(owners(all).slice(0, 3), ["t", "unknown", "p"]);
  assert.equal(all.decided.machineAnswer(0).place.id, "p");
  all.decided.draw(all.ledger.change([], [record()]));
  assert.equal(owners(all)[0], "p");
  const empty = decided([], change);
  assert.deepEqual(owners(empty).slice(0, 2), ["t", "unknown"]);
});

test("what would move with a name is told from what the page carries", () => {
  const { decided: made } = decided();
  assert.deepEqual(made.wouldMove(0, "document"), { same: 2, others: ["Rome", "Lyon Hall"] });
  assert.deepEqual(made.wouldMove(4, "mention"), { same: 0, others: [] });
});

test("the queue begins with the doubtful names and puts those of one sense together", () => {
  const all = decided();
  const queue = reviewQueue(all.decided);
  assert.deepEqual(queue.map(({ name, mentions }) => [name, mentions.length]), [["paris", 4], ["atlantis", 2], ["rome", 2], ["lyon hall", 2]]);
  assert.equal(queue[0].speaker, 0);
  assert.deepEqual(progress(all.model, queue), { done: 0, total: 4 });
  all.decided.draw(all.ledger.change([record({ scope: "everywhere" })]));
  assert.ok(isReviewed(all.model, queue[0]));
  assert.equal(nextOpen(all.model, queue, 3), 1);
  assert.deepEqual(progress(all.model, reviewQueue(all.decided)), { done: 1, total: 4 });
  const split = reviewQueue(all.decided, new Set([queue[0].key]));
  assert.equal(split.filter(({ name }) => name === "paris").length, 4);
});

test("the quotation of a mention counts in code points", () => {
  const { decided: made } = decided();
  const { start, quote, document } = made.quoteOf(2);
  assert.deepEqual([start, quote.exact, document.id], [TEXT.indexOf("PARIS"), "PARIS", "a"]);
  assert.equal(quote.prefix, TEXT.slice(0, start));
  assert.equal(quote.suffix, TEXT.slice(start + 5, start + 37));
});
