// The popup of a place: one passage at a time, and how the place was decided.
import { pieces, quotation } from "./data.mjs";
import { announce, button, copy, el, foreign, outLink } from "./dom.mjs";
import { citation, dateWords, documentTitle, idLink, placeWords, sourceLink, t } from "./text.mjs";

export class Card {
  constructor(model, place, quotes, actions) {
    Object.assign(this, { model, place, actions });
    this.quotes = quotes;
    this.at = 0;
    this.body = el("div", { class: "card-body" });
    this.element = el("div", { class: "card", role: "dialog", "aria-labelledby": "card-name", tabindex: "-1" },
      this.header(), this.body);
    this.element.addEventListener("keydown", (event) => this.key(event));
    // A button that a click replaces is no longer inside the popup when the map hears the click.
    this.element.addEventListener("click", (event) => event.stopPropagation());
    this.show(0);
  }

  header() {
    const { place } = this;
    const names = place.names.length ? el("p", { class: "names", dir: "auto" }, place.names.slice(0, 4).map((name) => `“${name}”`).join(", ")) : null;
    return el("div", { class: "head" },
      foreign("h2", place.name, { id: "card-name" }),
      el("p", { class: "meta", dir: "auto" }, placeWords(place)), names,
      this.sureness());
  }

  sureness() {
    const { place } = this;
    const uncertain = place.status === "uncertain";
    return el("p", { class: uncertain ? "sure uncertain" : "sure" },
      t(uncertain ? "sure.uncertain" : "sure.placed"),
      el("span", { class: "score" }, ` · ${t("score", { percent: Math.min(99, Math.round(place.score * 100)) })}`),
      place.area ? el("span", { class: "vague-words", dir: "auto" }, place.area.words) : null);
  }

  get quote() {
    return quotation(this.model, this.place.quotes[this.quotes[this.at]]);
  }

  show(at) {
    const total = this.quotes.length;
    this.at = ((at % total) + total) % total;
    const { quote } = this;
    this.body.replaceChildren(...this.parts(quote, total));
    this.actions.moved?.(this.place, this.quotes[this.at]);
  }

  parts(quote, total) {
    const words = el("blockquote", { dir: "auto", lang: quote.document.lang },
      pieces(quote.text, quote.marks).map(([text, marked]) => (marked ? el("mark", {}, text) : text)));
    return [this.pager(total), words, this.source(quote), this.decision(quote), this.buttons(quote)]
      .filter(Boolean);
  }

  pager(total) {
    const hidden = this.place.more ? el("span", { class: "more" }, t("more", { n: this.place.more })) : null;
    const where = el("span", { class: "where", "aria-live": "polite" }, t("passage.of", { n: this.at + 1, total }));
    if (total < 2) return hidden ? el("nav", { class: "pager" }, hidden) : null;
    return el("nav", { class: "pager", "aria-label": t("passage") },
      button("‹", () => this.step(-1, "prev"), { "aria-label": t("previous"), class: "prev" }),
      where,
      button("›", () => this.step(1, "next"), { "aria-label": t("next"), class: "next" }), hidden);
  }

  step(by, focus) {
    this.show(this.at + by);
    if (focus) this.body.querySelector(`.${focus}`)?.focus();
  }

  source(quote) {
    const date = dateWords(quote.document.date);
    const link = sourceLink(quote);
    return el("p", { class: "source" },
      foreign("cite", documentTitle(quote.document)),
      date ? el("span", {}, date) : null,
      quote.where ? foreign("span", quote.where) : null,
      quote.count > 1 ? el("span", {}, t("count.repeated", { n: quote.count })) : null,
      link ? outLink(link, t("open.source")) : null);
  }

  decision(quote) {
    const { place } = this;
    const link = idLink(place.id);
    const line = (label, value) => (value ? el("div", {}, el("dt", {}, label), foreign("dd", value)) : null);
    return el("dl", { class: "why" },
      line(t("reason"), quote.reason),
      line(t("alternatives"), quote.others),
      el("div", {}, el("dt", {}, t("source")), el("dd", {}, link ? outLink(...link) : foreign("span", place.id))));
  }

  buttons(quote) {
    return el("p", { class: "actions" },
      this.copier(t("copy.citation"), () => citation(this.place, quote)),
      this.copier(t("copy.link"), () => this.actions.link(this.place, this.quotes[this.at])),
      button(t("in.text"), () => this.actions.read(quote, this.place)));
  }

  copier(label, text) {
    const made = button(label, async () => {
      const done = t(await copy(text()) ? "copied" : "copied.failed");
      made.textContent = done;
      announce(done);
      made.focus();
      setTimeout(() => { made.textContent = label; }, 1800);
    });
    return made;
  }

  key(event) {
    if (event.target.closest("summary, a") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") this.actions.close();
    else if (event.key === "ArrowRight" && this.quotes.length > 1) this.step(1, "next");
    else if (event.key === "ArrowLeft" && this.quotes.length > 1) this.step(-1, "prev");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
