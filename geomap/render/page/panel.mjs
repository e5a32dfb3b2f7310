// Beside the map: places, names not placed, checks, documents, provenance.
import { quotation, pieces } from "./data.mjs";
import { announce, button, el, foreign } from "./dom.mjs";
import { emptyFilter, isEmpty, select } from "./filter.mjs";
import { compact, isArea } from "./symbols.mjs";
import { dateWords, documentTitle, kindWords, placeWords, t } from "./text.mjs";

const FIRST = 150;

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
      const page = el("section", { role: "tabpanel", id: `tab-${key}`, "aria-labelledby": `for-${key}`, tabindex: "-1", hidden: true });
      const tab = button([label, n === null ? "" : el("span", { class: "n" }, compact(n))], () => this.choose(key),
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
    this.list = el("ol", { class: "places" });
    page.append(el("div", { class: "find" }, search, this.filters(), this.count), this.list);
    this.apply();
  }

  filters() {
    const { model } = this;
    const kinds = [...new Set(model.places.map((place) => place.kind))].sort();
    const statuses = [...new Set(model.places.map((place) => place.status))];
    const many = model.documents.length > 1;
    if (!many && kinds.length < 2 && statuses.length < 2) return null;
    const choice = (key, label, options) => {
      const made = el("select", { id: `filter-${key}`, onchange: () => this.change({ [key]: made.value }) },
        el("option", { value: "" }, t("all")),
        options.map(([value, words]) => el("option", { value }, words)));
      return el("label", {}, label, made);
    };
    this.clear = button(t("clear"), () => this.reset(), { class: "clear", hidden: true });
    return el("details", { class: "filters" }, el("summary", {}, t("filter")),
      many ? choice("document", t("document"), model.documents.map((d) => [d.index, documentTitle(d)])) : null,
      kinds.length > 1 ? choice("kind", t("kind"), kinds.map((kind) => [kind, kindWords(kind)])) : null,
      statuses.length > 1 ? choice("status", t("confidence"), statuses.map((s) => [s, t(`sure.${s}`)])) : null,
      this.clear);
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
    const unseen = (item) => (isEmpty(this.filter) ? item.place.more ?? 0 : 0);
    const n = selection.reduce((sum, item) => sum + item.quotes.length + unseen(item), 0);
    const words = t("search.result", { places: t("count.places", { n: selection.length }), passages: t("count.passages", { n }) });
    if (this.count) this.count.textContent = words;
    if (this.clear) this.clear.hidden = isEmpty(this.filter);
    this.selection = selection;
    this.fillList(FIRST);
    this.actions.selected(selection);
  }

  fillList(most) {
    const rows = this.selection.slice(0, most).map((item) => this.row(item));
    const rest = this.selection.length - rows.length;
    if (!rows.length) rows.push(el("li", { class: "empty" }, t("none.found")));
    if (rest > 0) rows.push(el("li", {}, button(t("first.shown", { n: this.selection.length }), () => this.fillList(Infinity), { class: "all" })));
    this.list.replaceChildren(...rows);
  }

  row({ place, n, quotes }) {
    const uncertain = place.status === "uncertain";
    const swatch = el("span", { class: `swatch ${isArea(place) ? "area" : "dot"}${uncertain ? " uncertain" : ""}`, "aria-hidden": "true" });
    const words = el("span", { class: "what" }, foreign("span", place.name, { class: "name" }),
      el("span", { class: "meta", dir: "auto" }, [placeWords(place), uncertain ? t("status.uncertain") : ""].filter(Boolean).join(" · ")));
    const made = button([swatch, words, el("span", { class: "n", title: t("count.mentions", { n }) }, compact(n))],
      () => this.actions.open(place, quotes[0], made), { "data-id": place.id });
    return el("li", {}, made);
  }

  mark(place) {
    for (const made of this.root.querySelectorAll(".places button[aria-current]")) made.removeAttribute("aria-current");
    if (!place || !this.list) return;
    const made = [...this.list.querySelectorAll("button[data-id]")].find((b) => b.dataset.id === place.id);
    made?.setAttribute("aria-current", "true");
    if (made && !made.contains(document.activeElement)) made.scrollIntoView({ block: "nearest" });
  }

  fillUnplaced(page) {
    page.append(el("p", { class: "intro" }, t("not.placed.intro")));
    page.append(el("ul", { class: "unplaced" }, this.model.unplaced.map((entry) => {
      const head = el("summary", {}, foreign("span", entry.name, { class: "name" }),
        el("span", { class: "status" }, t(`status.${entry.status}`)), el("span", { class: "n" }, compact(entry.n)));
      const details = el("details", {}, head, foreign("p", entry.reason, { class: "reason" }));
      details.addEventListener("toggle", () => {
        if (details.open && !details.querySelector("blockquote")) details.append(...entry.quotes.map((q) => this.quote(q)));
      });
      return el("li", {}, details);
    })));
    if (this.model.left_out) page.append(el("p", { class: "intro" }, t("about.left_out", { n: this.model.left_out })));
  }

  quote(record) {
    const found = quotation(this.model, record);
    return el("blockquote", { dir: "auto", lang: found.document.lang },
      pieces(found.text, found.marks).map(([text, on]) => (on ? el("mark", {}, text) : text)),
      el("footer", {}, button(foreign("cite", documentTitle(found.document)), () => this.actions.read(found))));
  }

  fillChecks(page) {
    page.append(el("p", { class: "intro" }, t("checks.intro")));
    page.append(el("ul", { class: "checks" }, this.model.checks.map(([index, start, end, , words]) => {
      const document = this.model.documents[index];
      const quote = { document, start, text: document.text ? document.text.slice(start, end) : "", marks: [] };
      return el("li", {}, foreign("p", words, { class: "words" }),
        quote.text ? el("blockquote", { dir: "auto" }, quote.text) : null,
        button(foreign("cite", documentTitle(document)), () => this.actions.read(quote), { class: "link" }));
    })));
  }

  fillDocuments(page) {
    page.append(el("ul", { class: "documents" }, this.model.documents.map((document) =>
      el("li", {}, button([foreign("span", documentTitle(document), { class: "name" }),
        el("span", { class: "meta" }, [dateWords(document.date), document.lang].filter(Boolean).join(" · "))],
      () => this.actions.read({ document, start: -1, marks: [] }))))));
  }

  fillAbout(page) {
    const p = this.model.provenance;
    const line = (label, values) => (values?.length ? [el("dt", {}, label), ...values.map((value) => foreign("dd", value))] : []);
    const warnings = this.model.warnings.map(([index, words]) => `${documentTitle(this.model.documents[index])}: ${words}`);
    page.append(
      el("p", {}, t("about.program", { version: p.version })),
      el("p", {}, p.asked.length ? t("about.online", { names: p.asked.join(", ") }) : t("about.offline")),
      el("p", {}, p.tiles ? t("about.tiles", { host: p.tiles }) : t("about.requests")),
      el("p", {}, t(this.model.borders === "none" ? "borders.none" : "borders.note")),
      el("p", {}, t("about.corrections")),
      el("dl", {}, ...line(t("about.created"), [p.created]), ...line(t("about.recognizer"), p.recognizers), ...line(t("about.gazetteer"), p.gazetteers),
        ...line(t("about.options"), p.options), ...line(t("about.sources"), this.model.attribution), ...line(t("about.warnings"), warnings)),
      el("h3", {}, t("documents")),
      el("ul", { class: "hashes" }, this.model.documents.map((document) => el("li", {},
        foreign("span", document.source || documentTitle(document)), el("code", {}, document.sha256 ? `SHA-256 ${document.sha256}` : ""),
        (document.notes ?? []).map((note) => foreign("span", note))))));
  }

  found(words) { announce(words); }
}
