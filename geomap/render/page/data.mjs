// The page's data as it was embedded, given names. Offsets are UTF-16 code units.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CODE = new Map([...ALPHABET].map((letter, i) => [letter.charCodeAt(0), i]));

// The owner of a mention that nobody sees: a marked name that was taken back, or one under it.
export const GONE = -2147483648;

// What Python writes for one mention, in this order; see payload.py.
const FIELDS = ["start", "length", "owner", "passage", "sure", "reason", "rivals"];

export function readModel(raw) {
  const model = { ...raw };
  model.places = raw.places.map((place, index) => ({ names: [], where: "", ...place, index }));
  model.unplaced = raw.unplaced.map((entry, index) => ({ ...entry, index }));
  model.byId = new Map(model.places.map((place) => [place.id, place]));
  model.documents = raw.documents.map((document, index) => ({ ...document, index }));
  readPassages(model);
  readMentions(model);
  countOwners(model);
  return model;
}

// Counts the mentions of every place and every name that is not placed.
export function countOwners(model) {
  groupByOwner(model);
  model.places.forEach((place, i) => { count(model, place, i); });
  model.unplaced.forEach((entry, i) => { count(model, entry, -1 - i); });
}

// All passages in one list, a document's own together and in text order.
function readPassages(model) {
  model.passages = [];
  for (const document of model.documents) {
    document.firstPassage = model.passages.length;
    for (const [start, end, words = 0, more = 0, where = 0, anchor = 0, marks = []] of document.passages ?? []) {
      model.passages.push({ index: model.passages.length, document, start, end, words, count: more + 1, where: model.pool[where], anchor: model.pool[anchor], marks });
    }
  }
}

// Columns of numbers, one entry a mention; mentions of a document stand together, in text order.
function readMentions(model) {
  const total = model.documents.reduce((sum, { mentions = [] }) => sum + mentions.length / FIELDS.length, 0);
  const column = () => new Int32Array(total);
  const m = { total, document: column(), start: column(), end: column(), owner: column(), passage: column(), sure: column(), reason: column(), rivals: column() };
  let i = 0;
  for (const document of model.documents) {
    document.firstMention = i;
    let start = 0;
    const flat = document.mentions ?? [];
    for (let at = 0; at < flat.length; at += FIELDS.length, i++) {
      start += flat[at];
      m.document[i] = document.index;
      m.start[i] = start;
      m.end[i] = start + flat[at + 1];
      m.owner[i] = flat[at + 2];
      m.passage[i] = document.firstPassage + flat[at + 3];
      m.sure[i] = flat[at + 4];
      m.reason[i] = flat[at + 5];
      m.rivals[i] = flat[at + 6];
    }
    document.endMention = i;
  }
  model.mentions = m;
}

function groupByOwner(model) {
  const m = model.mentions;
  model.byOwner = new Map();
  for (let k = 0; k < m.total; k++) {
    const list = model.byOwner.get(m.owner[k]);
    if (list) list.push(k);
    else model.byOwner.set(m.owner[k], [k]);
  }
}

// A place counts its mentions; it is uncertain when no mention was placed with confidence.
export function count(model, owner, number) {
  const m = model.mentions;
  owner.mentions = model.byOwner.get(number) ?? [];
  owner.n = owner.mentions.length;
  owner.docs = new Set(owner.mentions.map((i) => m.document[i])).size;
  if (number < 0) return;
  owner.doubtful = owner.mentions.filter((i) => isDoubtful(model, i)).length;
  owner.status = owner.n && owner.doubtful === owner.n ? "uncertain" : "placed";
}

export function isDoubtful(model, mention) {
  return (model.mentions.sure[mention] & 1) === 1;
}

export function percent(model, mention) {
  return Math.min(99, model.mentions.sure[mention] >> 1);
}

// Mentions by passage, in text order: [{passage, mentions}].
export function quotes(model, mentions) {
  const byPassage = new Map();
  for (const i of mentions) {
    const list = byPassage.get(model.mentions.passage[i]);
    if (list) list.push(i);
    else byPassage.set(model.mentions.passage[i], [i]);
  }
  return [...byPassage].sort((a, b) => a[0] - b[0]).map(([number, list]) => ({ passage: number, mentions: list }));
}

// The words of a passage, or null when the page does not quote it.
export function passageText(passage) {
  if (typeof passage.words === "string") return passage.words;
  return passage.words === 0 && passage.document.text !== undefined ? passage.document.text.slice(passage.start, passage.end) : null;
}

// One quotation with everything that is said about it. Of several mentions in one passage the
// least certain one speaks.
export function quotation(model, { passage: number, mentions }) {
  const passage = model.passages[number];
  const speaker = mentions.reduce((a, b) => (worse(model, b, a) ? b : a));
  return {
    passage, mentions, speaker,
    document: passage.document,
    start: passage.start,
    text: passageText(passage),
    marks: marksOf(model, passage, mentions),
    count: passage.count,
    where: passage.where,
    anchor: passage.anchor,
    reason: model.pool[model.mentions.reason[speaker]],
    rivals: rivals(model, speaker),
    percent: percent(model, speaker),
    doubtful: isDoubtful(model, speaker),
    n: mentions.length,
    decided: Boolean(model.mentions.decided?.[speaker]),
  };
}

function worse(model, a, b) {
  const doubt = isDoubtful(model, a) - isDoubtful(model, b);
  return doubt > 0 || (doubt === 0 && percent(model, a) < percent(model, b));
}

function marksOf(model, passage, mentions) {
  const m = model.mentions;
  const within = (i) => m.owner[i] !== GONE && m.start[i] >= passage.start && m.end[i] <= passage.end;
  const relative = (list) => list.map((i) => [m.start[i] - passage.start, m.end[i] - passage.start]);
  const own = mentions.filter(within);
  if (own.length) return relative(own);
  const all = [];
  for (let i = passage.document.firstMention; i < passage.document.endMention; i++) if (within(i)) all.push(i);
  return all.length ? relative(all) : pairs(passage.marks);
}

// What else the name may mean, best first: those elsewhere, then those at the same place.
export function rivals(model, mention) {
  const [far, ...flat] = model.rivals?.[model.mentions.rivals[mention]] ?? [0];
  return pairs(flat).map(([number, perMille], i) => {
    return { ...otherPlace(model, number), perMille, far: i < far };
  });
}

// A place that some name may mean.
export function otherPlace(model, number) {
  const [id, name, where, lat, lon, kind, country, wide] = model.others[number];
  return { id, name, where: model.pool[where], lat, lon, kind: model.pool[kind], ...(country ? { country } : {}), ...(wide ? { wide: true } : {}) };
}

// Where a mention starts in code points, as corrections files count.
export function codePoint(model, mention) {
  return codePointAt(model.documents[model.mentions.document[mention]], model.mentions.start[mention]);
}

// Units at which characters of two units stand, in order; found once for a document.
function wideAt(document) {
  document.wideAt ??= document.text === undefined ? (document.beyond ?? []).map((at, i) => at + i)
    : Array.from(document.text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), ({ index }) => index);
  return document.wideAt;
}

export function codePointAt(document, start) {
  return start - wideAt(document).filter((at) => at < start).length;
}

// The same back: where a code point stands.
export function unitAt(document, codePoint) {
  return codePoint + wideAt(document).filter((at, i) => at - i < codePoint).length;
}

// Names that stand in words which the page leaves out are told by their number in the pool.
export function mentionText(model, mention) {
  const m = model.mentions;
  const document = model.documents[m.document[mention]];
  const told = document.names?.[mention - document.firstMention];
  if (told) return model.pool[told];
  if (document.text !== undefined) return document.text.slice(m.start[mention], m.end[mention]);
  const passage = model.passages[m.passage[mention]];
  const words = passageText(passage);
  const inside = words !== null && m.start[mention] >= passage.start && m.end[mention] <= passage.end;
  return inside ? words.slice(m.start[mention] - passage.start, m.end[mention] - passage.start) : null;
}

export function pairs(flat) {
  const out = [];
  for (let i = 0; i < flat.length; i += 2) out.push([flat[i], flat[i + 1]]);
  return out;
}

// [text, marked] pieces that add up to the text; overlapping marks become one.
export function pieces(text, marks) {
  const out = [];
  let at = 0;
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(start, at);
    const to = Math.min(end, text.length);
    if (from >= to) continue;
    if (from > at) out.push([text.slice(at, from), false]);
    out.push([text.slice(from, to), true]);
    at = to;
  }
  if (at < text.length) out.push([text.slice(at), false]);
  return out;
}

export function decodeOutlines(packed) {
  const [sx, sy, ox, oy] = packed.scale;
  const arcs = packed.arcs ? packed.arcs.split(" ").map((text) => decodeArc(text, sx, sy, ox, oy)) : [];
  const shapes = packed.shapes.map(([code, name, lat, lon, polygons]) => ({
    code, name, label: [lat, lon], polygons,
  }));
  return { arcs, shapes, borders: packed.borders, contested: packed.contested };
}

function decodeArc(text, sx, sy, ox, oy) {
  const points = [];
  let value = 0, shift = 0, x = 0, y = 0, isX = true;
  for (let i = 0; i < text.length; i++) {
    const bits = CODE.get(text.charCodeAt(i));
    value |= (bits & 31) << shift;
    if (bits & 32) { shift += 5; continue; }
    const step = value & 1 ? -(value + 1) / 2 : value / 2;
    if (isX) x += step;
    else points.push([(y += step) * sy + oy, x * sx + ox]);
    isX = !isX;
    value = shift = 0;
  }
  return points;
}

export function arcPoints(outlines, number) {
  return number >= 0 ? outlines.arcs[number] : [...outlines.arcs[~number]].reverse();
}

export function ringPoints(outlines, ring) {
  const points = [];
  for (const number of ring) points.push(...arcPoints(outlines, number));
  return points;
}
