// What is shown, as files: a table, features, citations. Texts are made safe for each.
import { codePoint, codePointAt, mentionText, passageText, percent, isDoubtful, pieces, quotation, quotes } from "./data.mjs";
import { announce, button, copier, el } from "./dom.mjs";
import { dateWords, documentTitle, placeWords, t } from "./text.mjs";

const TABLE = ["document", "title", "date", "source", "url", "start", "end", "name", "status", "score", "reason", "place_id", "place", "kind",
  "country", "latitude", "longitude", "is_area", "mgrs", "area", "passage", "passage_start", "where"];

// A row a mention, placed or not, under the names of geomap's own tables; offsets are code points.
export function csvOf(model, { places, unplaced }) {
  const rows = [...places, ...unplaced].flatMap(({ place, entry, mentions }) => mentions.map((i) => mentionRow(model, place, entry, i)));
  rows.sort((a, b) => a.number - b.number || a.start - b.start);
  return `\ufeff${[TABLE, ...rows.map((row) => TABLE.map((column) => row[column]))].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

function mentionRow(model, place, entry, i) {
  const document = model.documents[model.mentions.document[i]];
  const passage = model.passages[model.mentions.passage[i]];
  const start = codePoint(model, i), name = mentionText(model, i);
  return {
    number: document.index, document: document.id, title: document.title, date: document.date, source: document.source, url: document.url,
    start, end: start + [...(name ?? "")].length, name,
    status: entry ? entry.status : isDoubtful(model, i) ? "uncertain" : "placed", score: place ? percent(model, i) / 100 : "",
    reason: entry ? entry.reason : model.pool[model.mentions.reason[i]],
    ...(place ? { place_id: place.id, place: place.name, kind: place.kind, country: place.country, latitude: place.lat, longitude: place.lon,
      is_area: Boolean(place.wide), mgrs: place.mgrs, area: place.area?.words ?? place.precision } : {}),
    passage: passageText(passage), passage_start: codePointAt(document, passage.start), where: passage.where,
  };
}

// A cell that a spreadsheet would run as a formula gets an apostrophe.
function cell(value) {
  if (typeof value !== "string") return value ?? "";
  const text = value.replaceAll("\0", "\ufffd").replace(/^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

// A feature a place with its passages; an area is a polygon or nothing, never a point.
export function geojsonOf(model, { places, unplaced }, filter) {
  const passages = (mentions) => quotes(model, mentions).map((one) => quotation(model, one)).map((quote) => ({
    quote: quote.text, document: quote.document.id, title: documentTitle(quote.document), date: quote.document.date ?? null, where: quote.where || null,
    start: codePointAt(quote.document, quote.start), mentions: quote.n, score: quote.percent / 100, status: quote.doubtful ? "uncertain" : "placed",
  }));
  return JSON.stringify({
    type: "FeatureCollection", geomap: { version: model.provenance?.version, title: model.title, filter }, attribution: model.attribution,
    unplaced: unplaced.map(({ entry, n, mentions }) => ({ name: entry.name, status: entry.status, reason: entry.reason, mentions: n, passages: passages(mentions) })),
    features: places.map(({ place, n, doubtful, mentions }) => ({
      type: "Feature", id: place.id, geometry: geometryOf(place),
      properties: { place_id: place.id, place: place.name, names: place.names, kind: place.kind, country: place.country ?? null, where: place.where,
        is_area: Boolean(place.wide), area: place.area?.words ?? place.precision ?? null, mentions: n, doubtful, passages: passages(mentions) },
    })),
  }, null, 1);
}

export function geometryOf({ lat, lon, area, wide, box }) {
  if (area?.kind === "circle" && area.points.length === 1) return circle(area.points[0], area.km);
  if (area?.points.length) return boxGeometry([0, 1].flatMap((k) => [Math.min, Math.max].map((pick) => pick(...area.points.map((p) => p[k])))));
  if (wide || area) return box ? boxGeometry([box[0], box[2], box[1], box[3]]) : null;
  return { type: "Point", coordinates: [lon, lat] };
}

function circle([lat, lon], km) {
  const high = km / 111.2, wide = high / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  const ring = [...Array(33).keys()].map((i) => (i * Math.PI) / 16).map((turn) => [lon + wide * Math.cos(turn), lat + high * Math.sin(turn)].map((d) => +d.toFixed(5)));
  ring[32] = ring[0];
  return { type: "Polygon", coordinates: [ring] };
}

// One that crosses the antimeridian is cut there (RFC 7946).
function boxGeometry([south, north, west, east]) {
  const ring = (w, e) => [[[w, south], [e, south], [e, north], [w, north], [w, south]]];
  return west <= east ? { type: "Polygon", coordinates: ring(west, east) } : { type: "MultiPolygon", coordinates: [ring(west, 180), ring(-180, east)] };
}

// Quotations with their sources, by place; `words` say what is shown.
export function markdownOf(model, { places, unplaced }, words) {
  const blocks = [`# ${safe(model.title, true)}`, words.map((part) => safe(part)).join(" · ")];
  const quoteOf = (one) => {
    const quote = quotation(model, one);
    const source = [documentTitle(quote.document), dateWords(quote.document.date), quote.where, quote.document.url || quote.document.source,
      quote.doubtful ? t("sure.passage", { percent: quote.percent }) : ""];
    const text = quote.text === null ? t("passage.unquoted", { mentions: t("count.mentions", { n: quote.n }) })
      : pieces(quote.text, quote.marks).map(([part, on], i) => (on ? `<mark>${safe(part, !i, BREAK)}</mark>` : safe(part, !i, BREAK))).join("");
    blocks.push(`> ${text}\n>\n> — ${safe([...new Set(source)].filter(Boolean).join(", "))}`);
  };
  for (const { place, mentions, n } of places) {
    blocks.push(`## ${safe(place.name)}`, safe([placeWords(place), t("count.mentions", { n }), place.area?.words, place.id].filter(Boolean).join("; ")));
    quotes(model, mentions).forEach(quoteOf);
  }
  if (unplaced.length) blocks.push(`## ${safe(t("not.placed"))}`);
  for (const { entry, mentions, n } of unplaced) {
    blocks.push(`**${safe(entry.name)}** (${n}): ${safe(entry.reason || t(`status.${entry.status}`))}`);
    quotes(model, mentions).forEach(quoteOf);
  }
  return `${[...blocks, ...model.about.map((line) => safe(line, true))].filter(Boolean).join("\n\n")}\n`;
}

const BREAK = "\\\n> ";
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;" };

// CommonMark that shows exactly the text, as geomap/escaping.py writes it; `opens` a paragraph.
export function safe(text, opens = false, join = " ") {
  const start = (line) => line.trimStart().replace(/^([#+\-=:!]|\d{1,9}[.)])/, (found) => `${found.slice(0, -1)}\\${found.slice(-1)}`);
  const shown = text.replace(/[&<>{}]/g, (one) => ENTITIES[one]).replace(/([\\\x60*_[\]|~$^@]|==|:(?=[\w+-]+:))/g, "\\$1");
  const [first, ...others] = shown.split(/\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]/);
  return [opens ? start(first) : first, ...others.map((line, i) => (i < others.length - 1 ? start(line).trimEnd() : start(line)))].join(join);
}

// "Save or share what is shown"; `actions` are save(kind), print() and link().
export function sharing(actions) {
  const save = (kind) => button(t(`share.${kind}`), () => announce(t("share.saved", { name: actions.save(kind) })));
  return el("details", { class: "share" }, el("summary", {}, t("share")),
    el("div", { class: "actions" }, ["csv", "geojson", "md"].map(save), button(t("share.print"), actions.print), copier(t("copy.link"), actions.link)));
}
