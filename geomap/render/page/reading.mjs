// A document's own text, its names marked; a click on a name leads to its place and back.
import { el, button, foreign, outLink } from "./dom.mjs";
import { pieces, quotation } from "./data.mjs";
import { dateWords, documentTitle, safeUrl, t } from "./text.mjs";

export class Reading {
  constructor(page, model, actions) {
    Object.assign(this, { page, model, actions });
    this.view = el("div", { class: "reading", hidden: true });
    page.append(this.view);
  }

  open({ document: source, start }) {
    const list = this.page.querySelector(".documents");
    list.hidden = true;
    this.view.hidden = false;
    if (this.current !== source) {
      this.current = source;
      this.view.replaceChildren(
        button(`‹ ${t("back")}`, () => this.close(), { class: "link back" }),
        foreign("h2", documentTitle(source), { tabindex: "-1" }), this.about(source), this.text(source));
    }
    this.moveTo(start);
  }

  close() {
    this.view.hidden = true;
    this.page.querySelector(".documents").hidden = false;
    this.page.querySelector(".documents button")?.focus();
  }

  about(source) {
    const link = safeUrl(source.url) || safeUrl(source.source);
    const parts = [dateWords(source.date), source.source].filter(Boolean);
    return el("p", { class: "meta" }, parts.map((part) => foreign("span", part)), link ? outLink(link, t("open.source")) : null);
  }

  text(source) {
    const body = el("div", { class: "text", dir: "auto", lang: source.lang });
    if (source.text === undefined) return this.excerpts(source, body);
    let at = 0;
    const marks = source.marks ?? [];
    for (let i = 0; i < marks.length; i += 3) {
      const [start, end, owner] = marks.slice(i, i + 3);
      if (start < at) continue;
      body.append(source.text.slice(at, start), this.mark(source, start, end, owner));
      at = end;
    }
    body.append(source.text.slice(at));
    return body;
  }

  mark(source, start, end, owner) {
    const text = source.text.slice(start, end);
    if (owner < 0) {
      const entry = this.model.unplaced[-1 - owner];
      return el("mark", { class: "unplaced", "data-start": start, title: `${t("not.placed")}: ${entry.reason}` }, text);
    }
    const place = this.model.places[owner];
    const made = el("mark", { role: "button", tabindex: "0", "data-start": start, title: `${place.name}, ${place.where}` }, text);
    const go = () => this.actions.open(place, this.quoteAt(place, source, start), made);
    made.addEventListener("click", go);
    made.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(); }
    });
    return made;
  }

  quoteAt(place, source, start) {
    const found = place.quotes.findIndex((record) => record[0] === source.index && record[1] <= start
      && start < (typeof record[2] === "number" ? record[2] : record[1] + record[2].length));
    return Math.max(found, 0);
  }

  excerpts(source, body) {
    const records = this.model.places.flatMap((place) => place.quotes.filter((record) => record[0] === source.index));
    const unique = [...new Map(records.map((record) => [record[1], record])).values()].sort((a, b) => a[1] - b[1]);
    body.append(el("p", { class: "intro" }, t("documents.excerpts")));
    for (const record of unique) {
      const quote = quotation(this.model, record);
      body.append(el("p", { "data-start": quote.start }, pieces(quote.text, quote.marks).map(([text, on]) => (on ? el("mark", {}, text) : text))));
    }
    return body;
  }

  moveTo(start) {
    for (const mark of this.view.querySelectorAll(".here")) mark.classList.remove("here");
    if (start < 0) {
      this.view.querySelector("h2").focus();
      return;
    }
    const all = [...this.view.querySelectorAll("[data-start]")];
    const mark = all.findLast((made) => +made.dataset.start <= start) ?? all[0];
    if (!mark) return;
    mark.classList.add("here");
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }
}
