// What is reviewed first: names of one sense together, the doubtful ones before the others.
import { GONE } from "./data.mjs";
import { doubtOf } from "./decided.mjs";

const LOW = 70;

// [{key, name, mentions, speaker, tier, percent}]; `split` holds keys that are decided one by one.
export function reviewQueue(decided, split = new Set()) {
  const { model, machine } = decided;
  const groups = new Map();
  for (const [name, mentions] of decided.names) {
    if (!name) continue;
    for (const i of mentions) {
      const owner = machine.owner[i];
      if (owner === GONE) continue;
      const key = `${owner} ${name}`;
      const own = split.has(key) ? `${key} ${model.mentions.document[i]} ${model.mentions.start[i]}` : key;
      const group = groups.get(own);
      if (group) group.mentions.push(i);
      else groups.set(own, { key: own, sense: key, name, mentions: [i] });
    }
  }
  const checked = inChecks(model);
  return [...groups.values()].map((group) => ranked(decided, group, checked))
    .sort((a, b) => a.tier - b.tier || (a.tier < 3 ? b.mentions.length - a.mentions.length : a.percent - b.percent) || a.mentions[0] - b.mentions[0]);
}

function ranked({ model, machine }, group, checked) {
  const owner = machine.owner[group.mentions[0]];
  const least = group.mentions.reduce((a, b) => (machine.sure[b] >> 1 < machine.sure[a] >> 1 ? b : a));
  const doubtful = group.mentions.find((i) => machine.sure[i] & 1);
  group.percent = machine.sure[least] >> 1;
  group.speaker = doubtful ?? least;
  if (owner < 0) group.tier = model.unplaced[-1 - owner].status === "ambiguous" ? 1 : 2;
  else if (doubtful !== undefined) group.tier = 0;
  else if (group.mentions.some((i) => checked.has(i))) group.tier = 3;
  else group.tier = group.percent < LOW ? 4 : 5;
  return group;
}

// Mentions within a stretch of text that a check is about.
function inChecks(model) {
  const found = new Set(), m = model.mentions;
  for (const [index, start, end] of model.checks ?? []) {
    const document = model.documents[index];
    for (let i = document.firstMention; i < document.endMention; i++) if (m.start[i] >= start && m.end[i] <= end) found.add(i);
  }
  return found;
}

export function isReviewed(model, { mentions }) {
  return mentions.every((i) => model.mentions.decided[i]);
}

export function progress(model, queue) {
  return { done: queue.filter((group) => isReviewed(model, group)).length, total: queue.length };
}

// The next one from there that is still open, else the next one at all.
export function nextOpen(model, queue, from) {
  for (let step = 1; step <= queue.length; step++) {
    const at = (from + step) % queue.length;
    if (!isReviewed(model, queue[at])) return at;
  }
  return Math.min(from + 1, queue.length - 1);
}

// Certainty as it is told beside a group's name.
export function groupDoubt(model, group) {
  return doubtOf(model, group.mentions);
}
