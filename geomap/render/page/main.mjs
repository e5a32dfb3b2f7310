// Puts the page together. Everything shown comes from the inert JSON in the page.
import { BaseMap } from "./base.mjs";
import { Card } from "./card.mjs";
import { readModel } from "./data.mjs";
import { announce, button, el, foreign } from "./dom.mjs";
import { legend } from "./legend.mjs";
import { Panel } from "./panel.mjs";
import { Reading } from "./reading.mjs";
import { Symbols, compact, isArea } from "./symbols.mjs";
import { t, urlText, useStrings } from "./text.mjs";
import { timeline } from "./timeline.mjs";

const NARROW = "(max-width: 760px)";

export function start() {
  const raw = JSON.parse(document.getElementById("geomap-data").textContent);
  useStrings(raw.strings, raw.lang);
  const model = readModel(raw);
  return new Page(model);
}

function placeHash(place, index) {
  return `#place=${urlText(place.id).replaceAll("%3A", ":")}&m=${index + 1}`;
}

class Page {
  constructor(model) {
    this.model = model;
    this.hash = new URLSearchParams(location.hash.slice(1));
    this.embedded = window.parent !== window && (model.embed || this.hash.has("embed"));
    document.documentElement.classList.toggle("embedded", this.embedded);
    this.map = this.makeMap();
    this.base = new BaseMap(this.map, model.outlines, model.states);
    this.symbols = new Symbols(this.map, this.base, model, (place, at, from) => this.open(place, this.firstQuote(place, at), from),
      (places, latlng, from) => this.openGroup(places, latlng, from));
    this.symbols.onUpdate = (n) => this.outside(n);
    this.addControls();
    this.addPanel();
    this.clearControls();
    this.follow();
    this.listen();
    if (this.embedded) this.tellHeight();
  }

  makeMap() {
    const container = document.querySelector(".folium-map");
    const { view, tiles } = this.model;
    const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(container, {
      ...this.model.mapOptions,
      zoomControl: false, zoomSnap: 0.25, zoomDelta: 0.75, minZoom: 1, maxZoom: tiles ? 19 : 12, attributionControl: false,
      zoomAnimation: !quiet, fadeAnimation: false, markerZoomAnimation: !quiet, inertia: !quiet,
      worldCopyJump: false, maxBounds: [[-86, -540], [86, 540]], firstView: view, closePopupOnClick: true,
    });
    L.control.attribution({ prefix: false }).addTo(map).addAttribution(this.attribution());
    L.control.zoom({ position: "topleft" }).addTo(map);
    const end = document.documentElement.dir === "rtl" ? "left" : "right";
    L.control.scale({ position: `bottom${end}`, maxWidth: 110 }).addTo(map);
    if (tiles) {
      L.tileLayer(tiles.url, { referrerPolicy: "origin", maxZoom: 19, crossOrigin: false }).addTo(map);
      container.classList.add("tiled");
    }
    map.fitBounds(this.viewBounds(), { animate: false });
    return map;
  }

  viewBounds() {
    const [south, west, north, east] = this.model.view;
    return L.latLngBounds([south, west], [north, east]).pad(0.08);
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
    this.legend = legend(model);
    const corner = document.querySelector(".map-area");
    corner.append(this.fit, this.legend);
    this.legend.addEventListener("toggle", () => this.symbols.update());
    L.DomEvent.disableClickPropagation(this.legend);
    map.getContainer().setAttribute("aria-label", `${t("map")}. ${t("map.help")}`);
  }

  addPanel() {
    const root = document.getElementById("panel");
    this.panel = new Panel(root, this.model, {
      open: (place, quote, from) => this.open(place, quote, from, true),
      read: (quote) => this.read(quote),
      selected: (selection) => this.selected(selection),
      cleared: () => this.timeline?.reset(),
    });
    this.timeline = timeline(this.model, (range) => this.panel.change(range));
    if (this.timeline) document.querySelector(".map-area").after(this.timeline.element);
    document.body.classList.toggle("timed", Boolean(this.timeline));
    if (this.timeline) this.map.invalidateSize({ animate: false });
  }

  clearControls() {
    clearControls(this.map, this.legend, (padding) => this.map.fitBounds(this.viewBounds(), { ...padding, animate: false }));
    this.symbols.update();
  }

  selected(selection) {
    this.selection = new Map(selection.map((item) => [item.place, item.quotes]));
    this.symbols.show(selection);
    if (this.ready) announce(this.panel.count.textContent);
  }

  quotesOf(place) {
    return this.selection.get(place) ?? place.quotes.map((_, i) => i);
  }

  firstQuote(place, at = 0) {
    return this.quotesOf(place)[at] ?? 0;
  }

  open(place, quoteIndex = 0, from = null, move = false) {
    const quotes = this.quotesOf(place).includes(quoteIndex) ? this.quotesOf(place) : place.quotes.map((_, i) => i);
    if (!quotes.length) return;
    this.opener = from;
    const card = new Card(this.model, place, quotes, {
      close: () => this.close(),
      link: (p, i) => this.link(p, i),
      moved: (p, i) => this.moved(p, i),
      read: (quote) => this.read(quote, place),
    });
    card.show(Math.max(quotes.indexOf(quoteIndex), 0));
    if (move) this.bringIntoView(place);
    this.showCard(card.element, this.anchor(place));
    this.symbols.select(place);
    this.panel.mark(place);
  }

  anchor(place) {
    const drawn = isArea(place) ? this.symbols.labelPoint(place, this.map.getBounds()) : null;
    return L.latLng(drawn ?? this.symbols.position(place));
  }

  bringIntoView(place) {
    const drawn = this.symbols.drawn.get(place.id);
    const bounds = drawn && drawn.getBounds();
    if (bounds?.isValid() && place.wide) {
      const tooSmall = this.map.getBoundsZoom(bounds) > this.map.getZoom() + 4;
      if (!this.map.getBounds().intersects(bounds) || tooSmall) this.map.fitBounds(bounds, { maxZoom: 7, animate: false });
    } else if (!this.map.getBounds().pad(-0.05).contains(this.symbols.position(place))) {
      this.map.setView(this.symbols.position(place), Math.max(this.map.getZoom(), 5), { animate: false });
    }
  }

  showCard(element, latlng) {
    this.closing = true;
    this.map.closePopup();
    this.sheet?.remove();
    this.closing = false;
    const shut = button("×", () => this.close(), { class: "close", "aria-label": t("close") });
    element.prepend(shut);
    if (matchMedia(NARROW).matches) {
      this.sheet = el("div", { class: "sheet" }, element);
      document.body.append(this.sheet);
    } else {
      const height = Math.max(220, Math.min(460, this.map.getSize().y - 90));
      element.style.setProperty("max-height", `${height}px`);
      this.popup = L.popup({ maxWidth: 380, minWidth: 320, closeButton: false, autoPanPaddingTopLeft: [60, 52], autoPanPaddingBottomRight: [28, 28], className: "place" })
        .setLatLng(latlng).setContent(element).openOn(this.map);
    }
    element.focus({ preventScroll: true });
  }

  close() {
    this.sheet?.remove();
    this.sheet = null;
    this.map.closePopup();
  }

  closed() {
    if (this.closing) return;
    this.symbols.select(null);
    this.panel.mark(null);
    const back = this.opener;
    this.opener = null;
    if (back?.isConnected) back.focus({ preventScroll: true });
    else if (back?.dataset?.key) {
      [...document.querySelectorAll(".leaflet-marker-pane [data-key]")].find((m) => m.dataset.key === back.dataset.key)?.focus({ preventScroll: true });
    }
    this.address("");
  }

  openGroup(places, latlng, from) {
    this.opener = from;
    const rows = places.map((place) => el("li", {}, button([foreign("span", place.name), el("b", {}, compact(place.n))],
      () => this.open(place, this.firstQuote(place), from))));
    const zoom = button(t("group.zoom"), () => {
      this.close();
      this.map.fitBounds(L.latLngBounds(places.map((p) => this.symbols.position(p))).pad(0.5), { maxZoom: Math.min(this.map.getZoom() + 3, this.map.getMaxZoom()) });
    }, { class: "link" });
    const card = el("div", { class: "card group", role: "dialog", "aria-label": t("group", { n: places.length }), tabindex: "-1" },
      el("h2", {}, t("group", { n: places.length })), el("ul", {}, rows), zoom);
    card.addEventListener("click", (event) => event.stopPropagation());
    card.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); this.close(); } });
    this.showCard(card, latlng);
  }

  moved(place, index) {
    this.address(placeHash(place, index));
  }

  link(place, index) {
    return location.href.split("#")[0] + placeHash(place, index);
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
    if (place) this.open(place, Math.min(Math.max((+this.hash.get("m") || 1) - 1, 0), place.quotes.length - 1), null, true);
  }

  read(quote) {
    if (matchMedia(NARROW).matches) this.close();
    this.panel.choose("documents");
    this.reading ??= new Reading(this.panel.page("documents"), this.model, {
      open: (place, index, from) => this.open(place, index, from, true),
    });
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

  listen() {
    this.ready = true;
    this.map.on("popupclose", () => this.closed());
    this.map.on("click", () => { if (this.sheet) { this.close(); this.closed(); } });
    addEventListener("hashchange", () => { if (location.hash !== this.own) this.follow(); });
    addEventListener("keydown", (event) => { if (event.key === "Escape" && (this.sheet || this.opener)) { this.close(); this.closed(); } });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.base.draw());
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(this.map.getContainer());
    addEventListener("beforeprint", () => this.print(true));
    addEventListener("afterprint", () => this.print(false));
  }

  print(on) {
    if (on) this.close();
    document.documentElement.classList.toggle("printing", on);
    this.base.draw();
    this.map.invalidateSize({ animate: false });
    this.map.fitBounds(this.viewBounds(), { animate: false });
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
