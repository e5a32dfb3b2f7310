// Two groups of documents side by side: which places only one of them names.
import { button, el, foreign } from "./dom.mjs";
import { groupings, groupName, groupsOf, inGroup } from "./groups.mjs";
import { LongList } from "./longlist.mjs";
import { compact } from "./symbols.mjs";
import { placeWords, t } from "./text.mjs";

// {a, both, b}: lists of {place, na, nb}, in the order of the selection.
export function compared(model, places, { a, b }) {
  const left = inGroup(model, a), right = inGroup(model, b);
  const out = { a: [], both: [], b: [] };
  for (const { place, mentions } of places) {
    let na = 0, nb = 0;
    for (const i of mentions) {
      na += left[model.mentions.document[i]];
      nb += right[model.mentions.document[i]];
    }
    out[na && nb ? "both" : na ? "a" : "b"].push({ place, na, nb });
  }
  return out;
}

export class Compare {
  constructor(model, actions) {
    Object.assign(this, { model, actions, chosen: { a: "", b: "" }, ready: false });
    const choice = (side) => el("select", { id: `compare-${side}`, onchange: (event) => this.choose(side, event.target.value) },
      el("option", { value: "" }, t("compare.none")));
    this.selects = { a: choice("a"), b: choice("b") };
    const part = (key) => {
      const made = { head: el("h2", {}), list: new LongList("ol", "places", (item) => this.row(item), { first: 30 }) };
      made.element = el("section", { class: `part side-${key}` }, made.head, made.list.element);
      return [key, made];
    };
    this.parts = new Map(["a", "both", "b"].map(part));
    this.lists = el("div", { hidden: true }, [...this.parts.values()].map(({ element }) => element));
    this.element = el("details", { class: "compare" }, el("summary", {}, t("compare")), el("p", { class: "intro" }, t("compare.intro")),
      el("div", { class: "sides" }, ["a", "b"].map((side) => el("label", {}, el("span", { class: `swatch colour-${side === "a" ? 0 : 1}`, "aria-hidden": "true" }),
        side.toUpperCase(), this.selects[side]))), this.lists);
    this.element.addEventListener("toggle", () => this.fill());
  }

  // Thousands of documents are listed when they are asked for.
  fill() {
    if (this.filled) return;
    this.filled = true;
    const words = (by, key, n) => (by === "document" ? groupName(this.model, key) : `${groupName(this.model, key)} (${n})`);
    for (const select of Object.values(this.selects)) {
      select.append(...groupings(this.model).map((by) => el("optgroup", { label: t(`by.${by}`) },
        groupsOf(this.model, by).map(([key, n]) => el("option", { value: key }, words(by, key, n))))));
    }
  }

  // Nothing changes before both are chosen.
  choose(side, key) {
    this.chosen[side] = key;
    const { a, b } = this.chosen;
    if (a && b) this.actions.change({ a, b });
    else if (this.ready) this.actions.change({ a: "", b: "" });
  }

  show({ places }, filter) {
    const ready = Boolean(filter.a && filter.b);
    if (ready) this.chosen = { a: filter.a, b: filter.b };
    else if (this.ready && this.chosen.a && this.chosen.b) this.chosen = { a: "", b: "" };
    this.ready = ready;
    if (ready) this.fill();
    for (const [side, select] of Object.entries(this.selects)) select.value = this.chosen[side];
    if (ready) this.element.open = true;
    this.lists.hidden = !ready;
    if (!ready) return;
    const found = compared(this.model, places, filter);
    for (const [key, { head, list }] of this.parts) {
      head.replaceChildren(el("span", { class: `swatch colour-${{ a: 0, both: "several", b: 1 }[key]}`, "aria-hidden": "true" }),
        `${t(`compare.${key}`)} (${found[key].length})`);
      list.show(found[key], t("none"));
    }
  }

  row({ place, na, nb }) {
    const made = button([el("span", { class: "what" }, foreign("span", place.name, { class: "name" }), " ", foreign("span", placeWords(place), { class: "meta" }), " "),
      el("span", { class: "n" }, na && nb ? `A ${compact(na)} · B ${compact(nb)}` : compact(na + nb))], () => this.actions.open(place, made), { "data-id": place.id });
    return el("li", {}, made);
  }
}
