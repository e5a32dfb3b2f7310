// Another place for a name: what else it may mean, any place of the page, a position, or words.
import { otherPlace, rivals } from "./data.mjs";
import { LIMITS, readPosition, rounded } from "./decisions.mjs";
import { button, el } from "./dom.mjs";
import { kindWords, plain, t, wellFormed } from "./text.mjs";

const MOST_FOUND = 8;
export const NUMBERED = 3;
let chooserCount = 0;

// Places that a name may mean beside the one that it has now: the machine's answer comes first.
export function options(decided, mention) {
  const { model } = decided;
  const now = model.mentions.owner[mention], machine = decided.machineAnswer(mention);
  const list = rivals(model, mention);
  if (machine?.place && machine.place.index !== now) list.unshift({ ...machine.place, perMille: machine.percent * 10, machine: true });
  return list.filter(({ id }) => now < 0 || id !== model.places[now].id);
}

// What speaks for a place, from what the page knows of its document.
export function speaksFor(decided, mention, place) {
  const { model } = decided;
  const m = model.mentions, { firstMention, endMention } = decided.documentOf(mention);
  const country = place.where?.split(", ").at(-1) || place.name;
  const others = new Set();
  let nearest = null;
  for (let i = firstMention; i < endMention; i++) {
    const other = model.places[m.owner[i]];
    if (!other || other.id === place.id || decided.nameOf(i) === decided.nameOf(mention)) continue;
    if (other.where?.split(", ").at(-1) === country || (other.name === country && !other.where)) others.add(other.id);
    if (other.wide) continue;
    const km = kilometres(place, other);
    if (!nearest || km < nearest.km) nearest = { km, name: other.name };
  }
  const said = [];
  if (place.machine) said.push(t("review.machine.answer"));
  if (place.perMille >= 0) said.push(t("score", { percent: place.perMille < 5 ? "<1" : Math.round(place.perMille / 10) }));
  if (others.size) said.push(t("review.same.country", { n: others.size, country }));
  if (nearest) said.push(t("review.nearest", { km: Math.round(nearest.km), name: nearest.name }));
  return said.join(" · ");
}

// On the great circle.
function kilometres(one, other) {
  const [a, b] = [one, other].map(({ lat }) => (lat * Math.PI) / 180), turn = ((one.lon - other.lon) * Math.PI) / 180;
  return 6371.0088 * 2 * Math.asin(Math.min(1, Math.hypot(Math.sin((a - b) / 2), Math.sqrt(Math.cos(a) * Math.cos(b)) * Math.sin(turn / 2))));
}

// `take` gets the chosen place; `pick` starts the choice of a position on the map.
export function chooser({ decided, ghosts, page }, mention, { take, pick, name, home, listed = true }) {
  const number = ++chooserCount;
  const found = listed ? options(decided, mention) : [];
  const rows = found.map((place, i) => {
    const made = button([el("b", { class: "key", "aria-hidden": "true" }, i < NUMBERED ? String(i + 1) : ""),
      el("span", { class: "what" }, placeLine(place), el("span", { class: "meta" }, speaksFor(decided, mention, place)))], () => take(place), { class: "rival" });
    for (const type of ["mouseenter", "focus"]) made.addEventListener(type, () => ghosts.light(i));
    return el("li", {}, made);
  });
  const list = el("ul", { class: "found" });
  const search = el("input", { type: "search", id: `other-place-${number}`, class: "other-place", autocomplete: "off", placeholder: t("review.search.hint"), "aria-describedby": `found-${number}` });
  const count = el("p", { class: "count", id: `found-${number}`, role: "status" });
  const look = () => {
    const places = findPlaces(decided, search.value);
    list.replaceChildren(...places.map((place) => el("li", {}, button(el("span", { class: "what" }, placeLine(place)), () => take(place), { class: "rival" }))));
    count.textContent = search.value.trim() ? t("review.found", { n: places.length }) : "";
    list.lastElementChild?.scrollIntoView({ block: "nearest" });
  };
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") list.querySelector("button")?.click(); });
  if (listed) ghosts.show(found, home, take, page.stage.dock(true));
  return el("div", { class: "choose" },
    rows.length ? el("ol", { class: "rivals", "aria-label": t("alternatives") }, rows) : listed ? el("p", { class: "meta" }, t("review.no.rivals")) : null,
    el("label", { for: search.id }, t("review.search")), search, count, list,
    el("p", { class: "actions" }, button(t("review.pick"), pick)), byHand(name, take, number));
}

function placeLine({ name, kind, where }) {
  return el("span", { class: "line", dir: "auto" }, el("b", {}, name), [where, kind && kind !== "other" ? kindWords(kind) : ""].filter(Boolean).map((part) => ` · ${part}`));
}

// The page's own places, drawn or only possible; or a position that was typed.
export function findPlaces(decided, text) {
  const position = readPosition(text);
  if (position) return [{ id: null, name: `${position.lat}, ${position.lon}`, ...position, kind: "coordinates", typed: true }];
  const words = plain(text).split(/[\s,]+/).filter(Boolean);
  if (!words.length) return [];
  decided.findable ??= [...new Map([...decided.model.others.map((_, i) => otherPlace(decided.model, i)), ...decided.model.places].map((place) => [place.id, place])).values()]
    .map((place) => ({ place, name: plain(place.name), all: plain([place.name, ...(place.names ?? []), place.where].join(" ")) }));
  const found = decided.findable.filter(({ all }) => words.every((word) => all.includes(word)));
  const rank = ({ name }) => (name === words.join(" ") ? 0 : name.startsWith(words[0]) ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b) || (b.place.n ?? 0) - (a.place.n ?? 0)).slice(0, MOST_FOUND).map(({ place }) => place);
}

function byHand(name, take, number) {
  const field = (key, attributes) => {
    const id = `by-hand-${key}-${number}`;
    const input = el("input", { id, autocomplete: "off", maxlength: "500", ...attributes });
    return [input, el("label", { for: id }, t(`review.hand.${key}`), input)];
  };
  const [named, nameLabel] = field("name", { required: true, value: name });
  const [where, whereLabel] = field("where", {});
  const [at, atLabel] = field("position", { required: true, placeholder: "36.34, 43.12", inputmode: "text", "aria-describedby": `by-hand-wrong-${number}` });
  const wrong = el("p", { class: "wrong", id: `by-hand-wrong-${number}`, role: "alert" });
  const use = () => {
    const position = readPosition(at.value);
    at.setAttribute("aria-invalid", String(!position));
    wrong.textContent = position ? "" : t("review.hand.wrong");
    if (position) take({ id: null, name: named.value.trim() || name, where: where.value.trim(), ...position });
    else at.focus();
  };
  const fields = el("div", { class: "by-hand" }, nameLabel, whereLabel, atLabel, wrong, el("p", { class: "actions" }, button(t("review.hand.use"), use, { class: "strong" })));
  fields.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); use(); } });
  return el("details", {}, el("summary", {}, t("review.hand")), fields);
}

// As a decision holds it.
export function placeRecord({ id, name, lat, lon, where, typed }, fallback) {
  const short = (text) => text && wellFormed(text.slice(0, LIMITS.name));
  return { id: id?.startsWith("correction:") ? undefined : id ?? undefined, name: short((typed ? fallback : name) || fallback), lat: rounded(lat), lon: rounded(lon), where: short(where) || undefined };
}

