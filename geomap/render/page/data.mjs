// The page's data as it was embedded, given names. Offsets are UTF-16 code units.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CODE = new Map([...ALPHABET].map((letter, i) => [letter.charCodeAt(0), i]));

export function readModel(raw) {
  const model = { ...raw };
  model.places = raw.places.map((place, index) => ({ ...place, index }));
  model.unplaced = raw.unplaced.map((entry, index) => ({ ...entry, index }));
  model.byId = new Map(model.places.map((place) => [place.id, place]));
  model.documents = raw.documents.map((document, index) => ({ ...document, index }));
  return model;
}

// One quotation: [document, start, end or text, marks, count, where, anchor, reason, others, score, n]
export function quotation(model, record) {
  const document = model.documents[record[0]];
  const inText = typeof record[2] === "number";
  return {
    document,
    start: record[1],
    text: inText ? document.text.slice(record[1], record[2]) : record[2],
    marks: pairs(record[3]),
    count: record[4],
    where: model.pool[record[5]],
    anchor: model.pool[record[6]],
    reason: model.pool[record[7]],
    others: model.pool[record[8]],
    score: record[9],
    n: record[10],
  };
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
