// When documents have dates: a bar for each day, month or year, a range to choose, and play.
import { button, el } from "./dom.mjs";
import { tally, timeBuckets } from "./filter.mjs";
import { dateWords, t } from "./text.mjs";

const PACE = 1200, QUICK_PACE = 700, MANY_DATES = 24;

// None when there are fewer than two dates.
export function timeline(model, actions) {
  const buckets = timeBuckets(model);
  return buckets.length < 2 ? null : new Timeline(model, buckets, actions);
}

class Timeline {
  // `actions` are change(part of the filter) and playing(on).
  constructor(model, buckets, actions) {
    Object.assign(this, { model, buckets, actions, length: buckets[0].length, range: { from: "", to: "", undated: false } });
    this.undatedDocuments = model.documents.filter(({ date }) => !this.isDated(date)).length;
    const choice = (key) => el("select", { id: `time-${key}`, onchange: (event) => this.choose({ [key]: event.target.value }) },
      el("option", { value: "" }, t("all")), buckets.map((bucket) => el("option", { value: bucket }, dateWords(bucket))));
    Object.assign(this, { from: choice("from"), to: choice("to") });
    this.bars = buckets.map((key) => el("span", { class: "bar", onclick: () => this.toggle(key) }, el("i")));
    this.most = el("span", { class: "most" });
    this.words = el("span", { class: "words" });
    this.player = button(el("span", { "aria-hidden": "true" }), () => this.play(!this.timer), { class: "play" });
    this.undated = el("input", { type: "checkbox", onchange: () => this.choose({ undated: this.undated.checked }) });
    this.undatedWords = el("span");
    this.undatedLabel = el("label", { class: "undated" }, this.undated, this.undatedWords);
    this.element = el("section", { class: "timeline", "aria-label": t("timeline") },
      el("div", { class: "bars", "aria-hidden": "true" }, this.most, this.bars),
      el("div", { class: "range" }, this.player, this.words, el("label", {}, t("filter.from"), this.from), el("label", {}, t("filter.to"), this.to), this.undatedLabel));
    this.play(false);
  }

  isDated(date) {
    return this.buckets.includes((date ?? "").slice(0, this.length));
  }

  toggle(key) {
    const { from, to } = this.range;
    this.choose(from === key && to === key ? { from: "", to: "" } : { from: key, to: key });
  }

  choose(part) {
    const range = { ...this.range, ...part };
    if (range.from && range.to && range.from > range.to) [range.from, range.to] = [range.to, range.from];
    if (!range.from && !range.to) range.undated = false;
    this.actions.change(range);
  }

  // From the first date of the range on, one after the other; at the end all are shown again.
  play(on) {
    clearInterval(this.timer);
    this.timer = on ? setInterval(() => this.step(), this.buckets.length > MANY_DATES ? QUICK_PACE : PACE) : 0;
    this.player.firstChild.textContent = on ? "❚❚" : "▶";
    this.player.setAttribute("aria-label", t(on ? "timeline.pause" : "timeline.play"));
    this.actions.playing(on);
    if (!on) return;
    const { from, to } = this.range;
    const last = to === this.buckets.at(-1) && from === to;
    this.at = last || !from ? -1 : Math.max(this.buckets.indexOf(from) - 1, -1);
    this.step();
  }

  step() {
    const key = this.buckets[++this.at];
    if (key === undefined) this.play(false);
    this.choose(key === undefined ? { from: "", to: "" } : { from: key, to: key });
  }

  // `dates` are the mentions by document that the filters leave, whatever their date; those of the
  // open place are shown instead of all when there is one.
  show(filter, dates, place = null) {
    const { from, to, undated } = filter;
    this.range = { from, to, undated };
    const counts = new Map(this.buckets.map((key) => [key, 0]));
    let without = 0;
    (place ? tally(this.model, filter, [place]).dates : dates).forEach((n, i) => {
      const key = this.model.documents[i].date?.slice(0, this.length);
      if (counts.has(key)) counts.set(key, counts.get(key) + n);
      else without += n;
    });
    const most = Math.max(...counts.values());
    const within = (key) => !(from && key < from.slice(0, this.length)) && !(to && key > to);
    const total = [...counts].reduce((sum, [key, n]) => sum + (within(key) ? n : 0), 0);
    this.bars.forEach((bar, i) => {
      const key = this.buckets[i], n = counts.get(key);
      bar.title = t("timeline.bar", { when: dateWords(key), mentions: t("count.mentions", { n }) });
      bar.firstChild.style.setProperty("height", `${n ? Math.max(8, (100 * n) / most) : 0}%`);
      bar.classList.toggle("off", !within(key));
    });
    this.element.classList.toggle("of-place", Boolean(place));
    this.most.textContent = most || "";
    this.words.replaceChildren(place ? el("bdi", {}, place.name) : t("timeline"), `: ${t("count.mentions", { n: total })}`);
    for (const [select, value] of [[this.from, from], [this.to, to]]) {
      if (![...select.options].some((option) => option.value === value)) select.append(el("option", { value }, dateWords(value)));
      select.value = value;
    }
    this.showUndated(without, Boolean(from || to), undated);
  }

  showUndated(n, ranged, chosen) {
    this.undatedLabel.hidden = !this.undatedDocuments;
    this.undated.hidden = !ranged;
    this.undated.checked = chosen;
    const mentions = t("count.mentions", { n }), documents = t("count.undated", { n: this.undatedDocuments });
    this.undatedWords.textContent = t(ranged ? "timeline.with" : "timeline.undated", { mentions, documents });
  }
}
