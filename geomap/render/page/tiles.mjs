// Tiles of a server that the map's maker has asked for, and the switch back to the map in the file.
import { button } from "./dom.mjs";
import { t } from "./text.mjs";

export function addTiles(map, tiles, changed) {
  const layer = L.tileLayer(tiles.url, { referrerPolicy: "origin", maxZoom: 19, maxNativeZoom: tiles.deepest, crossOrigin: false });
  const control = button("", () => show(!map.hasLayer(layer)), { class: "tiles-switch" });
  const show = (on) => {
    if (on) layer.addTo(map);
    else layer.remove();
    map.getContainer().classList.toggle("tiled", on);
    control.textContent = t(on ? "tiles.off" : "tiles.on", { host: tiles.host });
    changed();
  };
  const Control = L.Control.extend({ onAdd: () => control });
  new Control({ position: "topleft" }).addTo(map);
  L.DomEvent.disableClickPropagation(control);
  show(true);
}
