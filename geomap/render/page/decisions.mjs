// What reviewers decided, as plain values: the records of docs/corrections.md. Nothing here knows
// the page or the map.
import { wellFormed } from "./text.mjs";

export const AROUND = 32;
export const SCOPES = ["mention", "document", "everywhere"];
const VERDICTS = ["right", "place", "not a place", "unknown", "missed"];
const COLUMNS = [
  "name", "place", "document", "start", "decision", "scope", "prefix", "suffix", "place_name",
  "lat", "lon", "where", "who", "when", "note", "sha256",
];
const NUMBERS = new Set(["start", "lat", "lon"]);
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const POSITION = /^\s*[-+]?\d+(?:\.\d*)?\s*,\s*[-+]?\d+(?:\.\d*)?\s*$/;
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
export const LIMITS = { name: 500, context: 200, who: 200, note: 5000, id: 5000 };

// Names are the same if they differ in case and white space only, as Python's casefold has it.
export function fold(name) {
  const packed = name.replace(BLANKS, " ").trim();
  if (/^[\x20-\x7e]*$/.test(packed)) return packed.toLowerCase();
  return Array.from(wellFormed(packed), (c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase())).join("").replaceAll("ς", "σ");
}

// The question that a decision answers; a later answer to the same one replaces it.
export function targetOf({ scope, document, quote, start }) {
  if (scope === "everywhere") return JSON.stringify([fold(quote.exact)]);
  if (scope === "document") return JSON.stringify([fold(quote.exact), wellFormed(document.id)]);
  return mentionTarget(document.id, start);
}

export function mentionTarget(id, start) {
  return JSON.stringify([start, wellFormed(id)]);
}

// The words around a stretch of a text, in whole characters.
export function wordsAround(text, start, end) {
  const before = Array.from(text.slice(Math.max(0, start - 2 * AROUND), start)).slice(-AROUND);
  const after = Array.from(text.slice(end, end + 2 * AROUND)).slice(0, AROUND);
  return [before.join(""), after.join("")];
}

// A ledger of decisions: each step can be taken back and done again.
export class Ledger {
  constructor(records = []) {
    this.held = new Map();
    this.past = [];
    this.future = [];
    for (const record of records) this.held.set(targetOf(record), record);
  }

  get records() { return [...this.held.values()]; }

  get size() { return this.held.size; }

  // The decision that holds for a mention: the narrowest one.
  about(id, start, name) {
    return this.all(id, start, name)[0] ?? null;
  }

  // All that are about it, the narrowest first.
  all(id, start, name) {
    const { held } = this;
    return [held.get(mentionTarget(id, start)), held.get(JSON.stringify([name, wellFormed(id)])), held.get(JSON.stringify([name]))].filter(Boolean);
  }

  // Decides, and takes back, in one step; returns the names that it is about.
  change(records, withdrawn = []) {
    const changes = new Map();
    for (const record of withdrawn) changes.set(targetOf(record), null);
    for (const record of records) changes.set(targetOf(record), record);
    const step = [...changes].map(([target, after]) => ({ target, before: this.held.get(target) ?? null, after }));
    this.past.push(step);
    this.future = [];
    return this.take(step, "after");
  }

  undo() {
    const step = this.past.pop();
    if (!step) return null;
    this.future.push(step);
    return this.take(step, "before");
  }

  redo() {
    const step = this.future.pop();
    if (!step) return null;
    this.past.push(step);
    return this.take(step, "after");
  }

  take(step, side) {
    const names = new Set();
    for (const change of step) {
      for (const record of [change.before, change.after]) if (record) names.add(fold(record.quote.exact));
      if (change[side]) this.held.set(change.target, change[side]);
      else this.held.delete(change.target);
    }
    return names;
  }
}

// What two decisions must share to agree; a position counts to a thousandth of a degree.
export function outcome({ decision, place }) {
  if (!place || decision === "not a place" || decision === "unknown") return decision;
  return place.id ?? `${place.lat.toFixed(3)},${place.lon.toFixed(3)}`;
}

// Puts lists of decisions together: the one made last holds; without times, the one given last.
// Whom it overrules is told: [{used, other}].
export function mergeDecisions(...lists) {
  const held = new Map(), conflicts = [];
  for (const record of lists.flat()) {
    const target = targetOf(record), other = held.get(target);
    const later = !other || (record.when ?? "") >= (other.when ?? "");
    if (later) held.set(target, record);
    if (other && outcome(other) !== outcome(record) && (other.who ?? "") !== (record.who ?? "")) {
      conflicts.push(later ? { used: record, other } : { used: other, other: record });
    }
  }
  return { records: [...held.values()], conflicts };
}

// A decision as a saved file holds it: known fields only, and none that is empty.
export function toRecord({ decision, scope, document, quote, start, place, who, when, note }) {
  const filled = (values) => {
    const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
    return kept.length ? Object.fromEntries(kept.map(([key, value]) => [key, typeof value === "string" ? wellFormed(value) : value])) : null;
  };
  const { id, sha256 } = document ?? {};
  const { exact, prefix, suffix } = quote;
  return filled({
    decision, scope, document: filled({ id, sha256 }), quote: filled({ exact, prefix, suffix }), start,
    place: place ? filled({ id: place.id, name: place.name, lat: place.lat, lon: place.lon, where: place.where }) : null,
    who, when, note,
  });
}

export function toJson(records) {
  const written = JSON.stringify({ format: 1, decisions: records.map(toRecord) });
  return written.replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

export function toCsv(records) {
  const lines = [COLUMNS, ...records.map(csvRow)];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

function csvRow(given) {
  const { decision, scope, document = {}, quote, start, place, who, when, note } = toRecord(given);
  const words = { "not a place": "none", unknown: "unknown" }[decision] ?? "";
  const values = {
    name: quote.exact, place: place ? place.id ?? `${place.lat},${place.lon}` : words, document: document.id, start, decision, scope,
    prefix: quote.prefix, suffix: quote.suffix, place_name: place?.name, lat: place?.lat, lon: place?.lon, where: place?.where,
    who, when, note, sha256: document.sha256,
  };
  return COLUMNS.map((column) => guarded(column, String(values[column] ?? "")));
}

// No spreadsheet runs what begins with an apostrophe; reading takes one away.
function guarded(column, value) {
  if (NUMBERS.has(column) || (column === "place" && POSITION.test(value))) return value;
  return FORMULA.test(value) ? `'${value}` : value;
}

function csvCell(value) {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

// The decisions of a block or of this browser's storage; what is none is left out and counted.
export function parseDecisions(text) {
  let held = null;
  try { held = JSON.parse(text || "null"); } catch { /* then there are none */ }
  const given = held?.format === 1 && Array.isArray(held.decisions) ? held.decisions : [];
  const records = given.filter(isDecision);
  return { records, dropped: given.length - records.length };
}

function isDecision(record) {
  if (typeof record !== "object" || record === null) return false;
  const { decision, scope, document, quote, start, place, who, when, note } = record;
  const text = (value, most) => value === undefined || value === null || (typeof value === "string" && value.length <= 2 * most);
  const needsPlace = decision === "right" || decision === "place";
  return VERDICTS.includes(decision) && SCOPES.includes(scope)
    && typeof quote?.exact === "string" && quote.exact.trim() !== ""
    && text(quote.exact, LIMITS.name) && text(quote.prefix, LIMITS.context) && text(quote.suffix, LIMITS.context)
    && text(document?.id, LIMITS.id) && (scope === "everywhere" || typeof document?.id === "string")
    && (start === undefined || start === null ? scope !== "mention" : Number.isInteger(start) && start >= 0)
    && (place ? isStated(place, text) : !needsPlace)
    && text(who, LIMITS.who) && text(when, 40) && text(note, LIMITS.note);
}

function isStated({ id, name, lat, lon, where }, text) {
  const degrees = (value, most) => typeof value === "number" && Math.abs(value) <= most;
  return text(id, LIMITS.id) && text(name, LIMITS.name) && text(where, LIMITS.name) && degrees(lat, 90) && degrees(lon, 180);
}

// A position as people type it: "36.34, 43.12" or "36.34 N 43.12 E"; null if it is none.
export function readPosition(text) {
  const found = /^\s*([-+\u2212]?\d+(?:\.\d+)?)\s*°?\s*([NS])?\s*[,;\s]\s*([-+\u2212]?\d+(?:\.\d+)?)\s*°?\s*([EW])?\s*$/i.exec(text);
  if (!found) return null;
  const degrees = (digits, letter, back) => rounded(+digits.replace("\u2212", "-") * (letter?.toUpperCase() === back ? -1 : 1));
  const lat = degrees(found[1], found[2], "S"), lon = degrees(found[3], found[4], "W");
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

// Five digits are a metre: no more was seen.
export function rounded(degrees) {
  return Math.round(degrees * 1e5) / 1e5 + 0;
}
