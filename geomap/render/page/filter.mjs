// What is shown: search words, document, kind, confidence, dates. Every mention is asked.
import { isDoubtful, passageText } from "./data.mjs";
import { plain } from "./text.mjs";

export function emptyFilter() {
  return { query: "", document: "", kind: "", status: "", from: "", to: "" };
}

export function isEmpty(filter) {
  return Object.values(filter).every((value) => value === "");
}

// Returns [{place, mentions, n, doubtful, passages}], most mentioned first.
export function select(model, filter) {
  const test = mentionTest(model, filter);
  const out = [];
  const seen = new Int32Array(model.passages.length).fill(-1);
  for (const place of model.places) {
    if (filter.kind && place.kind !== filter.kind) continue;
    const found = test ? test(place, haystack(place)) : place.mentions;
    if (found.length) out.push(item(model, place, found, seen));
  }
  if (test) out.sort((a, b) => b.n - a.n || a.place.index - b.place.index);
  return out;
}

function item(model, place, mentions, seen) {
  const { passage } = model.mentions;
  let doubtful = 0, passages = 0;
  for (const i of mentions) {
    if (isDoubtful(model, i)) doubtful++;
    if (seen[passage[i]] !== place.index) passages++;
    seen[passage[i]] = place.index;
  }
  return { place, mentions, n: mentions.length, doubtful, passages };
}

// Returns which of an owner's mentions pass, or null when all do.
function mentionTest(model, filter) {
  const words = queryWords(filter.query);
  const documents = allowedDocuments(model, filter);
  const doubt = filter.status === "" ? null : filter.status === "uncertain";
  if (!words.length && !documents && doubt === null) return null;
  const { document, passage } = model.mentions;
  const hits = words.map((word) => passageHits(model, word));
  return (owner, names) => {
    const needed = hits.filter((_, i) => !names.includes(words[i]));
    return owner.mentions.filter((i) =>
      (!documents || documents[document[i]]) && (doubt === null || isDoubtful(model, i) === doubt)
      && needed.every((hit) => hit[passage[i]]));
  };
}

export function queryWords(query) {
  return plain(query).split(/\s+/).filter(Boolean);
}

function allowedDocuments(model, filter) {
  if (filter.document === "" && !filter.from && !filter.to) return null;
  return Uint8Array.from(model.documents, (document) =>
    +((filter.document === "" || document.index === +filter.document) && inRange(document.date, filter.from, filter.to)));
}

function haystack(place) {
  return (place.searchable ??= plain([place.name, ...place.names, place.where].join(" ")));
}

// 1 for each passage that has the word. A longer word is looked for only where a shorter one was.
function passageHits(model, word) {
  model.hits ??= new Map();
  const known = model.hits.get(word);
  if (known) return known;
  const shorter = [...model.hits.keys()].filter((other) => word.startsWith(other)).pop();
  const before = shorter === undefined ? null : model.hits.get(shorter);
  const hits = new Uint8Array(model.passages.length);
  for (let i = 0; i < hits.length; i++) {
    if ((!before || before[i]) && searchable(model, i).includes(word)) hits[i] = 1;
  }
  if (model.hits.size > 40) model.hits.delete(model.hits.keys().next().value);
  model.hits.set(word, hits);
  return hits;
}

function searchable(model, number) {
  model.searchable ??= [];
  return (model.searchable[number] ??= plain(passageText(model.passages[number]) ?? ""));
}

// Prepares passages for searching until the time is up; returns whether all are ready.
export function prepareSearch(model, enough) {
  model.prepared ??= 0;
  while (model.prepared < model.passages.length) {
    searchable(model, model.prepared++);
    if (model.prepared % 64 === 0 && enough()) return false;
  }
  return true;
}

// Dates may be shorter than the limits: 2019 lies within 2019-03 to 2019-05 and in 2019.
export function inRange(date, from, to) {
  if (!from && !to) return true;
  if (!date) return false;
  if (from && date < from.slice(0, date.length)) return false;
  return !(to && date.slice(0, to.length) > to);
}

// Buckets of equal length for the timeline: days, months or years, at most `most` of them.
export function timeBuckets(model, most = 60) {
  const dates = model.documents.map((d) => d.date).filter((d) => /^\d{4}/.test(d ?? ""));
  for (const length of [10, 7, 4]) {
    if (dates.some((date) => date.length < length)) continue;
    const keys = [...new Set(dates.map((date) => date.slice(0, length)))].sort();
    if (keys.length < 3) continue;
    const all = between(keys[0], keys[keys.length - 1], length);
    if (all.length <= most || length === 4) return all;
  }
  return [];
}

export function between(first, last, length) {
  const out = [];
  const time = new Date(Date.UTC(+first.slice(0, 4), +(first.slice(5, 7) || 1) - 1, +(first.slice(8, 10) || 1)));
  for (let key = first; key <= last && out.length < 5000; ) {
    out.push(key);
    if (length === 10) time.setUTCDate(time.getUTCDate() + 1);
    else if (length === 7) time.setUTCMonth(time.getUTCMonth() + 1);
    else time.setUTCFullYear(time.getUTCFullYear() + 1);
    key = time.toISOString().slice(0, length);
  }
  return out;
}
