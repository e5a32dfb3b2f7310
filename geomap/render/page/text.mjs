// Words: the strings table, citations, links. Text is data here; nothing is ever parsed as HTML.

let table = {};
let language = "en";
let plural, number;

export function useStrings(strings, lang) {
  table = strings;
  language = lang;
  plural = new Intl.PluralRules(lang);
  number = new Intl.NumberFormat(lang);
}

export function t(key, values = {}) {
  let text = table[key];
  if (text === undefined && "n" in values) {
    text = table[`${key}.${plural.select(values.n)}`] ?? table[`${key}.other`];
  }
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? format(values[name]) : whole);
}

function format(value) {
  return typeof value === "number" ? number.format(value) : String(value);
}

export function kindWords(kind) {
  return `kind.${kind}` in table ? t(`kind.${kind}`) : kind;
}

// "city or town · Iraq"; a kind that names the country itself is not followed by it again.
export function placeWords(place) {
  const kind = kindWords(place.kind);
  return [kind, kind.endsWith(place.where) ? "" : place.where].filter(Boolean).join(" · ");
}

// "Basra, Nebraska, United States (2%)"
export function rivalWords({ name, where, perMille }) {
  const full = [name, where].filter(Boolean).join(", ");
  if (perMille < 0) return full;
  return `${full} (${perMille < 5 ? "<1" : Math.round(perMille / 10)}%)`;
}

export function documentTitle(document) {
  return document.title || document.source || document.id || t("untitled");
}

// ISO 8601 dates may lack day or month; they are shown as precise as they are.
export function dateWords(date) {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? "");
  if (!found) return date ?? "";
  const [, year, month, day] = found;
  const options = { year: "numeric", timeZone: "UTC" };
  if (month) options.month = "long";
  if (day) options.day = "numeric";
  const time = new Date(Date.UTC(+year, +(month ?? 1) - 1, +(day ?? 1)));
  if (Number.isNaN(time.getTime())) return date;
  return new Intl.DateTimeFormat(language, options).format(time);
}

export function citation(place, quote) {
  const source = quote.document.url || quote.document.source;
  return [
    `“${quote.text.trim()}”`,
    [documentTitle(quote.document), dateWords(quote.document.date), quote.where].filter(Boolean).join(", "),
    source && source !== quote.document.title ? source : "",
    `[${place.name}${place.where ? `, ${place.where}` : ""}; ${place.id}]`,
  ].filter(Boolean).join("\n");
}

export function safeUrl(text) {
  return /^https?:\/\/[^\s]+$/i.test(text ?? "") ? text : null;
}

// Half a surrogate pair cannot stand in an address or a file.
export function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

export function urlText(text) {
  return encodeURIComponent(wellFormed(text));
}

// The source at the quotation: a page number where the format has one, else a text fragment.
export function sourceLink(quote) {
  const base = safeUrl(quote.document.url) || safeUrl(quote.document.source);
  if (!base) return null;
  const bare = base.split("#")[0];
  if (quote.anchor) return `${bare}#${encodeURI(wellFormed(quote.anchor))}`;
  const words = quote.text.trim().split(/\s+/);
  const encode = (part) => urlText(part.join(" ")).replace(/-/g, "%2D");
  const fragment = words.length <= 10 ? encode(words) : `${encode(words.slice(0, 5))},${encode(words.slice(-5))}`;
  return `${bare}#:~:text=${fragment}`;
}

export function idLink(id) {
  const [source, rest] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
  if (source === "geonames" && /^\d+$/.test(rest)) return [`https://www.geonames.org/${rest}`, `GeoNames ${rest}`];
  const airport = /^([A-Z0-9]{3,4})$/.exec(source === "airport" ? rest : "");
  if (airport) return [null, t("id.airport", { code: airport[1] })];
  if (source === "coordinates") return [null, t("id.position")];
  if (source === "geomap") return [null, t("id.own", { id: rest })];
  if (source === "osm" && /^(node|way|relation)\/\d+$/.test(rest)) {
    return [`https://www.openstreetmap.org/${rest}`, `OpenStreetMap ${rest}`];
  }
  return null;
}

export function plain(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replaceAll("ς", "σ");
}
