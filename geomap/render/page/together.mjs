// Which places are named in the same passages.

// [{place, passages}], most often together first; `mentions` are those of the place that count.
export function namedWith(model, place, mentions) {
  const m = model.mentions;
  const counts = new Map();
  for (const number of new Set(mentions.map((i) => m.passage[i]))) {
    const passage = model.passages[number];
    const owners = new Set();
    for (let i = firstIn(model, passage); i < passage.document.endMention && m.start[i] < passage.end; i++) {
      if (m.end[i] <= passage.end && m.owner[i] >= 0) owners.add(m.owner[i]);
    }
    owners.delete(place.index);
    for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts].map(([owner, passages]) => ({ place: model.places[owner], passages }))
    .sort((a, b) => b.passages - a.passages || a.place.index - b.place.index);
}

// The first mention of a passage's document that starts in it.
function firstIn(model, { document, start }) {
  let low = document.firstMention, high = document.endMention;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (model.mentions.start[middle] < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
