// Lines from the open place to those that are named with it, when they are asked for.
import { isArea } from "./symbols.mjs";

const THICKEST = 5;

export class Lines {
  constructor(map, symbols) {
    Object.assign(this, { map, symbols, on: false, drawn: L.layerGroup().addTo(map) });
    const pane = map.createPane("lines");
    pane.style.zIndex = 340;
    pane.style.pointerEvents = "none";
  }

  // What a card needs to switch the lines, or null where there is nothing to draw: an area is no point.
  of(place, together) {
    const others = together.filter((item) => !isArea(item.place));
    this.clear();
    if (isArea(place) || !others.length) return null;
    if (this.on) this.draw(place, others);
    const lines = this;
    return {
      get on() { return lines.on; },
      toggle() {
        lines.on = !lines.on;
        lines.clear();
        if (lines.on) lines.draw(place, others);
        return lines.on;
      },
    };
  }

  draw(place, others) {
    const from = this.symbols.position(place), most = others[0].passages;
    for (const item of others) {
      const weight = 1 + ((THICKEST - 1) * item.passages) / most;
      L.polyline([from, this.symbols.position(item.place)], { pane: "lines", className: "line", interactive: false, weight }).addTo(this.drawn);
    }
  }

  clear() {
    this.drawn.clearLayers();
  }
}
