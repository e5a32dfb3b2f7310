// What is shown: search words, document, kind, confidence, dates.
import { plain } from "./text.mjs";
import { quotation } from "./data.mjs";

export function emptyFilter() {
  return { query: "", document: "", kind: "", status: "", from: "", to: "" };
}

export function isEmpty(filter) {
  return Object.values(filter).every((value) => value === "");
}

// Returns [{place, quotes: [index in place.quotes], n}], most mentioned first.
export function select(model, filter) {
  const words = plain(filter.query).split(/\s+/).filter(Boolean);
  const byQuote = filter.document !== "" || filter.from !== "" || filter.to !== "";
  const out = [];
  for (const place of model.places) {
    if (filter.kind && place.kind !== filter.kind) continue;
    if (filter.status && place.status !== filter.status) continue;
    const found = matching(model, place, filter, words, byQuote);
    if (found) out.push(found);
  }
  if (byQuote || words.length) out.sort((a, b) => b.n - a.n || a.place.index - b.place.index);
  return out;
}

function matching(model, place, filter, words, byQuote) {
  if (!byQuote && !words.length) {
    return { place, quotes: place.quotes.map((_, i) => i), n: place.n };
  }
  const named = words.length > 0 && words.every((word) => haystack(place).includes(word));
  const quotes = [];
  let n = 0;
  place.quotes.forEach((record, i) => {
    const document = model.documents[record[0]];
    if (filter.document !== "" && record[0] !== +filter.document) return;
    if (!inRange(document.date, filter.from, filter.to)) return;
    if (words.length && !named && !words.every((word) => quoteText(model, place, i).includes(word))) return;
    quotes.push(i);
    n += record[10];
  });
  if (!quotes.length) return null;
  return { place, quotes, n: quotes.length === place.quotes.length ? place.n : n };
}

function haystack(place) {
  place.searchable ??= plain([place.name, ...place.names, place.where].join(" "));
  return place.searchable;
}

function quoteText(model, place, i) {
  place.searchableQuotes ??= [];
  return (place.searchableQuotes[i] ??= plain(quotation(model, place.quotes[i]).text));
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
