// Puts the page together. Everything shown comes from the inert JSON in the page.
import { BaseMap } from "./base.mjs";
import { Card } from "./card.mjs";
import { clearControls } from "./controls.mjs";
import { quotes, readModel } from "./data.mjs";
import { button, el, foreign } from "./dom.mjs";
import { emptyFilter, isEmpty, prepareSearch, select } from "./filter.mjs";
import { Pristine } from "./keep.mjs";
import { legend } from "./legend.mjs";
import { Panel } from "./panel.mjs";
import { Reading } from "./reading.mjs";
import { record } from "./record.mjs";
import { Review } from "./reviewing.mjs";
import { SHEET, Stage } from "./stage.mjs";
import { Symbols, compact, isArea } from "./symbols.mjs";
import { t, urlText, useStrings } from "./text.mjs";
import { timeline } from "./timeline.mjs";

const ALSO = 4;
// With so many places, circles wait for the end of a zoom instead of moving with it.
const MANY = 2000;
// What lies beyond is ice and empty sea; the map does not go there without a place.
const SOUTH = -58, NORTH = 84;

export function start() {
  const raw = JSON.parse(document.getElementById("geomap-data").textContent);
  useStrings(raw.strings, raw.lang);
  const model = readModel(raw);
  const pristine = new Pristine(document);
  // The tables are for those without JavaScript; what is printed is made when it is asked for.
  document.querySelector(".record")?.remove();
  return new Page(model, new Review(model, pristine));
}

function placeHash(place, index) {
  return `#place=${urlText(place.id).replaceAll("%3A", ":")}&m=${index + 1}`;
}

class Page {
  constructor(model, review) {
    this.model = model;
    this.review = review;
    this.hash = new URLSearchParams(location.hash.slice(1));
    this.embedded = window.parent !== window && (model.embed || this.hash.has("embed"));
    document.documentElement.classList.toggle("embedded", this.embedded);
    this.map = this.makeMap();
    this.base = new BaseMap(this.map, model);
    this.stage = new Stage(this.map, document.querySelector(".map-area"), () => this.close());
    this.symbols = new Symbols(this.map, this.base, model, (place, at, from) => this.open(place, { from }),
      (places, latlng, from) => this.openGroup(places, latlng, from));
    this.symbols.onUpdate = (n, also) => { this.outside(n); this.alsoHere(also); };
    this.review.attach(this);
    this.addControls();
    this.addPanel();
    this.clearControls();
    this.follow();
    this.listen();
    if (this.embedded) this.tellHeight();
    this.prepare();
  }

  makeMap() {
    const container = document.querySelector(".folium-map");
    const { view, tiles } = this.model;
    const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const centre = (view[1] + view[3]) / 2;
    const map = L.map(container, {
      ...this.model.mapOptions,
      zoomControl: false, zoomSnap: 0, zoomDelta: 0.75, minZoom: 0, maxZoom: tiles ? 19 : 12, attributionControl: false,
      zoomAnimation: !quiet, fadeAnimation: false, markerZoomAnimation: !quiet && this.model.places.length < MANY, inertia: !quiet,
      worldCopyJump: false, firstView: view, closePopupOnClick: true,
      maxBounds: this.limits(centre), maxBoundsViscosity: 1,
    });
    L.control.attribution({ prefix: false }).addTo(map).addAttribution(this.attribution());
    L.control.zoom({ position: "topleft" }).addTo(map);
    const end = document.documentElement.dir === "rtl" ? "left" : "right";
    L.control.scale({ position: `bottom${end}`, maxWidth: 110 }).addTo(map);
    if (tiles) {
      L.tileLayer(tiles.url, { referrerPolicy: "origin", maxZoom: 19, crossOrigin: false }).addTo(map);
      container.classList.add("tiled");
    }
    this.showWorldOnce(map);
    this.fitView(map);
    return map;
  }

  // The part of the world that has places, and no less than where people live.
  limits(centre) {
    const { view, places } = this.model;
    const south = places.reduce((least, { lat }) => Math.min(least, lat - 4), Math.min(SOUTH, view[0] - 4));
    const north = places.reduce((most, { lat }) => Math.max(most, lat + 1), NORTH);
    return [[south, centre - 180], [north, centre + 180]];
  }

  // No smaller than the world is wide: there is no second one beside it.
  showWorldOnce(map) {
    const width = map.getSize().x || 1024;
    map.options.minZoom = Math.log2(width / 256);
    if (map._loaded && map.getZoom() < map.options.minZoom) map.setZoom(map.options.minZoom, { animate: false });
  }

  fitView(map = this.map, padding = {}) {
    map.fitBounds(this.viewBounds(), { ...padding, animate: false });
    keepInside(map);
  }

  viewBounds() {
    const [south, west, north, east] = this.model.view;
    const padded = L.latLngBounds([south, west], [north, east]).pad(0.08);
    const centre = (west + east) / 2;
    return L.latLngBounds([Math.max(padded.getSouth(), Math.min(SOUTH, south)), Math.max(padded.getWest(), centre - 180)],
      [Math.min(padded.getNorth(), Math.max(NORTH, north)), Math.min(padded.getEast(), centre + 180)]);
  }

  // Built from the sources' fixed texts, except for a tile layer's own, which is escaped.
  attribution() {
    const line = el("span");
    line.append(el("a", { href: "https://leafletjs.com", target: "_blank", rel: "noopener noreferrer" }, "Leaflet"));
    for (const words of this.model.attribution) line.append(" · ", words);
    return line.innerHTML;
  }

  addControls() {
    const { map, model } = this;
    this.fit = button(t("fit"), () => this.fitAll(), { class: "fit", hidden: true });
    this.also = el("p", { class: "also", hidden: true });
    this.legend = legend(model, model.borders !== "none" && this.base.contestedIn(map.getBounds()), this.symbols);
    const corner = document.querySelector(".map-area");
    corner.append(el("div", { class: "over-map" }, this.fit, this.also), this.legend);
    this.legend.addEventListener("toggle", () => this.symbols.update());
    for (const element of [this.legend, this.fit, this.also]) L.DomEvent.disableClickPropagation(element);
    map.getContainer().setAttribute("aria-label", `${t("map")}. ${t("map.help")}`);
  }

  addPanel() {
    const root = document.getElementById("panel");
    this.panel = new Panel(root, this.model, {
      open: (place, from) => this.open(place, { from, move: true }),
      read: (quote) => this.read(quote),
      selected: (found) => this.selected(found),
      cleared: () => this.timeline?.reset(),
      review: this.review,
    });
    this.timeline = timeline(this.model, (range) => this.panel.change(range));
    if (this.timeline) document.querySelector(".map-area").after(this.timeline.element);
    document.body.classList.toggle("timed", Boolean(this.timeline));
    if (this.timeline) this.map.invalidateSize({ animate: false });
  }

  clearControls() {
    clearControls(this.map, this.legend, (padding) => this.fitView(this.map, padding));
    this.symbols.update();
  }

  selected({ places, terms }) {
    this.selection = new Map(places.map((item) => [item.place, item]));
    this.terms = terms;
    this.symbols.show(places);
    if (this.place && !this.selection.has(this.place)) this.close(false);
    else if (this.place && this.card) this.reopen();
    this.reading?.refresh(terms);
  }

  // What the page answers to a filter: [[place id, mentions]]. For tests.
  answer(filter) {
    return select(this.model, { ...emptyFilter(), ...filter }).map(({ place, n }) => [place.id, n]);
  }

  quotesOf(place) {
    return quotes(this.model, this.selection.get(place)?.mentions ?? place.mentions);
  }

  // Opens a place at a mention, or at the m-th of all its passages, or at the first that is left.
  open(place, { mention = null, m = null, from = null, move = false } = {}) {
    if (!place.n) return;
    const all = quotes(this.model, place.mentions);
    const wanted = mention !== null ? all.findIndex((quote) => quote.mentions.includes(mention)) : m;
    let shown = this.quotesOf(place);
    let at = 0;
    if (wanted !== null && wanted >= 0) {
      const { passage } = all[Math.min(wanted, all.length - 1)];
      if (!shown.some((quote) => quote.passage === passage)) shown = all;
      at = shown.findIndex((quote) => quote.passage === passage);
    }
    this.opener = from;
    this.place = place;
    this.symbols.select(place);
    this.panel.mark(place);
    if (move) this.bringIntoView(place);
    this.showCard(place, shown, at);
  }

  showCard(place, shown, at) {
    this.card = new Card(this.model, place, shown, {
      terms: this.terms,
      close: () => this.close(),
      link: (p, quote) => this.link(p, quote),
      moved: (p, quote) => this.address(placeHash(p, this.passageIndex(p, quote))),
      read: (quote) => this.read(quote),
      review: this.review,
    });
    this.card.show(at);
    this.stage.show(this.card.element, this.anchor(place), this.symbols.reach(place));
  }

  // A filter has changed what is left of the open place.
  reopen() {
    const { passage } = this.card.quotes[this.card.at];
    const shown = this.quotesOf(this.place);
    const focused = document.activeElement;
    this.showCard(this.place, shown, Math.max(0, shown.findIndex((quote) => quote.passage === passage)));
    focused?.focus({ preventScroll: true });
  }

  // The mention that the open card speaks of, or null.
  shownMention() {
    if (!this.stage.open) return null;
    return this.card ? this.card.quote.speaker : this.named;
  }

  // A name without a place has a card of its own; it stands where the last one did.
  openName(made, from) {
    const latlng = this.stage.open ? this.stage.latlng : this.map.getCenter();
    this.opener = from;
    this.place = this.card = null;
    this.named = made.mention;
    this.symbols.select(null);
    this.panel.mark(null);
    this.stage.show(made.element, latlng);
  }

  // As the page was headed when it was made.
  summary() {
    const { model } = this;
    const said = new Set(), { owner, passage, total } = model.mentions;
    for (let i = 0; i < total; i++) if (owner[i] >= 0) said.add(owner[i] * model.passages.length + passage[i]);
    const left = model.unplaced.filter(({ n }) => n).length;
    return [t("count.places", { n: model.places.filter(({ n }) => n).length }), t("count.passages", { n: said.size }), t("count.documents", { n: model.documents.length }),
      left ? t("count.unplaced", { n: left }) : ""].filter(Boolean).join(" · ");
  }

  // Decisions have changed what is where.
  redraw() {
    const focused = document.activeElement;
    if (this.place && !this.place.n) { this.place = null; this.card = null; }
    this.panel.apply();
    document.querySelector(".summary").textContent = this.summary();
    legend(this.model, this.model.borders !== "none" && this.base.contestedIn(this.map.getBounds()), this.symbols, this.legend);
    this.reading?.redraw();
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  }

  passageIndex(place, quote) {
    return quotes(this.model, place.mentions).findIndex(({ passage }) => passage === quote.passage.index);
  }

  anchor(place) {
    const drawn = isArea(place) ? this.symbols.labelPoint(place, this.map.getBounds()) : null;
    return L.latLng(drawn ?? this.symbols.position(place));
  }

  bringIntoView(place) {
    const shape = this.symbols.drawn.get(place.id);
    const position = this.symbols.position(place);
    if (shape?.bounds.isValid() && place.wide) {
      const tooSmall = this.map.getBoundsZoom(shape.bounds) > this.map.getZoom() + 4;
      if (!this.map.getBounds().intersects(shape.bounds) || tooSmall) this.map.fitBounds(shape.bounds, { maxZoom: 7, animate: false });
    } else if (!this.map.getBounds().pad(-0.05).contains(position)) {
      this.map.setView(position, Math.max(this.map.getZoom(), 5), { animate: false });
    }
  }

  // Closes the card; focus goes back to where it came from.
  close(focus = true) {
    if (!this.stage.open) return;
    const had = this.stage.home.contains(document.activeElement) || document.activeElement === document.body;
    this.stage.remove();
    this.review.ghosts.clear(true);
    const { place, opener } = this;
    this.place = this.card = this.opener = null;
    this.symbols.select(null);
    this.panel.mark(null);
    this.address("");
    if (focus && had) this.refocus(opener, place);
  }

  refocus(opener, place) {
    const candidates = [opener, place && this.symbols.markOf(place), place && this.panel.rowOf(place), this.panel.search, this.map.getContainer()];
    const back = candidates.find((element) => element?.isConnected && element.getClientRects().length);
    back?.focus({ preventScroll: true });
  }

  openGroup(places, latlng, from) {
    this.opener = from;
    this.place = this.card = null;
    const count = (place) => this.selection.get(place)?.n ?? place.n;
    const rows = places.map((place) => el("li", {}, button([foreign("span", place.name), " ", el("b", {}, compact(count(place)))],
      () => this.open(place, { from }))));
    const zoom = button(t("group.zoom"), () => {
      this.close();
      this.map.fitBounds(L.latLngBounds(places.map((p) => this.symbols.position(p))).pad(0.5), { maxZoom: Math.min(this.map.getZoom() + 3, this.map.getMaxZoom()) });
    }, { class: "link" });
    const card = el("div", { class: "card group", role: "dialog", "aria-label": t("group", { n: places.length }), tabindex: "-1" },
      el("h2", {}, t("group", { n: places.length })), el("ul", {}, rows), zoom);
    card.addEventListener("click", (event) => event.stopPropagation());
    card.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); this.close(); } });
    this.stage.show(card, latlng, this.symbols.reach(places[0]));
  }

  // From a file the path says where it lies on this machine, which is nobody's business.
  link(place, quote) {
    const hash = placeHash(place, this.passageIndex(place, quote));
    const { protocol, pathname, href } = location;
    return (/^https?:$/.test(protocol) ? href.split("#")[0] : decodeURIComponent(pathname.split("/").pop() ?? "")) + hash;
  }

  address(hash) {
    const full = hash + (this.hash.has("embed") ? `${hash ? "&" : "#"}embed` : "");
    this.own = full;
    try {
      history.replaceState(null, "", full || location.pathname + location.search);
    } catch { /* a sandboxed or srcdoc frame has no address of its own */ }
  }

  follow() {
    this.hash = new URLSearchParams(location.hash.slice(1));
    const place = this.model.byId.get(this.hash.get("place") ?? "");
    if (place) this.open(place, { m: Math.max((+this.hash.get("m") || 1) - 1, 0), move: true });
  }

  read(quote) {
    const opener = this.opener;
    if (matchMedia(SHEET).matches) this.close(false);
    this.panel.choose("documents");
    this.reading ??= new Reading(this.panel, this.model, {
      open: (place, mention, from) => this.open(place, { mention, from, move: true }),
      review: this.review,
    });
    this.opener = this.stage.open ? opener : null;
    const mark = quote.marks?.[0]?.[0] ?? 0;
    this.reading.open({ document: quote.document, start: quote.start < 0 ? -1 : quote.start + mark });
  }

  fitAll() {
    const all = L.latLngBounds([]);
    for (const { place } of this.panel.selection) all.extend(this.symbols.position(place));
    if (all.isValid()) this.map.fitBounds(all.pad(0.1), { maxZoom: 8 });
  }

  // A button that appears takes room from names.
  outside(n) {
    const appears = this.fit.hidden && n > 0;
    this.fit.hidden = n === 0;
    this.fit.textContent = `${t("off.view", { n })} · ${t("fit")}`;
    if (appears) this.symbols.update();
  }

  // Areas that lie all round the view have no place for their name in it.
  alsoHere(items) {
    this.also.hidden = !items.length;
    const shown = items.slice(0, ALSO).flatMap(({ place, n }, i) => [i ? " · " : " ",
      button([foreign("span", place.name), ` ${compact(n)}`], (event) => this.open(place, { from: event.currentTarget }), { class: "link" })]);
    const rest = items.length > ALSO ? ` · ${t("also.more", { n: items.length - ALSO })}` : "";
    this.also.replaceChildren(t("also.here"), ...shown, rest);
  }

  // Prepares the search while nothing else is to be done.
  prepare() {
    const idle = window.requestIdleCallback ?? ((run) => setTimeout(() => run({ timeRemaining: () => 8 }), 50));
    const step = (deadline) => { if (!prepareSearch(this.model, () => deadline.timeRemaining() < 2)) idle(step); };
    idle(step);
  }

  listen() {
    this.ready = true;
    this.map.on("click", (event) => {
      if (this.review.ghosts.clicked(event.latlng)) return;
      const place = this.symbols.areas.at(event.latlng);
      if (place) this.open(place);
      else this.close();
    });
    addEventListener("hashchange", () => { if (location.hash !== this.own) this.follow(); });
    addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    new ResizeObserver(() => {
      this.map.invalidateSize({ animate: false });
      this.showWorldOnce(this.map);
    }).observe(this.map.getContainer());
    addEventListener("beforeprint", () => this.print(true));
    addEventListener("afterprint", () => this.print(false));
  }

  recolour() {
    this.base.draw();
    this.symbols.areas.draw();
  }

  print(on) {
    if (on) this.close(false);
    document.documentElement.classList.toggle("printing", on);
    this.record?.remove();
    this.record = on ? record(this.model, this.panel.selection, !isEmpty(this.panel.filter)) : null;
    if (on) document.querySelector("main").append(this.record);
    // A second canvas prints with a white ground, so that one is both.
    this.base.over = on ? (pen) => this.symbols.areas.paint(pen) : null;
    this.map.invalidateSize({ animate: false });
    this.showWorldOnce(this.map);
    this.recolour();
    this.fitView();
  }

  // The embedding page sets the frame's height from this; there is nothing secret in it.
  tellHeight() {
    let last = 0;
    const tell = () => {
      const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
      if (height !== last) window.parent.postMessage({ type: "geomap:height", height: (last = height) }, "*");
    };
    new ResizeObserver(tell).observe(document.documentElement);
    tell();
  }
}

// A map that is lower than the world shows more of the north, where the land is, than of the south.
function keepInside(map) {
  const south = Math.min(SOUTH, map.options.firstView[0] - 4);
  const size = map.getSize();
  const lowest = map.project([south, 0], map.getZoom()).y;
  const centre = map.project(map.getCenter(), map.getZoom());
  if (centre.y + size.y / 2 <= lowest) return;
  const y = Math.max(lowest - size.y / 2, Math.min(centre.y, size.y / 2));
  map.panBy([0, y - centre.y], { animate: false });
}
