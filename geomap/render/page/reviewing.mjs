// Reviews: decisions are made, drawn at once, kept, taken back and saved.
import { chooser, placeRecord } from "./choose.mjs";
import { mentionText } from "./data.mjs";
import { DecideBox, NameCard } from "./decide.mjs";
import { Decided } from "./decided.mjs";
import { Ledger, LIMITS, mergeDecisions, parseDecisions, SCOPES, targetOf } from "./decisions.mjs";
import { Desk } from "./desk.mjs";
import { announce, button, el } from "./dom.mjs";
import { Ghosts } from "./ghosts.mjs";
import { correctedName, Keeper, saveCsv, saveText } from "./keep.mjs";
import { marker } from "./marking.mjs";
import { SHEET } from "./stage.mjs";
import { t } from "./text.mjs";

// The sentence that stands for a decision; the same as geomap writes itself.
function decisionWords({ decision, place, quote }) {
  if (place && decision !== "unknown" && decision !== "not a place") {
    return t(decision === "right" ? "review.reason.right" : "review.reason.place", { name: place.name ?? quote.exact });
  }
  return t(`review.reason.${decision}`);
}

function stamp({ when }, target) {
  return `${when ?? ""} ${target}`;
}

export class Review {
  constructor(model, pristine) {
    Object.assign(this, { model, pristine, page: null, chosenScope: null });
    this.keeper = new Keeper(model.digest);
    const file = parseDecisions(document.getElementById("decisions")?.textContent);
    const kept = this.keeper.load();
    this.carried = new Map(file.records.map((record) => [targetOf(record), record]));
    this.withdrawn = kept.withdrawn;
    const standing = file.records.filter((record) => !kept.withdrawn.has(stamp(record, targetOf(record))));
    const { records, conflicts } = mergeDecisions(standing, kept.records.map((record) => ({ ...record, own: true })));
    Object.assign(this, { conflicts, dropped: file.dropped });
    this.ledger = new Ledger(records);
    this.decided = new Decided(model, this.ledger, decisionWords);
  }

  // Joins the page that is built, before its map takes the room that is left. A page in another page's frame shows decisions only.
  attach(page) {
    this.page = page;
    this.readOnly = page.embedded;
    if (this.readOnly) return;
    this.bar = el("div", { class: "review-bar", role: "group", "aria-label": t("review"), hidden: true });
    document.querySelector(".top").append(this.bar);
    this.desk = new Desk(this);
    this.drawBar();
    addEventListener("beforeunload", (event) => { if (this.unsaved) event.preventDefault(); });
    addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.closest("input, textarea")) {
        event.preventDefault();
        this.step(event.shiftKey ? "redo" : "undo");
      }
    });
  }

  // Whether closing the page would lose work.
  get unsaved() {
    return Boolean(this.changed) && !this.keeper.on;
  }

  get ghosts() {
    return (this.pins ??= new Ghosts(this.page.map, document.querySelector(".map-area")));
  }

  get own() { return this.ledger.records.filter((record) => record.own); }

  box(mention, options) {
    // A file of decisions holds no longer names.
    const long = (mentionText(this.model, mention) ?? "").length > LIMITS.name;
    return this.readOnly || long ? null : new DecideBox(this, mention, options);
  }

  // The scope chosen last; at first all of a document, where a name means one place as a rule.
  scope(mention) {
    if (this.chosenScope) return this.chosenScope;
    return this.decided.mentionsIn("document", mention).length > 1 ? "document" : "mention";
  }

  // What a decision says; that the machine's own place is right needs no other word.
  made(mention, scope, verdict, place) {
    const { decided } = this;
    const machine = decided.machineAnswer(mention);
    let decision = verdict;
    if (!machine && (verdict === "place" || verdict === "right")) decision = "missed";
    else if (verdict === "place" && machine.place?.id === place.id) decision = "right";
    const quote = decided.quoteOf(mention);
    const chosen = verdict === "right" ? this.model.places[this.model.mentions.owner[mention]] : place;
    return {
      ...quote, decision, scope, place: chosen ? placeRecord(chosen, quote.quote.exact) : undefined,
      who: this.keeper.preference.who, when: new Date().toISOString(), note: "", own: true,
    };
  }

  // Narrower decisions about this very mention give way; others stay as exceptions.
  narrower(mention, scope) {
    const { decided } = this;
    return this.ledger.all(decided.documentOf(mention).id, decided.starts(mention), decided.nameOf(mention)).filter((record) => SCOPES.indexOf(record.scope) < SCOPES.indexOf(scope));
  }

  decide(box, verdict, place) {
    const { mention } = box;
    if (box.queue) return this.decideGroup(box.queue, verdict, place);
    const before = this.decided.recordOf(mention);
    const record = this.made(mention, box.scope, verdict, place);
    if (before?.note && before.own) record.note = before.note;
    this.ghosts.clear();
    this.change([record], this.narrower(mention, box.scope), { mention, said: decisionWords(record) });
  }

  decideGroup(group, verdict, place) {
    const records = this.decided.covering(group.mentions).map(([scope, mention]) => this.made(mention, scope, verdict, place));
    const replaced = group.mentions.map((i) => this.decided.recordOf(i)).filter((record) => record && !records.some((made) => targetOf(made) === targetOf(record)));
    this.change(records, replaced, { said: decisionWords(records[0]) });
    this.desk.advance(group);
  }

  rescope(box, scope) {
    const before = this.decided.recordOf(box.mention);
    const { document, start, quote } = this.decided.quoteOf(box.mention);
    const record = { ...before, document, start, quote, scope, when: new Date().toISOString(), own: true, who: this.keeper.preference.who };
    this.change([record], [before], { mention: box.mention, said: t("review.rescoped", { n: this.decided.mentionsIn(scope, box.mention).length }) });
  }

  noteOn(mention, note) {
    const record = this.decided.recordOf(mention);
    if (record && (record.note ?? "") !== note) this.change([{ ...record, note }], [], { quiet: true });
  }

  withdraw(mention, box) {
    const record = this.decided.recordOf(mention);
    if (record) this.change([], [record], { mention: box?.queue ? null : mention, said: t("review.withdrawn") });
  }

  takeBack(target) {
    const record = this.ledger.held.get(target);
    if (record) this.change([], [record], { said: t("review.withdrawn") });
  }

  chooserFor(box, actions) {
    return chooser(this, box.mention, { name: box.name, home: box.place, ...actions });
  }

  opinionWords(record) {
    return decisionWords(record);
  }

  // A stretch of a text that the machine has not read as a name.
  mark(document, start, end, exact, quote) {
    const record = { ...quote, quote: { ...quote.quote, exact }, decision: "missed", scope: "mention", who: this.keeper.preference.who, when: new Date().toISOString(), note: "", own: true };
    this.change([record], [], { said: t("review.marked", { name: exact }) });
    const mention = this.find(document.index, start, end);
    if (mention !== null) this.openMention(mention, { open: true });
    return mention;
  }

  find(document, start, end) {
    const m = this.model.mentions, { firstMention, endMention } = this.model.documents[document];
    for (let i = firstMention; i < endMention; i++) if (m.start[i] === start && m.end[i] === end) return i;
    return null;
  }

  step(which) {
    const names = this.ledger[which]();
    if (names) this.drawn(names, { said: t(`review.${which}.done`) });
  }

  change(records, withdrawn, { mention = null, said, quiet = false }) {
    this.drawn(this.ledger.change(records, withdrawn), { mention, said, quiet });
  }

  // Draws what has changed, keeps it and says so. `mention` is what the open card speaks of.
  drawn(names, { mention = null, said, quiet = false }) {
    const m = this.model.mentions;
    const speaks = mention ?? this.page.shownMention();
    const where = speaks === null ? null : [m.document[speaks], m.start[speaks], m.end[speaks]];
    this.decided.draw(names);
    this.keep();
    this.changed = true;
    const open = this.page.stage.open && where ? this.find(...where) : null;
    // The card of the mention is made anew once, below.
    if (open !== null && !quiet) this.page.place = this.page.card = null;
    if (!quiet) this.page.redraw();
    this.drawBar();
    if (!quiet && open !== null) this.openMention(open, { focus: mention !== null, keep: mention === null });
    this.desk?.refresh();
    if (said && !quiet) announce(`${said} ${this.counted()}`);
  }

  keep() {
    const held = this.ledger.held;
    const taken = [...this.carried].filter(([target]) => !held.has(target)).map(([target, record]) => stamp(record, target));
    this.keeper.save(this.own, taken);
  }

  counted() {
    return t("count.corrections", { n: this.ledger.size });
  }

  // Opens the card of a mention: its place's, or that of a name without one.
  openMention(mention, { from = null, open = false, focus = true, keep = false } = {}) {
    const { page, model } = this;
    const focused = document.activeElement;
    const owner = model.mentions.owner[mention];
    const opener = page.opener;
    if (owner >= 0 && model.places[owner].n && !open) page.open(model.places[owner], { mention, from: from ?? opener, move: !keep });
    else page.openName(new NameCard(this, mention, open), from ?? opener);
    if (!focus && focused?.isConnected) focused.focus({ preventScroll: true });
    if (open) page.stage.card.querySelector(".choose input, .choose button")?.focus({ preventScroll: true });
  }

  // Chooses a position on the map for a name; the card steps aside meanwhile.
  pick(box) {
    const { page } = this, { stage } = page;
    this.ghosts.clear();
    const home = stage.home;
    if (home) home.hidden = true;
    const inSheet = matchMedia(SHEET).matches;
    if (inSheet) document.documentElement.classList.remove("with-sheet");
    const start = box.place ? page.symbols.position(box.place) : page.map.getCenter();
    if (!page.map.getBounds().contains(start)) page.map.setView(start, page.map.getZoom(), { animate: false });
    announce(t("review.pick.help"));
    this.ghosts.pick(start, (position) => {
      if (home) home.hidden = false;
      if (inSheet && home) document.documentElement.classList.add("with-sheet");
      if (position) this.decide(box, "place", { id: null, name: box.name, ...position });
      else (box.element.querySelector(".another, .verdicts button") ?? stage.card)?.focus({ preventScroll: true });
    });
  }

  conflictAbout(record) {
    const target = targetOf(record);
    return this.conflicts.find(({ used }) => targetOf(used) === target)?.other ?? null;
  }

  opinion(record) {
    return [record.who || t("review.by.reviewer"), decisionWords(record)].join(": ");
  }

  // Everything that is decided, with the reviewer's name where there is none yet.
  written() {
    const { who } = this.keeper.preference;
    return this.ledger.records.map((record) => (record.own && !record.who && who ? { ...record, who } : record));
  }

  saveMap() {
    this.changed = false;
    saveText(correctedName(), "text/html;charset=utf-8", this.pristine.html(this.written()));
    announce(t("review.saved", { name: correctedName() }));
  }

  saveCsv() {
    this.changed = false;
    saveCsv(this.written());
    announce(t("review.saved", { name: "corrections.csv" }));
  }

  drawBar() {
    if (!this.bar) return;
    const focused = this.bar.contains(document.activeElement) ? document.activeElement.className : "";
    const { ledger } = this;
    const steps = (which, list) => button(t(`review.${which}`), () => this.step(which), { class: which, "aria-disabled": String(!list.length) });
    this.bar.hidden = !ledger.size && !ledger.past.length && !ledger.future.length;
    const kept = this.keeper.on ? "" : ` · ${t("review.not.kept")}`;
    this.bar.replaceChildren(el("span", { class: "counted" }, this.counted(), kept), steps("undo", ledger.past), steps("redo", ledger.future),
      button(t("review.save.map"), () => this.saveMap(), { class: "strong save-map" }), button(t("review.save.csv"), () => this.saveCsv(), { class: "save-csv" }));
    if (focused) this.bar.querySelector(`.${focused.split(" ").at(-1)}`)?.focus();
  }

  // Beside a text that is read: how to mark a name that was missed.
  marker(reading) {
    return this.readOnly ? null : marker(this, reading);
  }
}
