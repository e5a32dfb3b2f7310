// Documents in groups: each by itself, by where they come from, by the folder they lay in.
import { documentTitle, t } from "./text.mjs";

export const GROUPINGS = { document: "d", source: "s", folder: "f" };

// What stands for a document in addresses: its own id, or its number where that says not enough.
export function documentKey(model, index) {
  model.keys ??= keysOf(model.documents);
  return model.keys[index];
}

function keysOf(documents) {
  const times = new Map();
  for (const { id } of documents) times.set(id, (times.get(id) ?? 0) + 1);
  return documents.map(({ id }, index) => (id && times.get(id) === 1 && !/^~\d+$/.test(id) ? id : `~${index}`));
}

export function documentNumber(model, key) {
  model.numbers ??= new Map(model.documents.map((_, index) => [documentKey(model, index), index]));
  return model.numbers.get(key) ?? -1;
}

// The group of each document, as "d:id", "s:host", "f:folder".
export function groupKeys(model, by) {
  model.groupings ??= {};
  return (model.groupings[by] ??= model.documents.map((document, index) =>
    `${GROUPINGS[by]}:${{ document: () => documentKey(model, index), source: () => sourceOf(document), folder: () => folderOf(document) }[by]()}`));
}

function sourceOf({ url, source, id }) {
  const found = [url, source].map((text) => /^https?:\/\/(?:www\.)?([^/?#]+)/i.exec(text ?? "")?.[1]).find(Boolean);
  return found ?? source ?? id ?? "";
}

function folderOf({ id = "" }) {
  return id.includes("://") ? "" : id.slice(0, Math.max(0, id.lastIndexOf("/")));
}

// The groupings that say something: more than one group, and not each document by itself.
export function groupings(model) {
  return Object.keys(GROUPINGS).filter((by) => {
    const n = new Set(groupKeys(model, by)).size;
    return n > 1 && (by === "document" || n < model.documents.length);
  });
}

// [[key, documents]] of a grouping, largest first.
export function groupsOf(model, by) {
  const counts = new Map();
  for (const key of groupKeys(model, by)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

// 1 for each document that is in the group of the key.
export function inGroup(model, key) {
  const by = Object.keys(GROUPINGS).find((name) => key.startsWith(`${GROUPINGS[name]}:`));
  if (!by) return new Uint8Array(model.documents.length);
  return Uint8Array.from(groupKeys(model, by), (own) => +(own === key));
}

export function groupName(model, key) {
  const name = key.slice(2);
  if (key.startsWith("d:")) {
    const found = model.documents[documentNumber(model, name)];
    return found ? documentTitle(found) : name;
  }
  return name || t("group.none");
}
