// A view of the map that is worked out before the map moves, so that it moves, and draws all, once.

export class Sight {
  constructor(map, centre = map.getCenter(), zoom = map.getZoom()) {
    this.map = map;
    this.set(centre, zoom);
  }

  // As the map would take it: within its limits.
  set(centre, zoom) {
    const { map } = this;
    this.zoom = map._limitZoom(zoom);
    this.centre = map._limitCenter(L.latLng(centre), this.zoom, map.options.maxBounds);
  }

  bounds() {
    const { map, zoom } = this;
    const half = map.getSize().divideBy(2), middle = map.project(this.centre, zoom);
    return L.latLngBounds(map.unproject(middle.subtract(half), zoom), map.unproject(middle.add(half), zoom));
  }

  fit(bounds, options) {
    const { center, zoom } = this.map._getBoundsCenterZoom(bounds, options);
    this.set(center, zoom);
  }

  // Moves the map there, if it is elsewhere.
  take() {
    const { map, centre, zoom } = this;
    if (zoom !== map.getZoom() || !centre.equals(map.getCenter())) map.setView(centre, zoom, { animate: false });
  }
}
