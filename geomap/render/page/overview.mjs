// What a map of the world says at a glance: totals by country, sizes of circles, shaded countries.
import { el } from "./dom.mjs";
import { world } from "./ground.mjs";
import { radius } from "./layout.mjs";
import { t } from "./text.mjs";

// Below this zoom so many places in so many countries are shown as totals by country.
const TOTALS_BELOW = 3, MANY_PLACES = 60, SOME_COUNTRIES = 6;
// From so many mentions on circles differ enough to explain their sizes.
const WORTH_A_SCALE = 20;
export const SHADES = [0.1, 0.22, 0.36, 0.5, 0.66];

export function wantsTotals(shown, zoom) {
  return zoom < TOTALS_BELOW && shown.length > MANY_PLACES && new Set(shown.map(({ place }) => place.country)).size >= SOME_COUNTRIES;
}

// One item a country, where its name would stand, with its places and areas and itself; places
// without a country remain as they are. `pixel` turns coordinates of the world into pixels.
export function byCountry(spots, areas, base, beside, pixel) {
  const found = new Map(), rest = [];
  for (const spot of [...spots, ...areas]) {
    const shape = base.byCode.get(spot.place.country)?.[0];
    if (!shape) rest.push(spot);
    else if (found.has(shape)) found.get(shape).push(spot);
    else found.set(shape, [spot]);
  }
  const items = [...found].map(([shape, inside]) => {
    if (inside.length === 1 && inside[0].x !== undefined) return inside[0];
    inside.sort((a, b) => b.n - a.n);
    const latlng = [shape.label[0], beside(shape.label[1])];
    const sum = (field) => inside.reduce((total, spot) => total + spot[field], 0);
    return { ...pixel(world(...latlng)), latlng, n: sum("n"), doubtful: sum("doubtful"), place: inside[0].place, inside, title: shape.name || inside[0].place.name, key: `total:${shape.code}` };
  });
  return [...items, ...rest].sort((a, b) => b.n - a.n);
}

// A row of the legend with circles of some sizes; it follows what the view shows.
export class Scale {
  constructor() {
    this.element = el("li", { class: "sizes", hidden: true });
    this.totals = el("li", { class: "totals", hidden: true }, el("span", { class: "swatch dot", "aria-hidden": "true" }), t("legend.totals"));
  }

  show(most, totals) {
    this.totals.hidden = !totals;
    this.element.hidden = most < WORTH_A_SCALE;
    if (this.most === most || this.element.hidden) return;
    this.most = most;
    const power = 10 ** Math.floor(Math.log10(most));
    const numbers = [...new Set([Math.max(1, power / 10), power, most])];
    this.element.replaceChildren(...numbers.map((n) => {
      const disc = el("i", { "aria-hidden": "true" });
      disc.style.setProperty("--r", `${radius(n, most)}px`);
      return el("span", {}, disc, t("count.mentions", { n }));
    }));
  }
}

// Mentions by country in five classes of equal steps of their logarithm: {code, alpha} and limits.
export function shades(items) {
  const sums = new Map();
  for (const { place, n } of items) if (place.country) sums.set(place.country, (sums.get(place.country) ?? 0) + n);
  const most = Math.max(1, ...sums.values());
  const step = Math.log(most + 1) / SHADES.length;
  const level = (n) => Math.min(SHADES.length - 1, Math.floor(Math.log(n) / step));
  const limits = SHADES.map((_, i) => Math.max(1, Math.ceil(Math.exp(i * step))));
  return { levels: new Map([...sums].map(([code, n]) => [code, level(n)])), limits, most };
}

// The switch in the legend that shades countries, with what the shades mean.
export function shadeSwitch(model, change) {
  const countries = new Set(model.places.map(({ country }) => country).filter(Boolean));
  if (countries.size < 3 || model.borders === "none") return null;
  const key = el("div", { class: "shades", hidden: true });
  const box = el("input", { type: "checkbox" });
  box.addEventListener("change", () => {
    const made = change(box.checked);
    key.hidden = !box.checked;
    if (!made) return;
    key.replaceChildren(...SHADES.map((alpha, i) => {
      const swatch = el("i", { "aria-hidden": "true" });
      swatch.style.setProperty("--alpha", alpha);
      return el("span", {}, swatch, `${made.limits[i]}+`);
    }));
  });
  return el("li", { class: "shading" }, el("label", {}, box, t("legend.shade")), key);
}
