// Beside the map: places, names not placed, checks, documents, provenance.
import { passageText, quotation, quotes, pieces } from "./data.mjs";
import { button, el, foreign } from "./dom.mjs";
import { emptyFilter, isEmpty, select } from "./filter.mjs";
import { LongList } from "./longlist.mjs";
import { compact, isArea } from "./symbols.mjs";
import { dateWords, documentTitle, kindWords, placeWords, t } from "./text.mjs";

export class Panel {
  constructor(root, model, actions) {
    Object.assign(this, { root, model, actions });
    this.filter = emptyFilter();
    this.tabs = this.makeTabs();
    const list = el("div", { role: "tablist", "aria-label": t("panel"), class: "tabs" }, this.tabs.map((tab) => tab.tab));
    list.addEventListener("keydown", (event) => this.moveTab(event));
    this.root.append(list, ...this.tabs.map((tab) => tab.page));
    this.choose("places");
  }

  makeTabs() {
    const { model } = this;
    const make = (key, label, n, fill) => {
      const page = el("section", { role: "tabpanel", id: `tab-${key}`, "aria-labelledby": `for-${key}`, tabindex: "0", hidden: true });
      const tab = button(n === null ? label : [label, " ", el("span", { class: "n" }, compact(n))], () => this.choose(key),
        { role: "tab", id: `for-${key}`, "aria-controls": `tab-${key}` });
      return { key, tab, page, fill, filled: false };
    };
    return [
      make("places", t("places"), model.places.length, (page) => this.fillPlaces(page)),
      make("unplaced", t("not.placed"), model.unplaced.length, (page) => this.fillUnplaced(page)),
      ...(model.checks.length ? [make("checks", t("checks"), model.checks.length, (page) => this.fillChecks(page))] : []),
      make("documents", t("documents"), model.documents.length, (page) => this.fillDocuments(page)),
      make("about", t("about"), null, (page) => this.fillAbout(page)),
    ];
  }

  page(key) { return this.tabs.find((tab) => tab.key === key).page; }

  choose(key, focus = false) {
    for (const tab of this.tabs) {
      const on = tab.key === key;
      tab.tab.setAttribute("aria-selected", String(on));
      tab.tab.tabIndex = on ? 0 : -1;
      tab.page.hidden = !on;
      if (on && !tab.filled) { tab.filled = true; tab.fill(tab.page); }
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
    const search = el("input", { type: "search", id: "search", placeholder: t("search"), "aria-label": t("search"), autocomplete: "off" });
    let wait = 0;
    search.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => this.change({ query: search.value.trim() }), 120);
    });
    this.search = search;
    this.count = el("p", { class: "count", role: "status" });
    this.list = new LongList("ol", "places", (item) => this.row(item));
    page.append(el("div", { class: "find" }, search, this.filters(), this.count), this.list.element);
    this.apply();
  }

  filters() {
    const { model } = this;
    const kinds = [...new Set(model.places.map((place) => place.kind))].sort();
    const doubtful = model.places.reduce((sum, place) => sum + place.doubtful, 0);
    const mixed = doubtful > 0 && doubtful < model.places.reduce((sum, place) => sum + place.n, 0);
    const many = model.documents.length > 1;
    if (!many && kinds.length < 2 && !mixed) return null;
    const choice = (key, label, options) => {
      const made = el("select", { id: `filter-${key}`, onchange: () => this.change({ [key]: made.value }) }, el("option", { value: "" }, t("all")));
      this.choices.push(() => made.append(...options().map(([value, words]) => el("option", { value }, words))));
      return el("label", {}, label, made);
    };
    this.choices = [];
    this.clear = button(t("clear"), () => this.reset(), { class: "clear", hidden: true });
    const all = el("details", { class: "filters" }, el("summary", {}, t("filter")),
      many ? choice("document", t("document"), () => model.documents.map((d) => [d.index, documentTitle(d)])) : null,
      kinds.length > 1 ? choice("kind", t("kind"), () => kinds.map((kind) => [kind, kindWords(kind)])) : null,
      mixed ? choice("status", t("confidence"), () => ["placed", "uncertain"].map((s) => [s, t(`sure.${s}`)])) : null,
      this.clear);
    // Thousands of documents are listed when they are asked for.
    all.addEventListener("toggle", () => this.choices.splice(0).forEach((fill) => fill()), { once: true });
    return all;
  }

  reset() {
    this.search.value = "";
    for (const made of this.root.querySelectorAll(".filters select")) made.value = "";
    this.actions.cleared?.();
    this.change(emptyFilter());
  }

  change(part) {
    Object.assign(this.filter, part);
    this.apply();
  }

  apply() {
    const selection = select(this.model, this.filter);
    const n = selection.reduce((sum, item) => sum + item.passages, 0);
    this.count.textContent = t("search.result", { places: t("count.places", { n: selection.length }), passages: t("count.passages", { n }) });
    if (this.clear) this.clear.hidden = isEmpty(this.filter);
    this.selection = selection;
    this.list.show(selection, t("none.found"));
    this.actions.selected(selection);
  }

  row({ place, n, doubtful }) {
    const uncertain = doubtful === n;
    const swatch = el("span", { class: `swatch ${isArea(place) ? "area" : "dot"}${uncertain ? " uncertain" : ""}`, "aria-hidden": "true" });
    const doubt = uncertain ? t("status.uncertain") : doubtful ? t("count.doubtful", { n: doubtful }) : "";
    const words = el("span", { class: "what" }, foreign("span", place.name, { class: "name" }), " ",
      el("span", { class: "meta", dir: "auto" }, [placeWords(place), doubt].filter(Boolean).join(" · ")), " ");
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
    return [...this.list.element.querySelectorAll("button[data-id]")].find((made) => made.dataset.id === place.id) ?? null;
  }

  // Only the list scrolls, never the page: on a phone the map would be gone.
  scrollList(made) {
    const page = this.page("places");
    if (page.scrollHeight <= page.clientHeight + 1 || made.contains(document.activeElement)) return;
    const box = made.getBoundingClientRect(), frame = page.getBoundingClientRect();
    const head = page.querySelector(".find").getBoundingClientRect().height;
    if (box.top < frame.top + head) page.scrollTop -= frame.top + head - box.top;
    else if (box.bottom > frame.bottom) page.scrollTop += box.bottom - frame.bottom;
  }

  fillUnplaced(page) {
    const list = new LongList("ul", "unplaced", (entry) => this.unplacedRow(entry));
    page.append(el("p", { class: "intro" }, t("not.placed.intro")), list.element);
    list.show(this.model.unplaced);
    if (this.model.left_out) page.append(el("p", { class: "intro" }, t("about.left_out", { n: this.model.left_out })));
  }

  unplacedRow(entry) {
    const head = el("summary", {}, foreign("span", entry.name, { class: "name" }), " ",
      el("span", { class: "status" }, t(`status.${entry.status}`)), " ", el("span", { class: "n" }, compact(entry.n)));
    const details = el("details", {}, head, el("p", { class: "reason" }, entry.reason));
    details.addEventListener("toggle", () => {
      details.append(...quotes(this.model, entry.mentions).map((quote) => this.quote(quote)));
    }, { once: true });
    return el("li", {}, details);
  }

  quote(record) {
    const found = quotation(this.model, record);
    const words = found.text === null ? [t("passage.unquoted", { mentions: t("count.mentions", { n: found.n }) })]
      : pieces(found.text, found.marks).map(([text, on]) => (on ? el("mark", {}, text) : text));
    return el("blockquote", { dir: "auto", lang: found.document.lang }, words,
      el("footer", {}, button(foreign("cite", documentTitle(found.document)), () => this.actions.read(found))));
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
    this.documents = new LongList("ul", "documents", (document) =>
      el("li", {}, button([foreign("span", documentTitle(document), { class: "name" }), " ",
        el("span", { class: "meta" }, [dateWords(document.date), document.lang].filter(Boolean).join(" · "))],
      () => this.actions.read({ document, start: -1, marks: [] }))));
    page.append(this.documents.element);
    this.documents.show(this.model.documents);
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
