// Above the lists: search, filters, what they leave, and what can be done with it.
import { button, el } from "./dom.mjs";
import { Facet } from "./facet.mjs";
import { isEmpty, STATUSES, tally } from "./filter.mjs";
import { groupName } from "./groups.mjs";
import { dateWords, documentTitle, kindWords, t } from "./text.mjs";

const MOST_CHIPS = 3;

export class Find {
  // `change` takes a part of the filter, `clear` none; `tools` are elements for the last line.
  constructor(model, { change, clear, tools = [] }) {
    Object.assign(this, { model, change, facets: new Map() });
    this.search = el("input", { type: "search", id: "search", placeholder: t("search"), "aria-label": t("search"), "aria-describedby": "search-help", autocomplete: "off" });
    let wait = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => change({ query: this.search.value.trim() }), 120);
    });
    this.count = el("p", { class: "count", role: "status" });
    this.chips = el("div", { class: "chips" });
    this.clear = button(t("clear"), () => { clear(); this.search.focus(); }, { class: "clear", hidden: true });
    this.help = el("p", { class: "help", id: "search-help" }, t("search.help"));
    this.element = el("div", { class: "find", role: "search" }, this.search, this.filters() ?? el("div", { hidden: true }, this.help),
      this.chips, el("div", { class: "state" }, this.count, this.clear), tools);
  }

  filters() {
    const { model } = this;
    const kinds = [...new Set(model.places.map((place) => place.kind))].sort((a, b) => kindWords(a).localeCompare(kindWords(b)));
    const doubtful = model.places.reduce((sum, place) => sum + place.doubtful, 0);
    const states = { placed: model.places.reduce((sum, place) => sum + place.n, 0) - doubtful, uncertain: doubtful, unplaced: model.unplaced.length };
    const statuses = STATUSES.filter((status) => states[status] !== 0);
    const make = [
      model.documents.length > 1 && ["documents", t("document"), () => model.documents.map((document) => [document.index, documentTitle(document)])],
      kinds.length > 1 && ["kinds", t("kind"), () => kinds.map((kind) => [kind, kindWords(kind)])],
      model.mentions.total > 0 && ["statuses", t("confidence"), () => statuses.map((status) => [status, t(`filter.${status}`)])],
    ].filter(Boolean);
    if (!make.length) return null;
    const body = el("div", { class: "facets" }, this.help);
    this.details = el("details", { class: "filters" }, el("summary", {}, t("filter")), body);
    this.details.addEventListener("toggle", () => {
      if (!this.facets.size) {
        for (const [name, label, options] of make) this.facets.set(name, new Facet(name, label, options(), (chosen) => this.change({ [name]: chosen })));
        body.append(...[...this.facets.values()].map(({ element }) => element));
      }
      this.showFacets();
    });
    return this.details;
  }

  // `counts` are those of `tally` when somebody has asked for them already.
  show(filter, words, counts = null) {
    this.filter = filter;
    if (document.activeElement !== this.search) this.search.value = filter.query;
    this.count.textContent = words;
    const chips = this.chipsOf(filter);
    this.chips.replaceChildren(...chips);
    this.chips.hidden = !chips.length;
    this.clear.hidden = isEmpty(filter);
    this.showFacets(counts);
  }

  showFacets(counts = null) {
    if (!this.details?.open || !this.filter) return;
    const n = counts ?? tally(this.model, this.filter);
    const of = { documents: (value) => n.documents[value], kinds: (value) => n.kinds.get(value) ?? 0, statuses: (value) => n.statuses.get(value) ?? 0 };
    for (const [name, facet] of this.facets) facet.show(this.filter[name], of[name]);
  }

  // While the dates are played nobody wants to hear each count.
  quiet(on) {
    this.count.setAttribute("aria-live", on ? "off" : "polite");
  }

  chipsOf(filter) {
    return filterParts(this.model, filter).filter(({ part }) => !("query" in part)).map(({ words, part }) => {
      const made = button([el("bdi", {}, words), el("span", { "aria-hidden": "true" }, " ×")], () => {
        const at = [...this.chips.children].indexOf(made);
        this.change(part);
        const next = this.chips.children[Math.min(at, this.chips.children.length - 1)];
        (next?.getClientRects().length ? next : this.search).focus();
      }, { class: "chip-button", "aria-label": t("filter.remove", { what: words }) });
      return made;
    });
  }
}

// What is filtered by, in words: [{words, part}]; `part` is the change that takes it away.
export function filterParts(model, filter) {
  const out = [];
  const add = (words, part) => out.push({ words, part });
  const several = (name, label, word) => {
    const chosen = filter[name];
    if (chosen.length > MOST_CHIPS) add(t("filter.several", { what: label, n: chosen.length }), { [name]: [] });
    else for (const value of chosen) add(word(value), { [name]: chosen.filter((other) => other !== value) });
  };
  if (filter.query) add(t("filter.query", { query: filter.query }), { query: "" });
  several("documents", t("document"), (index) => documentTitle(model.documents[index]));
  several("kinds", t("kind"), kindWords);
  several("statuses", t("confidence"), (status) => t(`filter.${status}`));
  const { from, to } = filter;
  if (from || to) add(rangeWords(from, to), { from: "", to: "", undated: false });
  if (filter.a || filter.b) {
    add([filter.a, filter.b].filter(Boolean).map((key) => groupName(model, key)).join(" | "), { a: "", b: "" });
  }
  return out;
}

export function rangeWords(from, to) {
  if (from === to) return dateWords(from);
  if (!to) return t("filter.since", { when: dateWords(from) });
  if (!from) return t("filter.until", { when: dateWords(to) });
  return t("filter.between", { from: dateWords(from), to: dateWords(to) });
}
