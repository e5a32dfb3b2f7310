// The card of a place: one passage at a time, and how the place was decided.
import { quotation } from "./data.mjs";
import { button, copier, el, foreign, outLink } from "./dom.mjs";
import { marked } from "./marked.mjs";
import { mapLink, notations } from "./notations.mjs";
import { compact, isArea } from "./symbols.mjs";
import { citation, dateWords, documentTitle, idLink, placeWords, rivalWords, sourceLink, t } from "./text.mjs";

const TOGETHER = 5;

export class Card {
  // `quotes` are those that the filters leave: [{passage, mentions}].
  constructor(model, place, quotes, actions) {
    Object.assign(this, { model, place, quotes, actions });
    this.at = 0;
    this.body = el("div", { class: "card-body" });
    this.element = el("div", { class: "card", role: "dialog", "aria-labelledby": "card-name", tabindex: "-1" },
      this.header(), this.body, this.company());
    this.element.addEventListener("keydown", (event) => this.key(event));
    // A button that a click replaces is no longer inside the card when the map hears the click.
    this.element.addEventListener("click", (event) => event.stopPropagation());
  }

  header() {
    const { place } = this;
    const names = place.names.length ? el("p", { class: "names", dir: "auto" }, place.names.slice(0, 4).map((name) => `“${name}”`).join(", ")) : null;
    return el("div", { class: "head" },
      foreign("h2", place.name, { id: "card-name" }),
      el("p", { class: "meta", dir: "auto" }, placeWords(place)), names, this.counts());
  }

  // "37 mentions in 15 passages, 3 doubtful": of what the filters leave.
  counts() {
    const mentions = this.quotes.flatMap((quote) => quote.mentions);
    const doubtful = mentions.filter((i) => this.model.mentions.sure[i] & 1).length;
    const unquoted = this.quotes.filter((quote) => quotation(this.model, quote).text === null);
    const n = unquoted.reduce((sum, quote) => sum + quote.mentions.length, 0);
    const parts = [
      t("mentions.in", { mentions: t("count.mentions", { n: mentions.length }), passages: t("count.passages", { n: this.quotes.length }) }),
      doubtful ? t("count.doubtful", { n: doubtful }) : "",
      n ? t("count.unquoted", { n }) : "",
    ];
    return el("p", { class: "counts" }, parts.filter(Boolean).join(" · "));
  }

  get quote() {
    return quotation(this.model, this.quotes[this.at]);
  }

  show(at) {
    const total = this.quotes.length;
    this.at = ((at % total) + total) % total;
    const { quote } = this;
    this.body.replaceChildren(...this.parts(quote, total));
    this.actions.moved?.(this.place, quote);
  }

  parts(quote, total) {
    const words = quote.text === null
      ? el("p", { class: "unquoted" }, t("passage.unquoted", { mentions: t("count.mentions", { n: quote.n }) }))
      : el("blockquote", { dir: "auto", lang: quote.document.lang },
        marked(quote.text, quote.marks, this.actions.terms));
    const decided = this.model.mentions.decided?.[quote.speaker];
    const box = this.actions.review?.box(quote.speaker);
    return [this.pager(total), words, this.source(quote), decided ? null : this.sureness(quote), box?.element, this.decision(quote, decided), this.position(), this.buttons(quote)]
      .filter(Boolean);
  }

  pager(total) {
    if (total < 2) return null;
    return el("nav", { class: "pager", "aria-label": t("passage") },
      button("‹", () => this.step(-1, "prev"), { "aria-label": t("previous"), class: "prev" }),
      el("span", { class: "where", "aria-live": "polite" }, t("passage.of", { n: this.at + 1, total })),
      button("›", () => this.step(1, "next"), { "aria-label": t("next"), class: "next" }));
  }

  step(by, focus) {
    this.show(this.at + by);
    if (focus) this.body.querySelector(`.${focus}`)?.focus();
  }

  source(quote) {
    const date = dateWords(quote.document.date);
    const link = quote.text === null ? null : sourceLink(quote);
    return el("p", { class: "source" },
      foreign("cite", documentTitle(quote.document)),
      date ? el("span", {}, date) : null,
      quote.where ? foreign("span", quote.where) : null,
      quote.count > 1 ? el("span", {}, t("count.repeated", { n: quote.count })) : null,
      quote.n > 1 ? el("span", {}, t("count.here", { n: quote.n })) : null,
      link ? outLink(link, t("open.source")) : null);
  }

  // How sure this passage's mention is; another passage of the place may be surer.
  sureness(quote) {
    return el("p", { class: quote.doubtful ? "sure uncertain" : "sure" },
      t(quote.doubtful ? "sure.uncertain" : "sure.placed"),
      el("span", { class: "score" }, ` · ${t("score", { percent: quote.percent })}`),
      this.vague ? el("span", { class: "vague-words", dir: "auto" }, this.vague) : null);
  }

  get vague() { return this.place.area?.words ?? this.place.precision; }

  // The point in the notations of other tools; the link is the reader's to follow.
  // Other places of the same passages.
  company() {
    const { together = [], open, lines } = this.actions;
    if (!together.length) return "";
    const link = ({ place, passages }) => el("li", {}, button([foreign("span", place.name), ` ${compact(passages)}`], () => open(place), { class: "link" }));
    const list = el("ul", {}, together.slice(0, TOGETHER).map(link));
    const rest = together.slice(TOGETHER);
    const more = rest.length ? button(t("with.more", { n: rest.length }), () => {
      more.remove();
      const rows = rest.map(link);
      list.append(...rows);
      rows[0].firstChild.focus();
    }, { class: "link" }) : null;
    const toggle = lines ? button(t("with.lines"), () => toggle.setAttribute("aria-pressed", String(lines.toggle())), { class: "lines", "aria-pressed": String(lines.on) }) : null;
    return el("div", { class: "with" }, el("h3", { id: "card-with" }, t("with")), list, more, toggle);
  }

  position() {
    const { place } = this;
    if (isArea(place)) return null;
    const rows = notations(place, t).map(([label, value]) => el("div", {}, el("dt", {}, label),
      el("dd", {}, el("span", {}, value), copier(t("copy"), () => value, { class: "small", "aria-label": `${t("copy")}: ${label}` }))));
    return el("details", { class: "position" }, el("summary", {}, t("position")),
      el("dl", {}, rows), el("p", {}, outLink(mapLink(place), t("position.open"))));
  }

  decision(quote, decided) {
    const { place } = this;
    const link = idLink(place.id);
    const line = (label, value) => (value ? el("div", {}, el("dt", {}, label), value) : null);
    const others = quote.rivals.filter(({ far }) => far).map(rivalWords).join("; ");
    const named = link?.[0] ? outLink(...link) : foreign("span", link?.[1] ?? place.id);
    return el("dl", { class: "why" },
      // A reason is a sentence in the language of the page, even when it begins with a foreign name.
      line(t("reason"), !decided && quote.reason && el("dd", {}, quote.reason)), line(t("alternatives"), !decided && others && foreign("dd", others)),
      el("div", {}, el("dt", {}, t("source")), el("dd", {}, named)));
  }

  buttons(quote) {
    return el("p", { class: "actions" },
      quote.text === null ? null : copier(t("copy.citation"), () => citation(this.place, quote)),
      copier(t("copy.link"), () => this.actions.link(this.place, quote)),
      button(t("in.text"), () => this.actions.read(quote, this.place), { class: "in-text" }));
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
