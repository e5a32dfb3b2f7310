// What the page shows, as the part of an address after the "#", and back.
import { framing } from "./frame.mjs";
import { emptyFilter, STATUSES } from "./filter.mjs";
import { documentKey, documentNumber, inGroup } from "./groups.mjs";
import { urlText } from "./text.mjs";

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

// state: {filter, place: id, m: from 1 on, map: [lat, lon, zoom], tab, colour}; what is missing is
// as the page opens.
export function writeAddress(model, { filter, place, m, map, tab, colour, embed }) {
  const parts = [];
  const add = (key, value) => { if (value) parts.push(`${key}=${urlText(String(value)).replace(/%(3A|2C|2F|20)/g, (code) => SPARED[code])}`); };
  add("q", filter.query);
  add("from", filter.from);
  add("to", filter.to);
  add("undated", filter.undated ? 1 : "");
  for (const index of filter.documents) add("doc", documentKey(model, index));
  for (const kind of filter.kinds) add("kind", kind);
  for (const status of filter.statuses) add("status", status);
  add("a", filter.a);
  add("b", filter.b);
  add("colour", colour);
  add("tab", tab);
  add("place", place);
  add("m", place && m);
  add("map", map?.map((value, i) => +value.toFixed(i < 2 ? 3 : 2)).join(","));
  if (embed) parts.push(embed === "alone" ? "embed&panel=none" : "embed");
  return parts.length ? `#${parts.join("&")}` : "";
}

const SPARED = { "%3A": ":", "%2C": ",", "%2F": "/", "%20": "+" };

// What is no value of this page is left out: an address may come from another map.
export function readAddress(model, hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const one = (key) => given.get(key) ?? "";
  const date = (key) => (DATE.test(one(key)) ? one(key) : "");
  const group = (key) => (inGroup(model, one(key)).includes(1) ? one(key) : "");
  const kinds = new Set(model.places.map(({ kind }) => kind));
  const map = one("map").split(",").map((part) => (part.trim() ? +part : NaN));
  const place = model.byId.has(one("place")) ? one("place") : "";
  return {
    filter: {
      ...emptyFilter(), query: one("q").trim(), from: date("from"), to: date("to"), undated: one("undated") === "1",
      documents: [...new Set(given.getAll("doc").map((key) => documentNumber(model, key)).filter((index) => index >= 0))],
      kinds: [...new Set(given.getAll("kind"))].filter((kind) => kinds.has(kind)),
      statuses: [...new Set(given.getAll("status"))].filter((status) => STATUSES.includes(status)),
      a: group("a"), b: group("b"),
    },
    place, m: Math.max(Math.trunc(+one("m")) || 1, 1),
    map: map.length === 3 && map.every(Number.isFinite) && Math.abs(map[0]) <= 90 ? map : null,
    tab: one("tab"), colour: one("colour"), embed: framing(hash, false),
  };
}

// From a file the path says where it lies on this machine, which is nobody's business.
export function shareable({ protocol, pathname, href }, hash) {
  return (/^https?:$/.test(protocol) ? href.split("#")[0] : lastPart(pathname)) + hash;
}

function lastPart(pathname) {
  const part = pathname.split("/").pop() ?? "";
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
