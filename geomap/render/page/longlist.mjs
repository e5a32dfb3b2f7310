// A list that grows as its end comes near: thousands of rows are not built before they are seen.
import { button, el } from "./dom.mjs";
import { t } from "./text.mjs";

const FIRST = 60;
const STEP = 120;

export class LongList {
  // `auto`: it grows by itself; else only by its button.
  constructor(tag, name, row, { first = FIRST, auto = true } = {}) {
    Object.assign(this, { row, first, auto, items: [], built: 0 });
    this.element = el(tag, { class: name });
    this.more = el("li", { class: "rest" });
    // Hidden lists do not meet the window, so they do not grow.
    this.watch = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) this.grow(); }, { rootMargin: "600px" });
  }

  show(items, empty) {
    this.items = items;
    this.built = 0;
    this.element.replaceChildren();
    if (!items.length && empty) this.element.append(el("li", { class: "empty" }, empty));
    this.grow(this.first);
  }

  grow(by = STEP) {
    const next = this.items.slice(this.built, this.built + by);
    this.watch.disconnect();
    this.more.remove();
    this.element.append(...next.map((item, i) => this.numbered(this.row(item), this.built + i)));
    this.built += next.length;
    const rest = this.items.length - this.built;
    if (!rest) return;
    this.more.replaceChildren(button(t("rest.show", { n: rest }), () => this.growFocused(), { class: "all" }));
    this.element.append(this.more);
    if (this.auto) this.watch.observe(this.more);
  }

  numbered(row, at) {
    row.setAttribute("aria-setsize", this.items.length);
    row.setAttribute("aria-posinset", at + 1);
    return row;
  }

  growFocused() {
    const last = this.more.previousElementSibling;
    this.grow();
    last?.nextElementSibling?.querySelector("button, summary, a")?.focus();
  }

  // Builds rows up to and with that of the item, and returns it.
  reach(test) {
    const at = this.items.findIndex(test);
    while (at >= this.built) this.grow();
    return at < 0 ? null : this.element.children[at];
  }
}
