// The model with decisions in it: each mention's owner is what was decided, and the machine's own
// answer is kept beside it. Mentions are found by name, so that a decision touches only its own.
import { fold, wordsAround } from "./decisions.mjs";
import { codePointAt, count, countOwners, GONE, isDoubtful, mentionText, otherPlace, passageText, percent, unitAt } from "./data.mjs";

const COLUMNS_OF = ["document", "start", "end", "owner", "passage", "sure", "reason", "rivals"];
const PASSAGE_SIDE = 300;

// `words` puts an outcome into a sentence: (record) => text.
export class Decided {
  constructor(model, ledger, words) {
    Object.assign(this, { model, ledger, words, reshaped: [] });
    const m = model.mentions;
    m.decided = new Array(m.total).fill(null);
    this.machine = { owner: m.owner.slice(), sure: m.sure.slice(), reason: m.reason.slice() };
    this.entries = new Map(model.unplaced.map((entry, i) => [entryKey(entry), i]));
    this.readMachine();
    this.start();
  }

  // A page that was drawn with corrections tells what the machine had answered: for each corrected
  // mention [its number in the document, owner, certainty, reason], and nothing of one it missed.
  readMachine() {
    const { model, machine } = this;
    this.given = [];
    for (const document of model.documents) {
      for (const [number, owner = GONE, sure = 0, reason = 0] of document.machine ?? []) {
        const i = document.firstMention + number;
        this.given.push(i);
        machine.owner[i] = owner;
        machine.sure[i] = sure;
        machine.reason[i] = reason;
      }
    }
  }

  // Draws all decisions that there are; what was corrected by none of them stays as it is.
  start() {
    const names = new Set(this.ledger.records.map(({ quote }) => fold(quote.exact)));
    for (const i of this.given) {
      if (this.recordOf(i)) continue;
      for (const column of ["owner", "sure", "reason"]) this.machine[column][i] = this.model.mentions[column][i];
    }
    if (names.size || this.given.length) this.draw(names, true);
  }

  get names() {
    if (!this.byName) {
      this.byName = new Map();
      for (let i = 0; i < this.model.mentions.total; i++) {
        const name = this.nameOf(i);
        const list = this.byName.get(name);
        if (list) list.push(i);
        else this.byName.set(name, [i]);
      }
    }
    return this.byName;
  }

  // Reads names until the time is up; returns whether all are read.
  prepare(enough) {
    this.readNames ??= 0;
    while (this.readNames < this.model.mentions.total) {
      this.nameOf(this.readNames++);
      if (this.readNames % 64 === 0 && enough()) return false;
    }
    return Boolean(this.names);
  }

  nameOf(mention) {
    this.folded ??= [];
    return (this.folded[mention] ??= fold(mentionText(this.model, mention) ?? ""));
  }

  starts(mention) {
    this.codePoints ??= [];
    return (this.codePoints[mention] ??= codePointAt(this.documentOf(mention), this.model.mentions.start[mention]));
  }

  documentOf(mention) {
    return this.model.documents[this.model.mentions.document[mention]];
  }

  recordOf(mention) {
    if (!this.ledger.size) return null;
    const name = this.nameOf(mention);
    const record = this.ledger.about(this.documentOf(mention).id, this.starts(mention), name);
    if (!record || (record.scope === "mention" && fold(record.quote.exact) !== name)) return null;
    return record;
  }

  // After a change of the ledger: draws what is decided of some names; returns whether anything is
  // counted otherwise now.
  draw(names, all = false) {
    let added = false;
    for (const name of names) {
      for (const record of this.ledger.records) {
        if (record.decision === "missed" && fold(record.quote.exact) === name) added = this.addMissed(record) || added;
      }
    }
    const touched = new Set();
    const list = all ? [...Array(this.model.mentions.total).keys()] : [...names].flatMap((name) => this.names.get(name) ?? []);
    const marked = [];
    for (const i of list) {
      this.settle(i, touched);
      if (this.machine.owner[i] === GONE) marked.push(i);
    }
    for (const i of marked) for (const other of this.under(i)) this.settle(other, touched);
    if (added || all) countOwners(this.model);
    for (const owner of touched) this.recount(owner, added || all);
    return touched.size > 0;
  }

  settle(i, touched) {
    const m = this.model.mentions;
    const record = this.recordOf(i);
    let owner = this.machine.owner[i], sure = this.machine.sure[i], reason = this.machine.reason[i];
    if (record) {
      owner = this.ownerFor(record, i);
      [sure, reason] = [200, this.pooled(this.words(record))];
    } else if (owner !== GONE && this.marks(i)) owner = GONE;
    const same = m.decided[i] === record && m.owner[i] === owner && m.sure[i] === sure;
    m.decided[i] = record;
    if (same) return;
    touched.add(m.owner[i]).add(owner);
    m.owner[i] = owner;
    m.sure[i] = sure;
    m.reason[i] = reason;
  }

  // Machine's mentions that share characters with a marked one, and whether a mention is such.
  under(i) {
    const { start, end } = this.model.mentions, { firstMention, endMention } = this.documentOf(i);
    const found = [];
    for (let k = firstMention; k < endMention; k++) {
      if (k !== i && start[k] < end[i] && start[i] < end[k] && this.machine.owner[k] !== GONE) found.push(k);
    }
    return found;
  }

  marks(i) {
    const { start, end } = this.model.mentions, document = this.documentOf(i);
    if (!document.marked) return false;
    for (let k = document.firstMention; k < document.endMention; k++) {
      if (this.machine.owner[k] === GONE && start[k] < end[i] && start[i] < end[k] && this.recordOf(k)) return true;
    }
    return false;
  }

  ownerFor(record, mention) {
    if (record.place && record.decision !== "not a place" && record.decision !== "unknown") return this.placeNumber(record);
    const status = record.decision === "not a place" ? "not a place here" : "unknown";
    const entry = { name: mentionText(this.model, mention) ?? record.quote.exact, status, reason: this.words(record) };
    const key = entryKey(entry);
    if (!this.entries.has(key)) {
      this.entries.set(key, this.model.unplaced.length);
      this.model.unplaced.push({ ...entry, index: this.model.unplaced.length, mentions: [], n: 0, docs: 0 });
    }
    return -1 - this.entries.get(key);
  }

  // Places that the page did not know until now join the others.
  placeNumber({ place, quote }) {
    const { model } = this;
    const id = place.id ?? `correction:${inDegrees(place.lat)},${inDegrees(place.lon)}`;
    const known = model.byId.get(id);
    if (known) return known.index;
    const other = this.others.get(id);
    const made = {
      kind: "other", where: place.where ?? "", ...other, id, name: place.name || other?.name || quote.exact,
      lat: place.lat ?? other?.lat, lon: place.lon ?? other?.lon, names: [], index: model.places.length, mentions: [], n: 0, docs: 0, doubtful: 0, status: "placed",
    };
    model.places.push(made);
    model.byId.set(id, made);
    this.findable = undefined;
    return made.index;
  }

  get others() {
    this.byOther ??= new Map((this.model.others ?? []).map(([id], number) => [id, otherPlace(this.model, number)]));
    return this.byOther;
  }

  pooled(text) {
    const { pool } = this.model;
    this.inPool ??= new Map();
    if (!this.inPool.has(text)) this.inPool.set(text, pool.push(text) - 1);
    return this.inPool.get(text);
  }

  // Counts an owner's mentions anew, and the names that they use.
  recount(owner, grouped) {
    const { model } = this;
    const m = model.mentions;
    if (owner === GONE) return;
    if (!grouped) {
      const list = [];
      for (let i = 0; i < m.total; i++) if (m.owner[i] === owner) list.push(i);
      model.byOwner.set(owner, list);
    }
    const counted = owner >= 0 ? model.places[owner] : model.unplaced[-1 - owner];
    count(model, counted, owner);
    if (owner < 0) return;
    const names = new Map();
    for (const i of counted.mentions) {
      const name = mentionText(model, i);
      if (name && name !== counted.name) names.set(name, (names.get(name) ?? 0) + 1);
    }
    counted.names = [...names].sort((a, b) => b[1] - a[1]).map(([name]) => name);
    counted.corrected = counted.mentions.some((i) => m.decided[i]);
    counted.searchable = undefined;
    this.reshape(counted, owner);
  }

  // A place is vague as long as all its mentions are so, and what a person decides is exact.
  reshape(place, owner) {
    if (!place.area && !place.vague) return;
    place.vague ??= place.area;
    const exact = place.mentions.some((i) => this.machine.owner[i] !== owner);
    const area = exact ? undefined : place.vague;
    if (place.area !== area) this.reshaped.push(place);
    place.area = area;
  }

  // Adds the mentions of a name that the machine does not have; returns whether there were any.
  addMissed(record) {
    const spans = record.scope === "mention" ? this.spanAt(record) : this.spansOf(record);
    const fresh = spans.filter(([document, start, end]) => !this.has(document, start, end));
    for (const span of fresh) this.insert(...span);
    return fresh.length > 0;
  }

  has(document, start, end) {
    const m = this.model.mentions;
    for (let k = document.firstMention; k < document.endMention; k++) if (m.start[k] === start && m.end[k] === end) return true;
    return false;
  }

  spanAt({ document: { id }, start, quote }) {
    const document = this.model.documents.find((one) => one.id === id);
    if (!document) return [];
    const from = unitAt(document, start);
    const end = from + quote.exact.length;
    return textOf(this.model, document, from, end) === quote.exact ? [[document, from, end]] : [];
  }

  // Where a missed name stands as words of its own and under no other name.
  spansOf({ scope, document: about, quote }) {
    const found = [];
    const words = quote.exact.split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("\\s+");
    const letter = /[\p{L}\p{N}]/u;
    const pattern = new RegExp(`${letter.test(quote.exact[0]) ? "(?<![\\p{L}\\p{N}_])" : ""}${words}${letter.test(quote.exact.at(-1)) ? "(?![\\p{L}\\p{N}_])" : ""}`, "gu");
    for (const document of this.model.documents) {
      if (document.text === undefined || (scope === "document" && document.id !== about?.id)) continue;
      for (const { index, 0: name } of document.text.matchAll(pattern)) {
        if (this.free(document, index, index + name.length)) found.push([document, index, index + name.length]);
      }
    }
    return found;
  }

  free(document, start, end) {
    const m = this.model.mentions;
    for (let k = document.firstMention; k < document.endMention; k++) {
      if (m.start[k] < end && start < m.end[k] && this.machine.owner[k] !== GONE) return false;
    }
    return true;
  }

  insert(document, start, end) {
    const { model, machine } = this;
    const m = model.mentions;
    let at = document.firstMention;
    while (at < document.endMention && (m.start[at] < start || (m.start[at] === start && m.end[at] < end))) at++;
    const row = { document: document.index, start, end, owner: GONE, passage: passageAround(model, document, start, end), sure: 0, reason: 0, rivals: 0 };
    for (const column of COLUMNS_OF) m[column] = withValue(m[column], at, row[column]);
    for (const column of ["owner", "sure", "reason"]) machine[column] = withValue(machine[column], at, row[column]);
    m.decided.splice(at, 0, null);
    m.total++;
    for (const other of model.documents) {
      if (other.index > document.index) other.firstMention++;
      if (other.index >= document.index) other.endMention++;
    }
    document.names?.splice(at - document.firstMention, 0, 0);
    document.marked = true;
    this.byName = this.folded = this.codePoints = undefined;
    this.inserted = true;
  }

  // What the machine answered: a place, or why there is none; null for a name that it missed.
  machineAnswer(mention) {
    const { model, machine } = this;
    const owner = machine.owner[mention];
    if (owner === GONE) return null;
    const sure = machine.sure[mention];
    const said = { percent: Math.min(99, sure >> 1), doubtful: (sure & 1) === 1, place: null, status: "", reason: model.pool[machine.reason[mention]] };
    if (owner >= 0) return { ...said, place: model.places[owner] };
    const entry = model.unplaced[-1 - owner];
    return { ...said, status: entry.status, reason: entry.reason };
  }

  // The records by which a mention is decided: the quotation, and where it stands.
  quoteOf(mention) {
    const m = this.model.mentions;
    return quoteAt(this.model, this.documentOf(mention), m.start[mention], m.end[mention], mentionText(this.model, mention));
  }

  // The mentions that a decision about this one would be about.
  mentionsIn(scope, mention) {
    if (scope === "mention") return [mention];
    const { owner, document } = this.model.mentions;
    const same = (this.names.get(this.nameOf(mention)) ?? []).filter((i) => owner[i] !== GONE || i === mention);
    return scope === "document" ? same.filter((i) => document[i] === document[mention]) : same;
  }

  // How many mentions that would be; a name that was missed may stand elsewhere unmarked.
  countIn(scope, mention) {
    const known = this.mentionsIn(scope, mention);
    if (scope === "mention" || this.machine.owner[mention] !== GONE) return known.length;
    const { document, quote } = this.quoteOf(mention);
    const fresh = this.spansOf({ scope, document, quote }).filter((span) => !this.has(...span));
    return known.length + fresh.length;
  }

  // Decisions for a group of mentions of one name, as few as say no more than was meant.
  covering(mentions) {
    const { document } = this.model.mentions;
    const all = this.mentionsIn("everywhere", mentions[0]);
    const several = new Set(mentions.map((i) => document[i])).size > 1;
    if (all.length === mentions.length) return [[several ? "everywhere" : "document", mentions[0]]];
    const byDocument = new Map();
    for (const i of mentions) byDocument.set(document[i], [...(byDocument.get(document[i]) ?? []), i]);
    return [...byDocument.values()].flatMap((own) => {
      const whole = own.length === this.mentionsIn("document", own[0]).length;
      return whole ? [["document", own[0]]] : own.map((i) => ["mention", i]);
    });
  }

  // Names that may mean something else if this one moves away from a place: the same name with the
  // same answer, and those of the document that are near it or whose reasons name it.
  wouldMove(mention, scope) {
    const { model, machine } = this;
    const m = model.mentions, decided = new Set(this.mentionsIn(scope, mention));
    const from = machine.owner[mention];
    if (from < 0) return { same: 0, others: [] };
    const place = model.places[from], others = new Set();
    const same = this.mentionsIn("everywhere", mention).filter((i) => !decided.has(i) && !m.decided[i] && machine.owner[i] === from).length;
    const { firstMention, endMention } = this.documentOf(mention);
    for (let i = firstMention; i < endMention; i++) {
      const owner = m.owner[i];
      if (decided.has(i) || m.decided[i] || owner < 0 || owner === from) continue;
      const named = bareWords(model.pool[machine.reason[i]]).includes(` ${fold(place.name)} `);
      if (named || hangsOn(model.places[owner], place)) others.add(mentionText(model, i));
    }
    return { same, others: [...others].filter(Boolean) };
  }
}

const HANGING = new Set(["facility", "airport", "neighbourhood"]);
const NEAR = 0.4;

function hangsOn(site, town) {
  return HANGING.has(site.kind) && !town.wide && Math.abs(site.lat - town.lat) < NEAR && Math.abs(site.lon - town.lon) * Math.cos((town.lat * Math.PI) / 180) < NEAR;
}

function bareWords(reason) {
  return ` ${fold(reason ?? "").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")} `;
}

export function quoteAt(model, document, start, end, exact) {
  const text = document.text ?? null;
  const passage = text === null ? model.passages.find((one) => one.document === document && one.start <= start && end <= one.end && passageText(one) !== null) : null;
  const [prefix, suffix] = text !== null ? wordsAround(text, start, end)
    : passage ? wordsAround(passageText(passage), start - passage.start, end - passage.start) : ["", ""];
  return { document: { id: document.id, sha256: /^[0-9a-f]{64}$/.test(document.sha256 ?? "") ? document.sha256 : undefined }, start: codePointAt(document, start), quote: { exact, prefix, suffix } };
}

// Certainty of the least certain mention, and whether one is doubtful.
export function doubtOf(model, mentions) {
  return { doubtful: mentions.some((i) => isDoubtful(model, i)), percent: Math.min(...mentions.map((i) => percent(model, i))) };
}

function entryKey({ name, status, reason }) {
  return JSON.stringify([name, status, reason]);
}

// As Python writes a number.
function inDegrees(value) {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function withValue(column, at, value) {
  const longer = new Int32Array(column.length + 1);
  longer.set(column.subarray(0, at));
  longer[at] = value;
  longer.set(column.subarray(at), at + 1);
  return longer;
}

function textOf(model, document, start, end) {
  if (document.text !== undefined) return document.text.slice(start, end);
  const passage = model.passages.find((one) => one.document === document && one.start <= start && end <= one.end && passageText(one) !== null);
  return passage ? passageText(passage).slice(start - passage.start, end - passage.start) : null;
}

// The passage that holds a stretch of text; a new one is made of its sentence.
function passageAround(model, document, start, end) {
  const known = model.passages.find((one) => one.document === document && one.start <= start && end <= one.end);
  if (known) return known.index;
  const text = document.text ?? "";
  const before = text.slice(Math.max(0, start - PASSAGE_SIDE), start), after = text.slice(end, end + PASSAGE_SIDE);
  const from = start - before.length + (before.search(/[^.!?\n]*$/) || 0);
  const made = { index: model.passages.length, document, start: from + (/^\s*/.exec(text.slice(from, start))[0].length), end: end + (/[.!?\n]/.exec(after)?.index ?? after.length - 1) + 1, words: 0, count: 1, where: "", anchor: "", marks: [] };
  made.end = Math.min(made.end, text.length);
  model.passages.push(made);
  model.hits?.clear();
  return made.index;
}
