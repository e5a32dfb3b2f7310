// Which colour a place has: that of the group of documents that name it, or "in several".
import { groupKeys, groupName, groupsOf, inGroup } from "./groups.mjs";

// Okabe and Ito's colours, which people with any colour vision tell apart; style in page.css.
export const COLOURS = 7;
export const SEVERAL = "several", OTHER = "other";

// {legend: [[colour, key, documents]], of(mentions)}: colours are 0 to 6, "other" or "several".
// `filter` says which documents are shown, so that those that matter get the colours.
export function colouring(model, by, filter) {
  const [byDocument, legend] = filter.a && filter.b ? sides(model, filter) : grouped(model, by, filter);
  const { document } = model.mentions;
  return {
    legend,
    of(mentions) {
      let found = null;
      for (const i of mentions) {
        const colour = byDocument[document[i]];
        if (found === null) found = colour;
        else if (found !== colour) return SEVERAL;
      }
      // Two groups without a colour of their own are still two.
      return found === OTHER && new Set(mentions.map((i) => groupKeys(model, by)[document[i]])).size > 1 ? SEVERAL : found;
    },
  };
}

function grouped(model, by, { documents }) {
  const keys = groupKeys(model, by);
  const chosen = new Set(documents.map((index) => keys[index]));
  const order = groupsOf(model, by).sort((a, b) => chosen.has(b[0]) - chosen.has(a[0]));
  // A last colour for what has none of its own, unless each has one.
  const own = order.length > COLOURS ? order.slice(0, COLOURS - 1) : order;
  const colours = new Map(own.map(([key], i) => [key, i]));
  const rest = order.slice(own.length).reduce((sum, [, n]) => sum + n, 0);
  const legend = own.map(([key, n], i) => [i, groupName(model, key), n]);
  if (rest) legend.push([OTHER, null, rest]);
  return [keys.map((key) => colours.get(key) ?? OTHER), legend];
}

// Two sides that are compared: what is in both is "several", also where a document is.
function sides(model, { a, b }) {
  const left = inGroup(model, a), right = inGroup(model, b);
  const count = (side) => side.reduce((sum, is) => sum + is, 0);
  return [
    model.documents.map((_, i) => (left[i] && right[i] ? SEVERAL : left[i] ? 0 : 1)),
    [[0, `A: ${groupName(model, a)}`, count(left)], [1, `B: ${groupName(model, b)}`, count(right)]],
  ];
}
