// What is typed into the search: words, "words together", -without.
import { plain } from "./text.mjs";

const TOKEN = /(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|(\S+))/g;
// Scripts that put no space between words: there a phrase may begin anywhere.
const JOINED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER = /[\p{L}\p{N}]/u;

// [{text, phrase, not}], as `searchText` writes texts.
export function parseQuery(query) {
  const terms = [];
  for (const [, minus, together, word] of query.matchAll(TOKEN)) {
    const text = searchText(together ?? word).trim();
    if (text && text !== "-") terms.push({ text, phrase: together !== undefined, not: minus === "-" });
  }
  return terms;
}

// Without case, accents and line ends.
export function searchText(text) {
  return plain(text).replace(/\s+/g, " ");
}

// Where a term stands in a text of `searchText`, from `from` on; -1 if nowhere.
export function whereIn(text, term, from = 0) {
  let at = text.indexOf(term.text, from);
  while (term.phrase && at >= 0 && !(isEdge(text, at) && isEdge(text, at + term.text.length))) at = text.indexOf(term.text, at + 1);
  return at;
}

function isEdge(text, at) {
  return [text[at - 1] ?? "", text[at] ?? ""].some((letter) => !LETTER.test(letter) || JOINED.test(letter));
}

export function holds(text, term) {
  return whereIn(text, term) >= 0;
}

// [start, end] of the words in a text as it stands, in its own offsets.
export function foundIn(text, terms) {
  const wanted = terms.filter((term) => !term.not);
  if (!wanted.length) return [];
  const [bare, offsets] = folded(text);
  const out = [];
  for (const term of wanted) {
    for (let at = whereIn(bare, term); at >= 0; at = whereIn(bare, term, at + term.text.length)) {
      out.push([offsets[at], offsets[at + term.text.length]]);
    }
  }
  return out.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

// The text as it is searched, and where each of its letters stands in the original.
function folded(text) {
  const offsets = [];
  let bare = "", at = 0;
  for (const letter of text) {
    const written = searchText(letter);
    if (!(written === " " && bare.endsWith(" "))) {
      bare += written;
      for (let i = 0; i < written.length; i++) offsets.push(at);
    }
    at += letter.length;
  }
  offsets.push(at);
  return [bare, offsets];
}
