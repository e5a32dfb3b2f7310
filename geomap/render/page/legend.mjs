// Only what the map really shows is explained.
import { OTHER, SEVERAL } from "./colours.mjs";
import { el } from "./dom.mjs";
import { groupings } from "./groups.mjs";
import { shadeSwitch } from "./overview.mjs";
import { isArea } from "./symbols.mjs";
import { t } from "./text.mjs";

export function legend(model, contested, symbols, before = null) {
  const places = model.places.filter(({ n }) => n);
  const round = places.some((p) => p.area?.kind === "circle");
  const rows = [
    [places.some((p) => !isArea(p)), "dot", t("legend.point")],
    [places.some((p) => p.kind === "coordinates" && !isArea(p)), "dot position", t("legend.position")],
    [places.filter((p) => !isArea(p)).length > 1, "several", t("legend.group")],
    [places.some((p) => isArea(p)), "area", t("legend.area")],
    [places.some((p) => p.area), round ? "vague" : "vague boxed", t("legend.vague")],
    [places.some((p) => p.status === "uncertain"), "dot uncertain", t("legend.uncertain")],
    [places.some((p) => !isArea(p) && p.doubtful && p.status !== "uncertain"), "partly", t("legend.partly")],
    [places.some((p) => p.corrected), "dot corrected", t("legend.corrected")],
    [contested, "contested", t("borders.short")],
    [model.towns?.length && !model.tiles, "way", t("legend.way")],
  ];
  if (before) {
    before.querySelector("ul").replaceChildren(...rows.filter(([present]) => present).map(legendRow));
    return before;
  }
  const wide = matchMedia("(min-width: 1000px) and (min-height: 600px)").matches;
  return el("details", { class: "legend undecided", open: wide }, el("summary", {}, t("legend")),
    el("ul", { class: "signs" }, rows.filter(([present]) => present).map(legendRow)),
    el("ul", {}, symbols.scale.totals, symbols.scale.element, shadeSwitch(model, (on) => symbols.shade(on))));
}

function legendRow([, kind, words]) {
  return el("li", {}, el("span", { class: `swatch ${kind}`, "aria-hidden": "true" }), words);
}

// What the colours mean, and by what they are.
export class ColourKey {
  constructor(model, changed) {
    this.select = el("select", { id: "colour-by", onchange: () => changed(this.select.value) },
      ["", ...groupings(model)].map((by) => el("option", { value: by }, t(by ? `by.${by}` : "by.none"))));
    this.list = el("ul", {});
    this.label = el("label", {}, t("by"), this.select);
    this.element = el("div", { class: "colours" }, this.label, this.list);
    this.element.hidden = !groupings(model).length;
  }

  // Of two sides that are compared the colours are given.
  show(by, colours, compared) {
    Object.assign(this, { colours, several: t(compared ? "compare.both" : "colour.several") });
    this.select.value = by;
    this.label.hidden = compared;
    const row = ([colour, name]) => el("li", {}, el("span", { class: `swatch colour-${colour}`, "aria-hidden": "true" }), el("bdi", {}, name ?? t("colour.other")));
    this.list.replaceChildren(...(colours ? [...colours.legend, [SEVERAL, this.several]].map(row) : []));
  }

  // In which group of documents a place is, in words.
  words(colour) {
    if (!this.colours || colour === undefined) return "";
    if (colour === SEVERAL) return this.several;
    return colour === OTHER ? t("colour.other") : this.colours.legend.find(([own]) => own === colour)?.[1] ?? "";
  }
}
