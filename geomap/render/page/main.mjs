// Puts the page together. Everything shown comes from the inert JSON in the page.
import { readAddress, shareable, writeAddress } from "./address.mjs";
import { BaseMap } from "./base.mjs";
import { Card } from "./card.mjs";
import { colouring } from "./colours.mjs";
import { clearControls } from "./controls.mjs";
import { quotes, readModel } from "./data.mjs";
import { button, el, foreign } from "./dom.mjs";
import { emptyFilter, isEmpty, prepareSearch, select, tally } from "./filter.mjs";
import { filterParts } from "./find.mjs";
import { boxOf } from "./fit.mjs";
import { groupings } from "./groups.mjs";
import { unworld } from "./ground.mjs";
import { Pristine, saveText } from "./keep.mjs";
import { framing, shareGestures } from "./frame.mjs";
import { ColourKey, legend } from "./legend.mjs";
import { Lines } from "./lines.mjs";
import { Panel } from "./panel.mjs";
import { Reading } from "./reading.mjs";
import { record } from "./record.mjs";
import { Review } from "./reviewing.mjs";
import { csvOf, geojsonOf, markdownOf, sharing } from "./share.mjs";
import { Sight } from "./sight.mjs";
import { SHEET, Stage } from "./stage.mjs";
import { Symbols, compact, isArea } from "./symbols.mjs";
import { t, useStrings } from "./text.mjs";
import { addTiles } from "./tiles.mjs";
import { Tools } from "./tools.mjs";
import { timeline } from "./timeline.mjs";
import { namedWith } from "./together.mjs";

const ALSO = 4, MOST_TOGETHER = 40;
// Milliseconds from a change of the filters to the map's move, and to the address.
const REFIT = 450, TELL = 200;
// How near the map goes by itself, and how many steps of zoom are no reason to move.
const CLOSEST = 9, NEARLY = 1;
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

class Page {
  constructor(model, review) {
    this.model = model;
    this.review = review;
    this.steering = 0;
    this.embed = framing(location.hash, false);
    this.embedded = window.parent !== window && (model.embed || Boolean(this.embed));
    document.documentElement.classList.toggle("embedded", this.embedded);
    document.documentElement.classList.toggle("alone", this.embed === "alone");
    this.review.attach(this);
    this.map = this.makeMap();
    if (this.embedded) shareGestures(this.map);
    this.base = new BaseMap(this.map, model);
    this.stage = new Stage(this.map, document.querySelector(".map-area"), () => this.close());
    this.symbols = new Symbols(this.map, this.base, model, (place, at, from) => this.open(place, { from }),
      (places, latlng, from) => this.openGroup(places, latlng, from));
    this.by = "";
    this.fitted = JSON.stringify(emptyFilter());
    this.lines = new Lines(this.map, this.symbols);
    this.key = new ColourKey(model, (by) => this.colourBy(by));
    this.symbols.colourWords = (colour) => this.key.words(colour);
    this.symbols.onUpdate = (n, also) => { this.outside(n); this.alsoHere(also); };
    this.addControls();
    this.addPanel();
    if (this.review.ledger.size) document.querySelector(".summary").textContent = this.summary();
    this.tools = new Tools(this);
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
    if (tiles) addTiles(map, tiles, () => this.symbols?.update());
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
    this.legend.append(this.key.element);
    const corner = document.querySelector(".map-area");
    corner.append(el("div", { class: "over-map" }, this.fit, this.also), this.legend);
    this.legend.addEventListener("toggle", () => this.symbols.update());
    for (const element of [this.legend, this.fit, this.also]) L.DomEvent.disableClickPropagation(element);
    map.getContainer().setAttribute("aria-label", `${t("map")}. ${t("map.help")}`);
  }

  addPanel() {
    const root = document.getElementById("panel");
    this.timeline = timeline(this.model, {
      change: (range) => this.panel.change(range),
      playing: (on) => this.panel?.find.quiet(on),
    });
    this.panel = new Panel(root, this.model, {
      open: (place, from) => this.open(place, { from, move: true }),
      read: (quote) => this.read(quote),
      selected: (found) => this.selected(found),
      asked: (found, filter) => this.asked(found, filter),
      colourWords: (colour) => this.key.words(colour),
      moved: () => this.tell(),
      tools: [sharing({ save: (kind) => this.save(kind), print: () => print(), link: () => shareable(location, this.address()) })],
      review: this.review,
    });
    if (this.timeline) document.querySelector(".map-area").after(this.timeline.element);
    this.showTime();
    document.body.classList.toggle("timed", Boolean(this.timeline));
    if (this.timeline) this.map.invalidateSize({ animate: false });
  }

  clearControls() {
    clearControls(this.map, this.legend, (padding) => this.fitView(this.map, (this.padding = padding)));
    this.symbols.update();
  }

  // Before anything is drawn: colours, and the counts that several parts of the page show.
  asked({ places, dates }, filter) {
    const compared = Boolean(filter.a && filter.b);
    this.colours = compared || this.by ? colouring(this.model, this.by || "document", filter) : null;
    for (const item of places) item.colour = this.colours?.of(item.mentions);
    this.key.show(this.by, this.colours, compared);
    // What other dates would show must be asked for only when some are chosen.
    const counts = this.timeline && (filter.from || filter.to) ? tally(this.model, filter) : null;
    this.dates = counts?.dates ?? dates;
    return counts;
  }

  colourBy(by) {
    this.by = groupings(this.model).includes(by) ? by : "";
    this.panel.apply();
  }

  selected({ places, terms }) {
    this.selection = new Map(places.map((item) => [item.place, item]));
    this.terms = terms;
    this.shown = places;
    this.show();
    if (this.place && !this.selection.has(this.place)) this.close(false);
    else if (this.place && this.card) this.reopen();
    this.reading?.refresh(terms);
    this.showTime();
    if (!this.ready) return;
    this.tell();
    const filter = JSON.stringify(this.panel.filter);
    if (filter === this.fitted || this.timeline?.timer) return;
    this.fitted = filter;
    clearTimeout(this.refitting);
    this.refitting = setTimeout(() => this.refit(), REFIT);
  }

  showTime() {
    if (this.panel && this.timeline) this.timeline.show(this.panel.filter, this.dates, this.place);
  }

  // The map shows what the filters leave, unless it already does; without filters the first view.
  refit() {
    // So many places are all over the first view.
    const filtered = !isEmpty(this.panel.filter) && this.panel.selection.length <= MANY;
    if (filtered && !this.panel.selection.length) return;
    this.moved = false;
    this.steer(() => {
      if (filtered) this.fitShown();
      else if (this.refitted) this.fitView(this.map, this.padding);
      if (this.place) this.bringIntoView(this.place);
    });
    this.refitted = filtered;
    this.tell();
  }

  fitShown() {
    const points = this.panel.selection.filter(({ place }) => !isArea(place));
    const spots = (points.length ? points : this.panel.selection).map(({ place, n }) => {
      const [x, y] = this.symbols.point(place).world;
      return { x, y, n, box: points.length ? null : this.symbols.areas.shape(place)?.rings?.reduce(around, null) ?? [x, y, x, y] };
    });
    const [west, north, east, south] = boxOf(spots);
    const bounds = L.latLngBounds([unworld(west, north), unworld(east, south)]);
    const size = this.map.getSize();
    const padding = { paddingTopLeft: [Math.min(64, size.x / 8), Math.min(56, size.y / 8)], paddingBottomRight: [Math.min(40, size.x / 8), Math.min(40, size.y / 8)] };
    const best = Math.min(CLOSEST, this.map.getBoundsZoom(bounds, false, L.point(padding.paddingTopLeft).add(padding.paddingBottomRight)));
    if (this.map.getBounds().contains(bounds) && Math.abs(best - this.map.getZoom()) < NEARLY) return;
    this.map.fitBounds(bounds, { ...padding, maxZoom: CLOSEST, animate: false });
    keepInside(this.map);
  }

  // Moves of the map that are the page's own do not count as the reader's.
  steer(move) {
    this.steering++;
    move();
    this.steering--;
  }

  look() {
    const { lat, lng } = this.map.getCenter();
    return [lat, lng, this.map.getZoom()];
  }

  // What the page answers to a filter: [[place id, mentions]]. For tests.
  answer(filter) {
    return select(this.model, { ...emptyFilter(), ...filter }).map(({ place, n }) => [place.id, n]);
  }

  // Draws what is selected, without places that a reader has hidden.
  show() {
    this.symbols.show(this.tools?.hidden.size ? this.shown.filter(({ place }) => !this.tools.hidden.has(place.id)) : this.shown);
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
    this.steer(() => {
      if (move) this.bringIntoView(place);
      this.showCard(place, shown, at);
    });
    this.showTime();
  }

  showCard(place, shown, at) {
    const together = namedWith(this.model, place, shown.flatMap(({ mentions }) => mentions)).slice(0, MOST_TOGETHER);
    const lines = this.lines.of(place, together);
    this.card = new Card(this.model, place, shown, {
      together, lines, open: (other) => this.open(other, { from: this.opener, move: true }),
      terms: this.terms,
      close: () => this.close(),
      link: () => shareable(location, this.address()),
      moved: () => this.tell(),
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
    for (let i = 0; i < total; i++) if (owner[i] >= 0) said.add(passage[i]);
    const left = model.unplaced.filter(({ n }) => n).length;
    return [t("count.places", { n: model.places.filter(({ n }) => n).length }), t("count.passages", { n: said.size }), t("count.documents", { n: model.documents.length }),
      left ? t("count.unplaced", { n: left }) : ""].filter(Boolean).join(" · ");
  }

  // Decisions have changed what is where.
  redraw() {
    const focused = document.activeElement;
    if (this.place && !this.place.n) { this.place = null; this.card = null; }
    this.symbols.forget(this.review.decided.reshaped.splice(0));
    this.panel.apply();
    // The map stays where the reader looks.
    clearTimeout(this.refitting);
    clearTimeout(this.recounting);
    this.recounting = setTimeout(() => this.recount(), 0);
    this.reading?.redraw();
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  }

  // What a decision need not wait for: counts over everything.
  recount() {
    document.querySelector(".summary").textContent = this.summary();
    legend(this.model, this.model.borders !== "none" && this.base.contestedIn(this.map.getBounds()), this.symbols, this.legend);
  }

  anchor(place) {
    const drawn = isArea(place) ? this.symbols.labelPoint(place, this.map.getBounds()) : null;
    return L.latLng(drawn ?? this.symbols.position(place));
  }

  bringIntoView(place) {
    const sight = new Sight(this.map);
    if (this.aim(sight, place)) sight.take();
  }

  // Turns a view to a place that is not well seen in it; returns whether it did.
  aim(sight, place) {
    const shape = this.symbols.drawn.get(place.id);
    const position = this.symbols.position(place);
    if (shape?.bounds.isValid() && place.wide) {
      const tooSmall = this.map.getBoundsZoom(shape.bounds) > sight.zoom + 4;
      if (sight.bounds().intersects(shape.bounds) && !tooSmall) return false;
      sight.fit(shape.bounds, { maxZoom: 7 });
      return true;
    }
    if (sight.bounds().pad(-0.05).contains(position)) return false;
    sight.set(position, Math.max(sight.zoom, 5));
    return true;
  }

  // Closes the card; focus goes back to where it came from.
  close(focus = true) {
    if (!this.stage.open) return;
    const had = this.stage.home.contains(document.activeElement) || document.activeElement === document.body;
    this.stage.remove();
    this.review.ghosts.clear(true);
    this.lines.clear();
    const { place, opener } = this;
    this.place = this.card = this.opener = null;
    this.symbols.select(null);
    this.panel.mark(null);
    this.tell();
    this.showTime();
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

  // Where the page stands, as the fragment of an address.
  address() {
    const quote = this.card?.quotes[this.card.at];
    const m = quote && quotes(this.model, this.place.mentions).findIndex(({ passage }) => passage === quote.passage) + 1;
    return writeAddress(this.model, {
      filter: this.panel.filter, place: this.place?.id, m, map: this.moved ? this.look() : null,
      colour: this.by, tab: this.panel.tab === "places" ? "" : this.panel.tab, embed: this.embed,
    });
  }

  // Writes the address, not more often than browsers allow.
  tell() {
    if (!this.ready) return;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      // Somebody has given another address, which is followed next.
      if (location.hash !== this.own) return;
      try {
        history.replaceState(null, "", this.address() || location.pathname + location.search);
      } catch { /* a sandboxed or srcdoc frame has no address of its own */ }
      this.own = location.hash;
    }, TELL);
  }

  // Shows what the address says.
  follow() {
    this.own = location.hash;
    const { filter, place, m, map, tab, colour, embed } = readAddress(this.model, location.hash);
    const filtered = !isEmpty(filter);
    this.embed = embed;
    const by = groupings(this.model).includes(colour) ? colour : "";
    const changed = by !== this.by;
    this.by = by;
    if (changed || filtered || !isEmpty(this.panel.filter)) this.panel.set(filter);
    this.fitted = JSON.stringify(this.panel.filter);
    clearTimeout(this.refitting);
    if (tab) this.panel.choose(tab);
    if (filtered || this.refitted) this.refit();
    if (map) this.map.setView(map.slice(0, 2), map[2], { animate: false });
    this.moved = Boolean(map);
    if (place) this.open(this.model.byId.get(place), { m: m - 1, move: true });
    else if (this.place) this.close(false);
  }

  // Returns the name of the file with what is shown.
  save(kind) {
    const { found, filter } = this.panel;
    const { model } = this;
    const words = filterParts(model, filter).map((part) => part.words);
    const [type, text] = {
      csv: () => ["text/csv", csvOf(model, found)],
      geojson: () => ["application/geo+json", geojsonOf(model, found, words)],
      md: () => ["text/markdown", markdownOf(model, found, words)],
    }[kind]();
    const own = shareable({ protocol: "file:", pathname: location.pathname }, "").replace(/\.[^.]*$/, "") || "map";
    const name = `${own}${words.length ? "-shown" : ""}.${kind}`;
    saveText(name, type, text);
    return name;
  }

  read(quote) {
    const opener = this.opener;
    if (matchMedia(SHEET).matches) this.close(false);
    this.panel.choose("documents");
    this.reading ??= new Reading(this.panel, this.model, {
      open: (place, mention, from) => this.open(place, { mention, from, move: true }),
      light: (places) => this.light(places), frame: () => this.readingFrame(),
      review: this.review,
    });
    this.opener = this.stage.open ? opener : null;
    const mark = quote.marks?.[0]?.[0] ?? 0;
    this.reading.open({ document: quote.document, start: quote.start < 0 ? -1 : quote.start + mark });
  }

  // The places of the sentence that is read, lit, and in view.
  light(places) {
    this.symbols.light(places);
    if (!places.length) return;
    if (this.card && !places.includes(this.place)) this.close(false);
    const points = places.filter((place) => !isArea(place));
    if (!points.length) {
      if (!this.card) this.steer(() => this.bringIntoView(places[0]));
      return;
    }
    const bounds = L.latLngBounds(points.map((place) => this.symbols.position(place)));
    const seen = this.map.getBounds().pad(-0.1);
    if (seen.contains(bounds)) return;
    const close = this.map.getBoundsZoom(bounds.pad(0.15)) < this.map.getZoom();
    this.steer(() => {
      if (close) this.map.fitBounds(bounds.pad(0.15), { animate: false });
      else this.map.panTo(bounds.getCenter(), { animate: this.map.options.zoomAnimation });
    });
  }

  // The part of the window in which the text is read.
  readingFrame() {
    const page = this.panel.page("documents").getBoundingClientRect();
    const scrolls = getComputedStyle(this.panel.page("documents")).overflowY !== "visible";
    const top = scrolls ? page.top : this.map.getContainer().getBoundingClientRect().bottom;
    return { top: Math.max(0, top), bottom: scrolls ? Math.min(innerHeight, page.bottom) : innerHeight };
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
    const step = (deadline) => { if (!prepareSearch(this.model, () => deadline.timeRemaining() < 2) || !this.review.decided.prepare(() => deadline.timeRemaining() < 2)) idle(step); };
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
    // What drags, zooms or presses an arrow is the reader; the map also moves by itself, to its limits.
    const moved = () => { if (!this.steering) this.moved = true; };
    this.map.on("dragend zoomend", moved);
    this.map.getContainer().addEventListener("keydown", ({ key, target }) => { if (key.startsWith("Arrow") && target === this.map.getContainer()) moved(); });
    this.map.on("moveend", () => { if (this.moved) this.tell(); });
    addEventListener("hashchange", () => { if (location.hash !== this.own) this.follow(); });
    addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    new ResizeObserver(() => {
      this.steer(() => {
        this.map.invalidateSize({ animate: false });
        this.showWorldOnce(this.map);
      });
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
    if (on) this.before = this.look();
    document.documentElement.classList.toggle("printing", on);
    this.record?.remove();
    const words = filterParts(this.model, this.panel.filter).map((part) => part.words);
    this.record = on ? record(this.model, this.panel.found, words) : null;
    if (on) document.querySelector("main").append(this.record);
    // A second canvas prints with a white ground, so that one is both.
    this.base.over = on ? (pen) => this.symbols.areas.paint(pen) : null;
    this.steer(() => {
      this.map.invalidateSize({ animate: false });
      this.showWorldOnce(this.map);
      this.recolour();
      if (on && words.length && this.panel.selection.length) this.fitShown();
      else if (on) this.fitView();
      else this.map.setView(this.before.slice(0, 2), this.before[2], { animate: false });
    });
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

function around(box, { box: [west, north, east, south] }) {
  return box ? [Math.min(box[0], west), Math.min(box[1], north), Math.max(box[2], east), Math.max(box[3], south)] : [west, north, east, south];
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
