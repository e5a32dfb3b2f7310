// A document's own text, its names marked; a click on a name leads to its place and back.
import { scrollWithin } from "./frame.mjs";
import { el, button, foreign, outLink } from "./dom.mjs";
import { GONE, passageText } from "./data.mjs";
import { marked, withFound } from "./marked.mjs";
import { Follow } from "./follow.mjs";
import { foundIn } from "./query.mjs";
import { dateWords, documentTitle, safeUrl, t } from "./text.mjs";

export class Reading {
  constructor(panel, model, actions) {
    Object.assign(this, { panel, model, actions, terms: panel.found.terms, follow: new Follow(model, actions) });
    this.view = el("div", { class: "reading", hidden: true });
    panel.page("documents").append(this.view);
  }

  open({ document: source, start }) {
    this.panel.documentList.hidden = true;
    this.view.hidden = false;
    if (this.current !== source) {
      this.current = source;
      this.words = this.text(source);
      this.view.replaceChildren(
        button(`‹ ${t("back")}`, () => this.close(), { class: "link back" }),
        foreign("h2", documentTitle(source), { tabindex: "-1" }), this.about(source), this.actions.review?.marker(this) ?? "", this.follower(), this.words);
    }
    this.moveTo(start);
    this.follow.read(this.words, this.view.querySelector(".here"));
  }

  follower() {
    const box = el("input", { type: "checkbox", onchange: () => this.follow.set(box.checked) });
    box.checked = this.follow.on;
    return el("label", { class: "follow" }, box, t("follow"));
  }

  close() {
    this.follow.read(null);
    this.view.hidden = true;
    this.panel.documentList.hidden = false;
    const row = this.panel.documents.reach((item) => item.document === this.current);
    (row?.querySelector("button") ?? this.panel.search).focus();
  }

  // Other words are searched for now.
  refresh(terms) {
    const same = JSON.stringify(terms) === JSON.stringify(this.terms);
    this.terms = terms;
    if (!same) this.redraw();
  }

  // Marks the text that is open anew.
  redraw() {
    if (!this.current) return;
    const before = this.words;
    const focused = before.contains(document.activeElement) ? document.activeElement.dataset.start : null;
    this.words = this.text(this.current);
    before.replaceWith(this.words);
    if (!this.view.hidden) this.follow.read(this.words);
    if (focused !== null) this.words.querySelector(`[data-start="${focused}"]`)?.focus({ preventScroll: true });
  }

  about(source) {
    const link = safeUrl(source.url) || safeUrl(source.source);
    const parts = [dateWords(source.date), source.source].filter(Boolean);
    return el("p", { class: "meta" }, parts.map((part) => foreign("span", part)), link ? outLink(link, t("open.source")) : null);
  }

  text(source) {
    const body = el("div", { class: "text", dir: "auto", lang: source.lang });
    if (source.text === undefined) return this.excerpts(source, body);
    const m = this.model.mentions;
    const found = foundIn(source.text, this.terms);
    const part = (start, end) => withFound(source.text.slice(start, end), found, start);
    let at = 0;
    for (let i = source.firstMention; i < source.endMention; i++) {
      if (m.start[i] < at || m.owner[i] === GONE) continue;
      body.append(...part(at, m.start[i]), this.mark(part(m.start[i], m.end[i]), i));
      at = m.end[i];
    }
    body.append(...part(at));
    return body;
  }

  mark(text, mention) {
    const owner = this.model.mentions.owner[mention], start = this.model.mentions.start[mention];
    const entry = owner < 0 ? this.model.unplaced[-1 - owner] : null, place = this.model.places[owner];
    const decided = this.model.mentions.decided[mention] ? " corrected" : "";
    const made = el("mark", { class: `${entry ? "unplaced" : ""}${decided}`.trim() || null, role: "button", tabindex: "0", "data-start": start, "data-mention": mention, title: entry ? `${t("not.placed")}: ${entry.reason}` : `${place.name}, ${place.where}` }, text);
    const go = () => (entry ? this.actions.review.openMention(mention, { from: made }) : this.actions.open(place, mention, made));
    made.addEventListener("click", go);
    made.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(); }
    });
    return made;
  }

  excerpts(source, body) {
    const m = this.model.mentions;
    body.append(el("p", { class: "intro" }, t("documents.excerpts")));
    for (let p = source.firstPassage; this.model.passages[p]?.document === source; p++) {
      const passage = this.model.passages[p];
      const text = passageText(passage);
      if (text === null) continue;
      const marks = [];
      let first = null;
      for (let i = source.firstMention; i < source.endMention; i++) {
        if (m.passage[i] === p) first ??= i;
        if (m.owner[i] !== GONE && m.start[i] >= passage.start && m.end[i] <= passage.end) marks.push([m.start[i] - passage.start, m.end[i] - passage.start]);
      }
      body.append(el("p", { "data-start": passage.start, "data-mention": first }, marked(text, marks, this.terms)));
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
    scrollWithin(mark);
    mark.focus({ preventScroll: true });
  }
}
