// When documents have dates: a bar for each day, month or year, and a range to choose.
import { el } from "./dom.mjs";
import { timeBuckets } from "./filter.mjs";
import { dateWords, t } from "./text.mjs";

export function timeline(model, change) {
  const buckets = timeBuckets(model);
  if (buckets.length < 2) return null;
  const length = buckets[0].length;
  const counts = new Map(buckets.map((key) => [key, 0]));
  const perDocument = mentionsByDocument(model);
  let undated = 0;
  model.documents.forEach((document, i) => {
    const key = document.date?.slice(0, length);
    if (counts.has(key)) counts.set(key, counts.get(key) + perDocument[i]);
    else undated += perDocument[i];
  });
  const most = Math.max(1, ...counts.values());
  const range = { from: "", to: "" };
  const choice = (key) => el("select", { id: `time-${key}`, onchange: (event) => choose({ [key]: event.target.value }) },
    el("option", { value: "" }, t("all")), buckets.map((bucket) => el("option", { value: bucket }, dateWords(bucket))));
  const from = choice("from"), to = choice("to");
  const bars = buckets.map((key) => el("span", { class: "bar", "data-key": key, title: t("timeline.bar", { when: dateWords(key), mentions: t("count.mentions", { n: counts.get(key) }) }),
    onclick: () => choose(range.from === key && range.to === key ? { from: "", to: "" } : { from: key, to: key }) }, el("i")));
  bars.forEach((bar, i) => bar.firstChild.style.setProperty("height", `${counts.get(buckets[i]) ? Math.max(8, (100 * counts.get(buckets[i])) / most) : 0}%`));
  function choose(part) {
    Object.assign(range, part);
    if (range.from && range.to && range.from > range.to) [range.from, range.to] = [range.to, range.from];
    from.value = range.from;
    to.value = range.to;
    for (const bar of bars) {
      const key = bar.dataset.key;
      bar.classList.toggle("off", Boolean((range.from && key < range.from) || (range.to && key > range.to)));
    }
    change({ ...range });
  }
  const made = el("section", { class: "timeline", "aria-label": t("timeline") },
    el("div", { class: "bars", "aria-hidden": "true" }, bars),
    el("div", { class: "range" }, el("span", {}, t("timeline")), el("label", {}, t("filter.from"), from), el("label", {}, t("filter.to"), to),
      undated ? el("span", {}, t("timeline.undated", { n: undated })) : null));
  return { element: made, reset: () => { from.value = to.value = ""; choose({ from: "", to: "" }); } };
}

function mentionsByDocument(model) {
  const out = model.documents.map(() => 0);
  for (let i = 0; i < model.mentions.total; i++) if (model.mentions.owner[i] >= 0) out[model.mentions.document[i]]++;
  return out;
}
