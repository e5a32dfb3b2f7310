// What a reader can decide about one name: right, another place, no place, not known; and what was
// decided, beside the machine's own answer.
import { mentionText, pieces, quotation } from "./data.mjs";
import { SCOPES } from "./decisions.mjs";
import { button, el, foreign } from "./dom.mjs";
import { documentTitle, placeWords, t } from "./text.mjs";

let boxCount = 0;

export class DecideBox {
  // `queue` is the group of mentions that is decided together, or null.
  constructor(review, mention, { queue = null, open = false } = {}) {
    Object.assign(this, { review, mention, queue, open, changing: false });
    this.number = ++boxCount;
    this.element = el("section", { class: "decide", "aria-label": t("review") });
    this.element.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.open && !this.queue) { event.stopPropagation(); this.toggle(false); } });
    this.draw();
  }

  get record() { return this.review.decided.recordOf(this.mention); }

  get owner() { return this.review.model.mentions.owner[this.mention]; }

  get place() { return this.owner >= 0 ? this.review.model.places[this.owner] : null; }

  get name() { return mentionText(this.review.model, this.mention) ?? ""; }

  draw() {
    const { record } = this;
    this.scope = record?.scope ?? this.review.scope(this.mention);
    this.element.replaceChildren(...[
      record ? this.told(record) : null,
      !record || this.changing || this.queue ? this.buttons(record) : null,
      this.open ? this.choice() : null,
      this.queue ? null : this.scopes(record),
      record ? this.note(record) : null,
    ].flat().filter(Boolean));
  }

  // "Corrected by you", and what the machine had said.
  told(record) {
    const machine = this.review.decided.machineAnswer(this.mention);
    const answer = !machine ? t("review.machine.missed")
      : machine.place ? [el("bdi", {}, machine.place.name), machine.place.where ? [", ", el("bdi", {}, machine.place.where)] : "", ` · ${t("score", { percent: machine.percent })}`]
        : t(`status.${machine.status}`);
    const who = record.own ? t("review.by.you") : record.who ? t("review.by", { who: record.who }) : t("review.by.reviewer");
    const other = this.review.conflictAbout(record);
    return [
      el("p", { class: "verdict" }, el("b", {}, el("span", { class: "tick", "aria-hidden": "true" }, "✓"), t(`review.done.${record.decision === "missed" && !record.place ? "named" : record.decision}`), " · ", who),
        record.when ? el("time", { datetime: record.when }, shownTime(record.when)) : null),
      el("dl", { class: "why" }, el("div", {}, el("dt", {}, t("review.machine")), el("dd", {}, answer, machine?.reason ? el("span", { class: "meta" }, machine.reason) : null)),
        other ? el("div", {}, el("dt", {}, t("review.disputed")), foreign("dd", this.review.opinion(other))) : null),
      el("p", { class: "actions" },
        button(t("review.withdraw"), () => this.review.withdraw(this.mention, this), { class: "withdraw" }),
        this.queue ? null : button(t("review.change"), () => { this.changing = !this.changing; this.open = false; this.redraw(".change"); }, { class: "change", "aria-expanded": String(this.changing) }),
        this.queue ? null : button(t("review.save.map"), () => this.review.saveMap(), { class: "save-map" })),
    ];
  }

  buttons(record) {
    const { review, mention } = this;
    const key = (letter) => (this.queue ? el("kbd", { "aria-hidden": "true" }, letter) : null);
    const decide = (verdict) => review.decide(this, verdict);
    return el("p", { class: "actions verdicts" },
      this.place && !record ? button([t("review.right"), key("y")], () => decide("right"), { class: "right" }) : null,
      this.queue ? null : button(t(this.place ? "review.another" : "review.place.it"), () => this.toggle(!this.open), { class: "another", "aria-expanded": String(this.open) }),
      review.decided.machineAnswer(mention) ? button([t("review.no.place"), key("x")], () => decide("not a place"), { class: "no-place", "aria-pressed": record ? String(record.decision === "not a place") : null }) : null,
      button([t("review.not.known"), key("d")], () => decide("unknown"), { class: "not-known", "aria-pressed": record ? String(record.decision === "unknown") : null }));
  }

  toggle(open) {
    this.open = open;
    if (!open) {
      this.review.page.stage.dock(false);
      this.review.ghosts.clear(true);
    }
    this.redraw(open ? ".choose button, .choose input" : ".another");
  }

  redraw(focus) {
    this.draw();
    this.element.querySelector(focus)?.focus({ preventScroll: true });
    this.review.page.stage.place();
    const card = this.element.closest(".card");
    if (card && this.open) card.scrollTop += this.element.getBoundingClientRect().top - card.getBoundingClientRect().top;
  }

  choice() {
    const { review, mention } = this;
    const moving = review.decided.wouldMove(mention, this.scope);
    const same = moving.same ? t("review.move.same", { n: moving.same, name: this.name }) : "";
    const others = moving.others.length ? t("review.move.others", { names: moving.others.slice(0, 8).join(", ") }) : "";
    return [
      review.chooserFor(this, {
        take: (place) => review.decide(this, "place", place),
        pick: () => review.pick(this),
      }),
      same || others ? el("p", { class: "what-if" }, [same, others, t("review.move.again")].filter(Boolean).join(" ")) : null,
    ];
  }

  // One choice, before a decision and after it.
  scopes(record) {
    const { decided } = this.review;
    const several = this.review.model.documents.length > 1;
    const numbers = Object.fromEntries(SCOPES.map((scope) => [scope, decided.countIn(scope, this.mention)]));
    const offered = SCOPES.filter((scope) => scope === "mention" || (scope === "document" && numbers.document > 1) || (scope === "everywhere" && several) || scope === record?.scope);
    if (offered.length < 2) return null;
    const choices = offered.map((scope) => el("label", {},
      el("input", { type: "radio", name: `scope-${this.number}`, value: scope, checked: scope === this.scope, onchange: () => this.rescope(scope) }),
      t(`review.scope.${scope}`, { n: numbers[scope] })));
    return el("fieldset", { class: "scopes" }, el("legend", {}, t("review.scope")), choices);
  }

  rescope(scope) {
    this.scope = scope;
    this.review.chosenScope = scope;
    if (this.record) this.review.rescope(this, scope);
  }

  note(record) {
    const id = `note-${this.number}`;
    const area = el("textarea", { id, rows: "2", maxlength: "5000", dir: "auto", onchange: () => this.review.noteOn(this.mention, area.value) });
    area.value = record.note ?? "";
    return el("details", { class: "note", open: Boolean(record.note) }, el("summary", {}, t("review.note")), el("label", { for: id, class: "offscreen" }, t("review.note")), area);
  }
}

function shownTime(when) {
  const time = new Date(when);
  return Number.isNaN(time.getTime()) ? "" : new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "medium", timeStyle: "short" }).format(time);
}

// A name that is on no place: what is said of it, its sentence, and what can be decided.
export class NameCard {
  constructor(review, mention, open) {
    const { model } = review;
    const m = model.mentions, owner = m.owner[mention];
    const quote = quotation(model, { passage: m.passage[mention], mentions: [mention] });
    const entry = owner < 0 ? model.unplaced[-1 - owner] : null;
    this.box = review.box(mention, { open });
    this.mention = mention;
    this.element = el("div", { class: "card name-card", role: "dialog", "aria-labelledby": "card-name", tabindex: "-1" },
      el("div", { class: "head" }, foreign("h2", mentionText(model, mention) ?? "", { id: "card-name" }),
        el("p", { class: "meta" }, entry ? `${t("not.placed")} · ${t(`status.${entry.status}`)}` : placeWords(model.places[owner]))),
      quoted(quote), el("p", { class: "source" }, foreign("cite", documentTitle(quote.document))),
      entry && !m.decided[mention] ? el("p", { class: "meta" }, entry.reason) : null, this.box?.element,
      el("p", { class: "actions" }, button(t("in.text"), () => review.page.read(quote))));
    this.element.addEventListener("click", (event) => event.stopPropagation());
    this.element.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); review.page.close(); } });
  }
}

export function quoted(quote) {
  if (quote.text === null) return el("p", { class: "unquoted" }, t("passage.unquoted", { mentions: t("count.mentions", { n: quote.n }) }));
  return el("blockquote", { dir: "auto", lang: quote.document.lang }, pieces(quote.text, quote.marks).map(([text, on]) => (on ? el("mark", {}, text) : text)));
}
