// What is shown: search words, documents, kinds, confidence, dates. Every mention is asked.
import { isDoubtful, passageText } from "./data.mjs";
import { inGroup } from "./groups.mjs";
import { holds, parseQuery, searchText } from "./query.mjs";

export const STATUSES = ["placed", "uncertain", "unplaced", "unknown", "reviewed"];

// `documents` are numbers; `a` and `b` are groups that are compared (see groups.mjs).
export function emptyFilter() {
  return { query: "", documents: [], kinds: [], statuses: [], from: "", to: "", undated: false, a: "", b: "" };
}

export function isEmpty(filter) {
  return Object.values(filter).every((value) => value === "" || value === false || value.length === 0);
}

// What the filter leaves: `places` and `unplaced` are [{place, mentions, n, doubtful, passages, named}],
// where `named` is 2 by the name itself and 1 by the country or region it lies in,
// `documents` [{document, n}], `passages` how many name a place, `words` the passages that have the words,
// `dates` the mentions on places by document.
export function survey(model, filter) {
  const asked = asker(model, filter);
  const { passage, document } = model.mentions;
  const seen = new Int32Array(model.passages.length).fill(-1);
  const perDocument = new Int32Array(model.documents.length);
  let passages = 0, owners = 0;
  const gather = (owner, names, fits) => {
    const { mentions, named } = fits ? asked.ask(owner, names) : NOTHING;
    let doubtful = 0, own = 0;
    for (const i of mentions) {
      const number = passage[i];
      if (isDoubtful(model, i)) doubtful++;
      perDocument[document[i]]++;
      if (seen[number] === owners) continue;
      own++;
      if (seen[number] < 0) passages++;
      seen[number] = owners;
    }
    owners++;
    return { mentions, n: mentions.length, doubtful, passages: own, named };
  };
  const some = ({ n }) => n > 0;
  const places = model.places.map((place) => ({ place, ...gather(place, placeNames(place), asked.kindFits(place)) })).filter(some);
  const ofPlaces = passages, dates = perDocument.slice();
  const unplaced = model.unplaced.map((entry) => ({ entry, ...gather(entry, ownerNames(entry), asked.unplacedFits) })).filter(some);
  const found = model.documents.map((one) => ({ document: one, n: perDocument[one.index] }))
    .filter((item) => item.n > 0 || asked.documentFits(item.document));
  const words = [];
  if (asked.wanted.length) seen.forEach((owner, number) => { if (owner >= 0 && asked.has(number)) words.push(number); });
  if (model.mentions.decided) unplaced.sort((a, b) => b.n - a.n || a.entry.index - b.entry.index);
  if (model.mentions.decided || !isEmpty(filter)) places.sort((a, b) => b.named - a.named || b.n - a.n || a.place.index - b.place.index);
  return { places, unplaced, documents: found, passages: ofPlaces, words, terms: asked.terms, dates };
}

const NOTHING = { mentions: [], named: 0 };

// The places alone, for callers that need no more.
export function select(model, filter) {
  return survey(model, filter).places;
}

function asker(model, filter) {
  const terms = parseQuery(filter.query);
  const wanted = terms.filter((term) => !term.not), unwanted = terms.filter((term) => term.not);
  const documents = allowedDocuments(model, filter);
  const { document, passage } = model.mentions;
  const hits = wanted.map((term) => passageHits(model, term)), bad = unwanted.map((term) => passageHits(model, term));
  const free = !terms.length && !documents && !filter.statuses.length;
  const clean = (number) => bad.every((hit) => !hit[number]);
  const statuses = new Set(filter.statuses), kinds = new Set(filter.kinds);
  return {
    terms, wanted,
    has: (number) => hits.every((hit) => hit[number]) && clean(number),
    kindFits: (place) => !kinds.size || kinds.has(place.kind),
    unplacedFits: !kinds.size,
    // A document that names no place may have the words in its title or text.
    documentFits: (one) => (!documents || documents[one.index]) && !kinds.size && !statuses.size
      && (!terms.length || (wanted.length > 0 && documentHas(one, wanted, unwanted))),
    // Which of an owner's mentions pass, and whether its name (or where it lies) has all words.
    ask(owner, names) {
      if (free) return { mentions: owner.mentions, named: 0 };
      if (unwanted.some((term) => holds(names, term))) return NOTHING;
      const needed = hits.filter((_, i) => !holds(names, wanted[i]));
      const mentions = owner.mentions.filter((i) =>
        (!documents || documents[document[i]]) && hasStatus(model, statuses, owner, i)
        && needed.every((hit) => hit[passage[i]]) && clean(passage[i]));
      const named = !wanted.length || needed.length ? 0 : wanted.some((term) => holds(ownNames(owner), term)) ? 2 : 1;
      return { mentions, named };
    },
  };
}

// What is said of a mention; whether a person decided it is a status beside the others.
function statusOf(model, owner, mention) {
  if (isPlace(owner)) return isDoubtful(model, mention) ? "uncertain" : "placed";
  return owner.status === "unknown" ? "unknown" : "unplaced";
}

function hasStatus(model, statuses, owner, mention) {
  return !statuses.size || statuses.has(statusOf(model, owner, mention)) || (statuses.has("reviewed") && Boolean(model.mentions.decided?.[mention]));
}

function allowedDocuments(model, filter) {
  const { documents, from, to, undated, a, b } = filter;
  if (!documents.length && !from && !to && !a && !b) return null;
  const chosen = documents.length ? new Set(documents) : null;
  const sides = [a, b].filter(Boolean).map((key) => inGroup(model, key));
  return Uint8Array.from(model.documents, ({ index, date }) =>
    +((!chosen || chosen.has(index)) && (inRange(date, from, to) || (undated && !date))
      && (!sides.length || sides.some((side) => side[index]))));
}

// How many mentions each choice has when all other filters are kept: by document, kind and status;
// `dates` are the mentions on places by document, whatever the dates chosen.
export function tally(model, filter, owners = [...model.places, ...model.unplaced]) {
  const others = asker(model, { ...filter, documents: [], kinds: [], statuses: [], from: "", to: "" });
  const allowed = (part) => allowedDocuments(model, { ...emptyFilter(), ...part });
  const chosen = allowed({ documents: filter.documents });
  const dated = allowed({ from: filter.from, to: filter.to, undated: filter.undated });
  const kinds = new Set(filter.kinds), statuses = new Set(filter.statuses);
  const out = { documents: new Int32Array(model.documents.length), dates: new Int32Array(model.documents.length), kinds: new Map(), statuses: new Map() };
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  const count = (owner, names) => {
    const k = !kinds.size || kinds.has(owner.kind);
    for (const i of others.ask(owner, names).mentions) {
      const number = model.mentions.document[i];
      const d = !chosen || chosen[number], t = !dated || dated[number], s = hasStatus(model, statuses, owner, i);
      if (k && s && t) out.documents[number]++;
      if (k && s && d && isPlace(owner)) out.dates[number]++;
      if (s && d && t && isPlace(owner)) add(out.kinds, owner.kind);
      if (!k || !d || !t) continue;
      add(out.statuses, statusOf(model, owner, i));
      if (model.mentions.decided?.[i]) add(out.statuses, "reviewed");
    }
  };
  for (const owner of owners) count(owner, isPlace(owner) ? placeNames(owner) : ownerNames(owner));
  return out;
}

function isPlace(owner) {
  return owner.kind !== undefined;
}

function placeNames(place) {
  return (place.searchable ??= searchText([place.name, ...place.names, place.where].join("|")));
}

function ownNames(owner) {
  return (owner.ownSearchable ??= searchText([owner.name, ...(owner.names ?? [])].join("|")));
}

function ownerNames(entry) {
  return (entry.searchable ??= searchText(entry.name));
}

function documentHas(one, wanted, unwanted) {
  one.searchable ??= searchText([one.title, one.source, one.text].filter(Boolean).join("|"));
  return wanted.every((term) => holds(one.searchable, term)) && !unwanted.some((term) => holds(one.searchable, term));
}

// 1 for each passage that has the term. A longer word is looked for only where a shorter one was.
function passageHits(model, term) {
  model.hits ??= new Map();
  const key = `${term.phrase ? "\"" : ""}${term.text}`;
  const known = model.hits.get(key);
  if (known) return known;
  const shorter = [...model.hits.keys()].filter((other) => term.text.startsWith(other)).pop();
  const before = shorter === undefined ? null : model.hits.get(shorter);
  const hits = new Uint8Array(model.passages.length);
  for (let i = 0; i < hits.length; i++) {
    if ((!before || before[i]) && holds(searchable(model, i), term)) hits[i] = 1;
  }
  if (model.hits.size > 40) model.hits.delete(model.hits.keys().next().value);
  model.hits.set(key, hits);
  return hits;
}

function searchable(model, number) {
  model.searchable ??= [];
  return (model.searchable[number] ??= searchText(passageText(model.passages[number]) ?? ""));
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
