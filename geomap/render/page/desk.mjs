// The tab in which names are reviewed one after the other, and where decisions are kept and saved.
import { NUMBERED, options } from "./choose.mjs";
import { mentionText, quotation } from "./data.mjs";
import { DecideBox, quoted } from "./decide.mjs";
import { targetOf } from "./decisions.mjs";
import { announce, button, el, foreign } from "./dom.mjs";
import { LongList } from "./longlist.mjs";
import { isReviewed, nextOpen, progress, reviewQueue } from "./queue.mjs";
import { SHEET } from "./stage.mjs";
import { documentTitle, t } from "./text.mjs";

const KEYS = [["y", "right"], ["1–3", "rival"], ["x", "no.place"], ["d", "not.known"], ["j", "next"], ["k", "previous"], ["s", "split"], ["u", "undo"], ["/", "search"], ["?", "help"]];

export class Desk {
  constructor(review) {
    Object.assign(this, { review, at: -1, split: new Set(), shown: false });
  }

  // Fills the tab when it is opened first.
  fill(page) {
    this.page = page;
    this.shown = true;
    this.count = el("p", { class: "count", role: "status" });
    this.meter = el("div", { class: "meter", "aria-hidden": "true" }, el("span"));
    this.current = el("div", { class: "current", tabindex: "-1", role: "group", "aria-label": t("review.current") });
    this.current.addEventListener("keydown", (event) => this.key(event));
    this.list = new LongList("ol", "queue", (group) => this.row(group));
    this.help = el("dl", { class: "keys", hidden: true }, KEYS.map(([key, word]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(`review.key.${word}`)))));
    this.kept = el("section", { class: "kept", "aria-label": t("review.keep") });
    page.append(el("p", { class: "intro" }, t("review.intro")), el("div", { class: "done" }, this.count, this.meter), this.current, this.help, this.kept,
      el("h2", {}, t("review.queue")), this.list.element);
    this.sort();
    this.go(nextOpen(this.review.model, this.queue, -1), false);
  }

  sort() {
    this.queue = reviewQueue(this.review.decided, this.split);
    this.list.show(this.queue, t("review.empty"));
  }

  refresh() {
    this.stale = this.shown && this.page.hidden;
    if (!this.shown || this.stale) return;
    const { decided } = this.review;
    if (decided.inserted) {
      const key = this.queue[this.at]?.key;
      decided.inserted = false;
      this.sort();
      this.at = Math.max(0, this.queue.findIndex((group) => group.key === key));
    }
    const had = this.current.contains(document.activeElement);
    this.draw();
    if (had && !this.current.contains(document.activeElement)) this.current.focus({ preventScroll: true });
    for (const made of this.list.element.querySelectorAll("button[data-key]")) this.state(made, this.queue[+made.dataset.at]);
  }

  row(group) {
    const { model } = this.review;
    const at = this.queue.indexOf(group);
    const made = button([el("span", { class: "state", "aria-hidden": "true" }), el("span", { class: "what" }, foreign("span", mentionText(model, group.speaker) ?? group.name, { class: "name" }), " ", el("span", { class: "meta" }, this.answer(group)), " "),
      el("span", { class: "n" }, String(group.mentions.length), el("span", { class: "offscreen" }, ` ${t("mentions.word", { n: group.mentions.length })}`)), el("span", { class: "offscreen said" })],
      () => this.go(at, true), { "data-key": group.key, "data-at": at });
    this.state(made, group);
    return el("li", {}, made);
  }

  state(made, group) {
    const done = group && isReviewed(this.review.model, group);
    made.classList.toggle("reviewed", Boolean(done));
    made.querySelector(".state").textContent = done ? "✓" : "";
    made.querySelector(".said").textContent = done ? ` ${t("review.reviewed")}` : "";
    if (this.queue[this.at] === group) made.setAttribute("aria-current", "true");
    else made.removeAttribute("aria-current");
  }

  // What the machine answered, in a few words.
  answer(group) {
    const said = this.review.decided.machineAnswer(group.speaker);
    if (!said) return "";
    if (!said.place) return t(`status.${said.status}`);
    return [[said.place.name, said.place.where].filter(Boolean).join(", "), said.doubtful ? t("status.uncertain") : "", t("score", { percent: said.percent })].filter(Boolean).join(" · ");
  }

  go(at, focus) {
    if (!focus || !this.queue.length) this.review.ghosts.clear(true);
    if (!this.queue.length) return this.draw();
    this.at = Math.max(0, Math.min(at, this.queue.length - 1));
    this.draw();
    if (!focus) return;
    this.current.focus({ preventScroll: true });
    this.current.scrollIntoView({ block: matchMedia(SHEET).matches ? "start" : "nearest" });
    this.showOnMap();
  }

  advance(group) {
    const { model } = this.review;
    const done = this.queue.indexOf(group);
    this.go(nextOpen(model, this.queue, done < 0 ? this.at : done), true);
    const { done: n, total } = progress(model, this.queue);
    announce(`${t("review.progress", { n, total })}. ${mentionText(model, this.group.speaker) ?? ""}: ${this.answer(this.group)}`);
  }

  get group() { return this.queue[this.at]; }

  draw() {
    const { review } = this, { model } = review;
    const { done, total } = progress(model, this.queue);
    this.count.textContent = t("review.progress", { n: done, total });
    this.meter.firstChild.style.inlineSize = `${total ? (100 * done) / total : 0}%`;
    this.drawKept();
    const { group } = this;
    if (!group) { this.current.replaceChildren(el("p", { class: "empty" }, t("review.empty"))); return; }
    const mention = group.speaker;
    const quote = quotation(model, { passage: model.mentions.passage[mention], mentions: [mention] });
    this.box = new DecideBox(review, mention, { queue: group, open: false });
    const said = review.decided.machineAnswer(mention);
    const documents = new Set(group.mentions.map((i) => model.mentions.document[i])).size;
    const searching = this.searching;
    this.current.replaceChildren(...[
      foreign("h2", mentionText(model, mention) ?? group.name),
      el("p", { class: "meta", dir: "auto" }, this.answer(group)),
      quoted(quote),
      el("p", { class: "source" }, button(foreign("cite", documentTitle(quote.document)), () => review.page.read(quote), { class: "link" })),
      said?.reason ? el("p", { class: "meta reason" }, said.reason) : null,
      group.mentions.length > 1 ? el("p", { class: "together" }, t("review.together", { mentions: t("count.mentions", { n: group.mentions.length }), documents: t("count.documents", { n: documents }) }), " ",
        button(t("review.split"), () => this.splitUp(), { class: "link" })) : null,
      this.rivals(mention), this.box.element, searching ? this.search() : null,
      el("p", { class: "actions steps" }, button(["‹ ", t("review.previous"), el("kbd", { "aria-hidden": "true" }, "k")], () => this.go(this.at - 1, true), { class: "back" }), button([t("review.next"), " ›", el("kbd", { "aria-hidden": "true" }, "j")], () => this.go(this.at + 1, true), { class: "on" }),
        button([t("review.key.search"), el("kbd", { "aria-hidden": "true" }, "/")], () => this.openSearch(), { class: "open-search", "aria-expanded": String(Boolean(searching)) }), button([t("review.key.help"), el("kbd", { "aria-hidden": "true" }, "?")], () => this.toggleHelp(), { class: "open-help", "aria-expanded": String(!this.help.hidden) })),
    ].filter(Boolean));
  }

  rivals(mention) {
    const found = options(this.review.decided, mention).slice(0, NUMBERED);
    if (!found.length) return null;
    return el("ol", { class: "rivals", "aria-label": t("alternatives") }, found.map((place, i) => {
      const words = [place.name, place.where].filter(Boolean).join(", ");
      const score = place.perMille >= 0 ? t("score", { percent: place.perMille < 5 ? "<1" : Math.round(place.perMille / 10) }) : "";
      const made = button([el("kbd", { class: "key", "aria-hidden": "true" }, String(i + 1)), el("span", { class: "what", dir: "auto" }, words, " ", el("span", { class: "meta" }, score))], () => this.take(place), { class: "rival" });
      for (const type of ["mouseenter", "focus"]) made.addEventListener(type, () => this.review.ghosts.light(i));
      return el("li", {}, made);
    }));
  }

  // The map shows where the name is and what else it may mean.
  showOnMap() {
    const { review, group } = this;
    const { page } = review;
    if (page.stage.open) page.close(false);
    const place = review.model.places[review.model.mentions.owner[group.speaker]];
    const rivals = options(review.decided, group.speaker).slice(0, NUMBERED);
    const sight = review.ghosts.sight();
    if (place) page.aim(sight, place);
    page.symbols.select(place ?? null);
    review.ghosts.show(rivals, place, (rival) => this.take(rival), 0, sight);
    this.onMap = true;
  }

  enter() {
    if (!this.stale) return;
    this.page.hidden = false;
    this.refresh();
  }

  // Another tab is looked at.
  leave() {
    if (!this.onMap) return;
    const { page } = this.review;
    this.review.ghosts.clear(true);
    page.symbols.select(page.place ?? null);
    this.onMap = false;
  }

  take(place) {
    this.searching = false;
    this.review.decideGroup(this.group, "place", place);
  }

  openSearch() {
    this.searching = !this.searching;
    this.draw();
    (this.current.querySelector(".other-place") ?? this.current).focus({ preventScroll: true });
  }

  search() {
    const { review } = this;
    const box = this.box;
    return this.review.chooserFor(box, {
      listed: false,
      take: (place) => this.take(place),
      pick: () => review.pick(box),
    });
  }

  splitUp() {
    const { group } = this;
    this.split.add(group.sense);
    this.sort();
    this.go(Math.max(0, this.queue.findIndex((other) => other.sense === group.sense)), true);
    announce(t("review.split.done", { n: group.mentions.length }));
  }

  toggleHelp() {
    this.help.hidden = !this.help.hidden;
    this.current.querySelector(".open-help")?.setAttribute("aria-expanded", String(!this.help.hidden));
  }

  // Keys work only while the current name has the focus, and not while something is typed.
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("input, textarea")) {
      if (event.key !== "Escape") return;
      this.openSearch();
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const { review, group } = this;
    const decide = (verdict) => review.decideGroup(group, verdict);
    const rival = options(review.decided, group.speaker)[+event.key - 1];
    const said = review.decided.machineAnswer(group.speaker);
    const act = {
      j: () => this.go(this.at + 1, true), k: () => this.go(this.at - 1, true), x: () => decide("not a place"), d: () => decide("unknown"),
      y: () => (said?.place ? review.decideGroup(group, "place", said.place) : announce(t("review.no.answer"))),
      s: () => { if (group.mentions.length > 1) this.splitUp(); },
      u: () => this.back(), "/": () => this.openSearch(), "?": () => this.toggleHelp(),
    }[event.key] ?? (/^[1-3]$/.test(event.key) && rival ? () => this.take(rival) : null);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // Takes the last step back and returns to the name that it was about.
  back() {
    const step = this.review.ledger.past.at(-1);
    if (!step) return;
    const before = this.queue.map((group) => isReviewed(this.review.model, group));
    this.review.step("undo");
    const at = this.queue.findIndex((group, i) => before[i] !== isReviewed(this.review.model, group));
    if (at >= 0) this.go(at, true);
    else this.current.focus({ preventScroll: true });
  }

  // Where decisions are kept, by whom, and all of them in a list.
  drawKept() {
    if (this.kept.contains(document.activeElement) && document.activeElement.tagName === "INPUT") return;
    const { review } = this, { keeper, ledger } = review;
    const who = el("input", { id: "reviewer", autocomplete: "name", maxlength: "200", dir: "auto", onchange: () => keeper.remember(who.value.trim()) });
    who.value = keeper.preference.who;
    const keep = el("input", { type: "checkbox", id: "keep", checked: keeper.on, disabled: !keeper.works, onchange: () => { keeper.choose(keep.checked); if (keep.checked) review.keep(); told.textContent = words(); review.drawBar(); } });
    const words = () => t(!keeper.works ? "review.keep.fails" : keeper.on ? "review.keep.on" : "review.keep.off");
    const told = el("p", { class: "meta", id: "keep-told" }, words());
    keep.setAttribute("aria-describedby", "keep-told");
    const open = this.kept.querySelector(".decisions")?.open ?? false;
    this.kept.replaceChildren(
      el("label", { for: "reviewer" }, t("review.who"), who),
      el("label", { class: "check", for: "keep" }, keep, t("review.keep")), told,
      el("p", { class: "actions" }, button(t("review.save.map"), () => review.saveMap(), { class: "strong" }), button(t("review.save.csv"), () => review.saveCsv())),
      ledger.size ? el("details", { class: "decisions", open }, el("summary", {}, t("review.all", { n: ledger.size })), el("ul", {}, ledger.records.slice(-200).reverse().map((record) => this.decision(record)))) : "");
  }

  decision(record) {
    const { review } = this;
    const about = [t(`review.scope.short.${record.scope}`), record.own ? t("review.by.you") : record.who || t("review.by.reviewer")].join(" · ");
    return el("li", {}, foreign("b", record.quote.exact), ": ", foreign("span", review.opinionWords(record)), " ", el("span", { class: "meta" }, about), record.note ? foreign("span", record.note, { class: "meta note-text" }) : null,
      button(t("review.withdraw"), () => { review.takeBack(targetOf(record)); this.current.focus({ preventScroll: true }); }, { class: "link" }));
  }
}
