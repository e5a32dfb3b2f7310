// A group of check boxes with counts: several may be chosen at once.
import { el, foreign } from "./dom.mjs";
import { LongList } from "./longlist.mjs";
import { holds, parseQuery, searchText } from "./query.mjs";
import { t } from "./text.mjs";
import { compact } from "./symbols.mjs";

const LONG = 12;
// What only decisions bring about is no choice before.
const LATE = new Set(["unknown", "reviewed"]);

export class Facet {
  // `options` are [value, words]; `changed` gets the chosen values.
  constructor(name, label, options, changed) {
    Object.assign(this, { name, options, changed, chosen: new Set(), counts: () => 0, built: new Map() });
    this.list = new LongList("ul", "options", (option) => this.row(option));
    this.element = el("fieldset", { class: "facet", id: `filter-${name}` }, el("legend", {}, label),
      options.length > LONG ? this.narrow(label) : null, this.list.element);
    this.list.show(options);
  }

  narrow(label) {
    const field = el("input", { type: "search", "aria-label": t("facet.find", { what: label }), placeholder: t("facet.find", { what: label }), autocomplete: "off" });
    field.addEventListener("input", () => {
      const terms = parseQuery(field.value);
      this.built.clear();
      this.list.show(this.options.filter(([, words]) => terms.every((term) => holds(searchText(words), term) !== term.not)), t("none.found"));
    });
    return field;
  }

  row([value, words]) {
    const box = el("input", { type: "checkbox", value });
    box.checked = this.chosen.has(value);
    box.addEventListener("change", () => {
      if (box.checked) this.chosen.add(value);
      else this.chosen.delete(value);
      this.changed([...this.chosen]);
    });
    const count = el("span", { class: "n" });
    const made = el("label", {}, box, foreign("span", words, { class: "words" }), " ", count);
    this.built.set(value, { box, count, made });
    this.paint(value);
    return el("li", {}, made);
  }

  paint(value) {
    const { count, made } = this.built.get(value);
    const n = this.counts(value);
    count.textContent = compact(n);
    made.classList.toggle("none", n === 0);
    made.hidden = n === 0 && LATE.has(value) && !this.chosen.has(value);
  }

  // Shows what is chosen and how many mentions each choice has.
  show(chosen, counts) {
    this.chosen = new Set(chosen);
    this.counts = counts;
    for (const [value, { box }] of this.built) {
      box.checked = this.chosen.has(value);
      this.paint(value);
    }
  }
}
