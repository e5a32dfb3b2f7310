// What is printed: the places that the filters leave, with their quotations.
import { passageText, pieces, quotation, quotes } from "./data.mjs";
import { el, foreign } from "./dom.mjs";
import { dateWords, documentTitle, placeWords, t } from "./text.mjs";

const ROWS = 1500;

// `words` say what is filtered by, if anything is.
export function record(model, { places: selection, unplaced: names, documents: named }, words) {
  const filtered = words.length > 0;
  const total = selection.reduce((sum, item) => sum + item.passages, 0);
  const each = total <= ROWS ? Infinity : 1;
  const places = selection.slice(0, ROWS);
  const parts = [
    filtered ? el("p", { class: "note" }, `${t("share.shown")} `, words.map((part, i) => [i ? " · " : "", el("bdi", {}, part)])) : "",
    el("h2", {}, t("quotations")),
    el("table", {}, head("passage", "source"), places.map((item) => placeRows(model, item, each))),
    places.length < selection.length ? el("p", { class: "note" }, t("record.rest", { n: selection.length - places.length })) : "",
  ];
  parts.push(...unplaced(model, names), ...(filtered ? [] : checks(model)), ...documents(named), ...model.about.map((line) => foreign("p", line, { class: "note" })));
  return el("section", { class: "record made" }, parts);
}

function head(...keys) {
  return el("thead", {}, el("tr", {}, keys.map((key) => el("th", { scope: "col" }, t(key)))));
}

function meta(words) {
  return el("span", { class: "meta", dir: "auto" }, words);
}

function placeRows(model, { place, mentions, n, doubtful }, each) {
  const all = quotes(model, mentions);
  const quoted = all.filter((quote) => passageText(model.passages[quote.passage]) !== null);
  const shown = quoted.slice(0, each);
  const said = shown.reduce((sum, quote) => sum + quote.mentions.length, 0);
  const facts = [placeWords(place), t("count.mentions", { n }),
    doubtful === n ? t("sure.uncertain") : doubtful ? t("count.doubtful", { n: doubtful }) : "",
    place.area?.words ?? "", said < n ? t("count.unquoted", { n: n - said }) : ""];
  return el("tbody", {},
    el("tr", {}, el("th", { scope: "rowgroup", colspan: "2" }, el("bdi", {}, place.name), facts.filter(Boolean).map(meta))),
    shown.map((quote) => quotationRow(quotation(model, quote))));
}

function quotationRow(quote) {
  const source = [documentTitle(quote.document), dateWords(quote.document.date), quote.where,
    quote.doubtful ? t("sure.passage", { percent: quote.percent }) : "", quote.decided ? t("status.corrected") : "", quote.count > 1 ? t("count.repeated", { n: quote.count }) : ""];
  return el("tr", {}, el("td", {}, printed(quote)), el("td", { class: "source" }, source.filter(Boolean).map(meta)));
}

function printed({ text, marks }) {
  return el("blockquote", { dir: "auto" }, pieces(text, marks).map(([part, on]) => (on ? el("mark", {}, part) : part)));
}

function unplaced(model, names) {
  if (!names.length) return [];
  const rows = names.slice(0, ROWS).map(({ entry, mentions, n }) => {
    const quote = quotes(model, mentions).map((one) => quotation(model, one)).find(({ text }) => text !== null);
    return el("tr", {}, el("th", { scope: "row" }, el("bdi", {}, entry.name), meta(t("count.mentions", { n }))),
      el("td", {}, entry.reason || t(`status.${entry.status}`)), el("td", {}, quote ? printed(quote) : ""));
  });
  const rest = names.length - rows.length;
  return [el("h2", {}, t("not.placed")), el("p", { class: "note" }, t("not.placed.intro")),
    el("table", {}, head("name", "reason.unplaced", "passage"), rows),
    rest > 0 ? el("p", { class: "note" }, t("record.rest.names", { n: rest })) : ""];
}

function checks(model) {
  if (!model.checks.length) return [];
  return [el("h2", {}, t("checks")), el("p", { class: "note" }, t("checks.intro")),
    el("ul", {}, model.checks.map(([index, , , , words]) => el("li", {}, foreign("span", words), meta(documentTitle(model.documents[index])))))];
}

function documents(shown) {
  return [el("h2", {}, t("documents")), el("ul", {}, shown.map(({ document }) => el("li", {}, el("bdi", {}, documentTitle(document)),
    [document.date, document.source, document.url, document.sha256 ? `SHA-256 ${document.sha256}` : ""].filter(Boolean).map(meta))))];
}
