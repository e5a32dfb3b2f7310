// What a search finds, in parts, and in which order lists stand.
import { el } from "./dom.mjs";
import { LongList } from "./longlist.mjs";
import { documentTitle, t } from "./text.mjs";

const PASSAGES = 3;

const nameOf = ({ place, entry, document }) => place?.name ?? entry?.name ?? documentTitle(document);
const byName = (a, b) => nameOf(a).localeCompare(nameOf(b), document.documentElement.lang);
const ORDERS = {
  found: null,
  mentions: (a, b) => b.n - a.n,
  name: byName,
  doubtful: (a, b) => b.doubtful - a.doubtful,
  documents: (a, b) => b.place.docs - a.place.docs,
  status: (a, b) => a.entry.status.localeCompare(b.entry.status),
  date: (a, b) => (a.document.date ? 0 : 1) - (b.document.date ? 0 : 1) || (a.document.date ?? "").localeCompare(b.document.date ?? ""),
};

// A choice of orders; `apply` sorts a copy, the order that was asked for first.
export class Sorter {
  constructor(id, orders, changed) {
    this.select = el("select", { id: `sort-${id}`, onchange: changed }, orders.map((order) => el("option", { value: order }, t(`sort.${order}`))));
    this.element = el("label", { class: "sort" }, t("sort"), this.select);
  }

  apply(items) {
    const order = ORDERS[this.select.value];
    return order ? [...items].sort((a, b) => order(a, b) || byName(a, b)) : items;
  }
}

// The places tab: without words one list of places, else a part for each kind of find.
export class Results {
  // `rows` makes the row of each kind of item: {place, quote, unplaced, document}.
  constructor(rows, changed) {
    this.sorter = new Sorter("places", ["mentions", "name", "doubtful", "documents"], changed);
    const part = (key, tag, list, row, options) => {
      const made = { key, list: new LongList(tag, list, row, options), head: el("h2", {}) };
      made.element = el("section", { class: "part", hidden: true }, made.head, made.list.element);
      return made;
    };
    this.parts = [
      part("named", "ol", "places", rows.place),
      part("passages", "ul", "passages", rows.quote, { first: PASSAGES, auto: false }),
      part("within", "ol", "places", rows.place),
      part("others", "ol", "places", rows.place),
      part("unplaced", "ul", "unplaced", rows.unplaced, { first: 10, auto: false }),
      part("documents", "ul", "documents", rows.document, { first: 10, auto: false }),
    ];
    this.empty = el("p", { class: "empty", hidden: true }, t("none.found"));
    this.element = el("div", { class: "results" }, this.sorter.element, this.empty, this.parts.map((made) => made.element));
  }

  show({ places, unplaced, documents, words, terms }) {
    const asked = terms.some((term) => !term.not);
    const items = {
      named: asked ? places.filter(({ named }) => named === 2) : places,
      within: places.filter(({ named }) => named === 1),
      passages: words,
      others: asked ? places.filter(({ named }) => !named) : [],
      unplaced: asked ? unplaced : [],
      documents: asked ? documents : [],
    };
    for (const { key, list, head, element } of this.parts) {
      const sorted = ["named", "within", "others"].includes(key) ? this.sorter.apply(items[key]) : items[key];
      element.hidden = !sorted.length;
      head.hidden = !asked;
      head.textContent = `${t(`find.${key}`)} (${sorted.length})`;
      list.show(sorted);
    }
    this.empty.hidden = Object.values(items).some((found) => found.length);
    this.sorter.element.hidden = places.length < 2;
  }
}

// "The place Mosul (37) · 15 passages with the word"
export function resultWords({ places, unplaced, passages, words, terms }) {
  const wanted = terms.filter((term) => !term.not);
  if (!wanted.length) return t("search.result", { places: t("count.places", { n: places.length }), passages: t("count.passages", { n: passages }) });
  const named = places.filter((item) => item.named === 2), within = places.filter((item) => item.named === 1);
  const mentions = named.reduce((sum, { n }) => sum + n, 0);
  return [
    named.length === 1 ? t("find.place", { name: named[0].place.name, mentions }) : "",
    named.length > 1 ? t("find.places", { n: named.length, mentions }) : "",
    within.length ? t("find.there", { n: within.length }) : "",
    words.length ? t(wanted.length > 1 ? "find.words" : "find.word", { n: words.length }) : "",
    unplaced.length ? t("count.unplaced", { n: unplaced.length }) : "",
  ].filter(Boolean).join(" · ") || t("none");
}
