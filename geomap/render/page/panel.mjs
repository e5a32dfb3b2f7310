// Beside the map: places, names not placed, checks, documents, provenance.
import { Compare } from "./compare.mjs";
import { passageText, quotation, quotes } from "./data.mjs";
import { button, el, foreign } from "./dom.mjs";
import { emptyFilter, isEmpty, survey } from "./filter.mjs";
import { Find } from "./find.mjs";
import { groupings } from "./groups.mjs";
import { LongList } from "./longlist.mjs";
import { marked } from "./marked.mjs";
import { Results, resultWords, Sorter } from "./results.mjs";
import { compact, isArea } from "./symbols.mjs";
import { dateWords, documentTitle, placeWords, t } from "./text.mjs";

// Those that decisions leave: a place may have lost all its names.
function standing(list) {
  return list.filter(({ n }) => n);
}

export class Panel {
  constructor(root, model, actions) {
    Object.assign(this, { root, model, actions });
    this.filter = emptyFilter();
    this.tabs = this.makeTabs();
    const list = el("div", { role: "tablist", "aria-label": t("panel"), class: "tabs" }, this.tabs.map((tab) => tab.tab));
    list.addEventListener("keydown", (event) => this.moveTab(event));
    this.find = new Find(model, { change: (part) => this.change(part), clear: () => this.reset(), tools: actions.tools });
    this.root.append(this.find.element, list, ...this.tabs.map((tab) => tab.page));
    this.choose("places");
    this.apply();
  }

  makeTabs() {
    const { model } = this;
    const make = (key, label, n, fill, show = null) => {
      const page = el("section", { role: "tabpanel", id: `tab-${key}`, "aria-labelledby": `for-${key}`, tabindex: "0", hidden: true });
      const count = n === null ? null : el("span", { class: "n" }, compact(n));
      const tab = button(count ? [label, " ", count] : label, () => this.choose(key), { role: "tab", id: `for-${key}`, "aria-controls": `tab-${key}` });
      return { key, tab, page, fill, show, count, filled: false, stale: true };
    };
    return [
      make("places", t("places"), standing(model.places).length, (page) => this.fillPlaces(page), (found) => this.results.show(found)),
      make("unplaced", t("not.placed"), standing(model.unplaced).length, (page) => this.fillUnplaced(page), (found) => this.showUnplaced(found)),
      ...(model.checks.length ? [make("checks", t("checks"), model.checks.length, (page) => this.fillChecks(page))] : []),
      make("documents", t("documents"), model.documents.length, (page) => this.fillDocuments(page), (found) => this.showDocuments(found)),
      ...(this.actions.review.desk ? [make("review", t("review"), null, (page) => this.actions.review.desk.fill(page))] : []),
      make("about", t("about"), null, (page) => this.fillAbout(page)),
    ];
  }

  get search() { return this.find.search; }
  get list() { return this.results.parts[0].list; }

  page(key) { return this.tabs.find((tab) => tab.key === key).page; }

  choose(key, focus = false) {
    if (!this.tabs.some((tab) => tab.key === key)) return;
    this.tab = key;
    this.actions.moved?.();
    const desk = this.actions.review?.desk;
    if (key === "review") desk?.enter();
    else desk?.leave();
    for (const tab of this.tabs) {
      const on = tab.key === key;
      tab.tab.setAttribute("aria-selected", String(on));
      tab.tab.tabIndex = on ? 0 : -1;
      tab.page.hidden = !on;
      if (on && !tab.filled) { tab.filled = true; tab.fill(tab.page); }
      if (on) this.refresh(tab);
      if (on && focus) tab.tab.focus();
    }
  }

  moveTab(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const rtl = getComputedStyle(this.root).direction === "rtl" ? -1 : 1;
    const at = this.tabs.findIndex((tab) => tab.tab.getAttribute("aria-selected") === "true");
    this.choose(this.tabs[(at + step * rtl + this.tabs.length) % this.tabs.length].key, true);
    event.preventDefault();
  }

  fillPlaces(page) {
    this.results = new Results({
      place: (item) => this.row(item), quote: (number) => this.passageRow(number),
      unplaced: (item) => this.unplacedRow(item), document: (item) => this.documentRow(item),
    }, () => this.results.show(this.found));
    page.append(this.results.element);
  }

  reset() {
    this.change(emptyFilter());
  }

  change(part) {
    Object.assign(this.filter, part);
    this.apply();
  }

  // A filter from an address.
  set(filter) {
    this.find.search.value = filter.query;
    this.change(filter);
  }

  // Asks every mention again; lists of tabs that nobody has looked at wait.
  apply() {
    const found = (this.found = survey(this.model, this.filter));
    this.selection = found.places;
    const counts = this.actions.asked?.(found, this.filter) ?? null;
    this.find.show(this.filter, resultWords(found), counts);
    for (const tab of this.tabs) {
      if (tab.count && this.found[tab.key]) tab.count.textContent = compact(this.found[tab.key].length);
      tab.stale = true;
    }
    this.refresh(this.tabs.find((tab) => !tab.page.hidden));
    this.actions.selected(found);
  }

  refresh(tab) {
    if (!tab.stale || !this.found) return;
    tab.stale = false;
    tab.show?.(this.found);
  }

  row({ place, n, doubtful, colour }) {
    const uncertain = doubtful === n;
    const swatch = el("span", { class: `swatch ${isArea(place) ? "area" : "dot"}${uncertain ? " uncertain" : ""}${colour === undefined ? "" : ` colour-${colour}`}`, "aria-hidden": "true" });
    const doubt = uncertain ? t("status.uncertain") : doubtful ? t("count.doubtful", { n: doubtful }) : "";
    const words = el("span", { class: "what" }, foreign("span", place.name, { class: "name" }), " ",
      el("span", { class: "meta", dir: "auto" }, [placeWords(place), doubt, this.actions.colourWords?.(colour)].filter(Boolean).join(" · ")), " ");
    const made = button([swatch, words, el("span", { class: "n" }, compact(n), el("span", { class: "offscreen" }, ` ${t("mentions.word", { n })}`))],
      () => this.actions.open(place, made), { "data-id": place.id });
    if (place === this.marked) made.setAttribute("aria-current", "true");
    return el("li", {}, made);
  }

  mark(place) {
    this.marked = place;
    for (const made of this.root.querySelectorAll(".places button[aria-current]")) made.removeAttribute("aria-current");
    const made = place && this.rowOf(place);
    if (!made) return;
    made.setAttribute("aria-current", "true");
    this.scrollList(made);
  }

  rowOf(place) {
    return [...this.results.element.querySelectorAll("button[data-id]")].find((made) => made.dataset.id === place.id) ?? null;
  }

  // Only the list scrolls, never the page: on a phone the map would be gone.
  scrollList(made) {
    const page = this.page("places");
    if (page.scrollHeight <= page.clientHeight + 1 || made.contains(document.activeElement)) return;
    const box = made.getBoundingClientRect(), frame = page.getBoundingClientRect();
    if (box.top < frame.top) page.scrollTop -= frame.top - box.top;
    else if (box.bottom > frame.bottom) page.scrollTop += box.bottom - frame.bottom;
  }

  fillUnplaced(page) {
    this.unplaced = new LongList("ul", "unplaced", (item) => this.unplacedRow(item));
    this.unplacedSort = new Sorter("unplaced", ["mentions", "name", "status"], () => this.showUnplaced(this.found));
    page.append(el("p", { class: "intro" }, t("not.placed.intro")), this.unplacedSort.element, this.unplaced.element);
    if (this.model.left_out) page.append(el("p", { class: "intro" }, t("about.left_out", { n: this.model.left_out })));
  }

  showUnplaced({ unplaced }) {
    this.unplacedSort.element.hidden = unplaced.length < 2;
    this.unplaced.show(this.unplacedSort.apply(unplaced), t(isEmpty(this.filter) ? "none" : "none.found"));
  }

  unplacedRow({ entry, mentions, n }) {
    const head = el("summary", {}, foreign("span", entry.name, { class: "name" }), " ",
      el("span", { class: "status" }, t(`status.${entry.status}`)), " ", el("span", { class: "n" }, compact(n)));
    const details = el("details", {}, head, el("p", { class: "reason" }, entry.reason));
    details.addEventListener("toggle", () => {
      const { review } = this.actions;
      const place = review.readOnly ? null : button(t("review.name"), () => review.openMention(mentions[0], { from: place }), { class: "link" });
      details.append(...[place, ...quotes(this.model, mentions).map((quote) => this.quote(quote))].filter(Boolean));
    }, { once: true });
    return el("li", {}, details);
  }

  passageRow(number) {
    const passage = this.model.passages[number];
    const record = { document: passage.document, start: passage.start, text: passageText(passage), marks: [] };
    return el("li", {}, this.blockquote(record));
  }

  quote(record) {
    return this.blockquote(quotation(this.model, record));
  }

  blockquote(record) {
    const words = record.text === null ? [t("passage.unquoted", { mentions: t("count.mentions", { n: record.n }) })]
      : marked(record.text, record.marks, this.found.terms);
    return el("blockquote", { dir: "auto", lang: record.document.lang }, words,
      el("footer", {}, button(foreign("cite", documentTitle(record.document)), () => this.actions.read(record))));
  }

  fillChecks(page) {
    const list = new LongList("ul", "checks", ([index, start, end, , words]) => {
      const document = this.model.documents[index];
      const quote = { document, start, text: document.text ? document.text.slice(start, end) : "", marks: [] };
      return el("li", {}, foreign("p", words, { class: "words" }),
        quote.text ? el("blockquote", { dir: "auto" }, quote.text) : null,
        button(foreign("cite", documentTitle(document)), () => this.actions.read(quote), { class: "link" }));
    });
    page.append(el("p", { class: "intro" }, t("checks.intro")), list.element);
    list.show(this.model.checks);
  }

  fillDocuments(page) {
    this.documents = new LongList("ul", "documents", (item) => this.documentRow(item));
    this.documentSort = new Sorter("documents", ["found", "date", "name", "mentions"], () => this.showDocuments(this.found));
    this.compare = groupings(this.model).length
      ? new Compare(this.model, { change: (part) => this.change(part), open: (place, from) => this.actions.open(place, from) }) : null;
    this.documentList = el("div", {}, this.compare?.element ?? "", this.documentSort.element, this.documents.element);
    page.append(this.documentList);
  }

  showDocuments(found) {
    const { documents } = found;
    this.compare?.show(found, this.filter);
    this.documentSort.element.hidden = documents.length < 2;
    this.documents.show(this.documentSort.apply(documents), t("none.found"));
  }

  documentRow({ document, n }) {
    return el("li", {}, button([foreign("span", documentTitle(document), { class: "name" }), " ",
      el("span", { class: "meta" }, [dateWords(document.date), document.lang, t("count.mentions", { n })].filter(Boolean).join(" · "))],
    () => this.actions.read({ document, start: -1, marks: [] })));
  }

  fillAbout(page) {
    const p = this.model.provenance;
    const line = (label, values) => (values?.length ? [el("dt", {}, label), ...values.map((value) => foreign("dd", value))] : []);
    const warnings = this.model.warnings.map(([index, words]) => `${documentTitle(this.model.documents[index])}: ${words}`);
    const hashes = new LongList("ul", "hashes", (document) => el("li", {},
      foreign("span", document.source || documentTitle(document)), " ", el("code", {}, document.sha256 ? `SHA-256 ${document.sha256}` : ""),
      (document.notes ?? []).map((note) => foreign("span", note))));
    page.append(
      el("p", {}, t("about.program", { version: p.version })),
      el("p", {}, p.asked.length ? t("about.online", { names: p.asked.join(", ") }) : t("about.offline")),
      el("p", {}, p.tiles ? t("about.tiles", { host: p.tiles }) : t("about.requests")),
      el("p", {}, t(this.model.borders === "none" ? "borders.none" : "borders.note")),
      el("p", {}, t("about.corrections")),
      this.unquoted(),
      el("dl", {}, ...line(t("about.created"), [p.created]), ...line(t("about.recognizer"), p.recognizers), ...line(t("about.gazetteer"), p.gazetteers),
        ...line(t("about.options"), p.options), ...line(t("about.sources"), this.model.attribution), ...line(t("about.warnings"), warnings)),
      el("h2", {}, t("documents")), hashes.element);
    hashes.show(this.model.documents);
  }

  unquoted() {
    const n = this.model.passages.filter((passage) => passageText(passage) === null).length;
    return n ? el("p", {}, t("about.unquoted", { n })) : "";
  }
}
