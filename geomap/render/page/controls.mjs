// What lies over the map: buttons, legend, scale, sources. Nothing may be lost under it.
const TOP = ".map-area .leaflet-top .leaflet-control, .over-map > .fit, .over-map > .also";
const BOTTOM = ".map-area .leaflet-bottom .leaflet-control, .map-area > .legend:not(.undecided)";

const ROUNDS = 4, MORE = 24;

// Boxes in pixels of the map, for names to keep away from. They are measured anew only when a
// control has changed: measuring makes the browser lay out the page.
export function controlBoxes(map) {
  const size = map.getSize();
  const state = [size.x, size.y, ...[...document.querySelectorAll(".fit, .also, .legend")].map((e) => `${e.hidden}${e.open}${e.className}${e.textContent.length}`)].join();
  if (map.controlState !== state) {
    map.controlState = state;
    map.controlBoxes = measured(map);
  }
  return map.controlBoxes;
}

function measured(map) {
  const own = map.getContainer().getBoundingClientRect();
  return boxes(`${TOP}, ${BOTTOM}`).map((box) =>
    [box.left - own.left, box.top - own.top, box.right - own.left, box.bottom - own.top]);
}

// The first view: an open legend must not hide a symbol, nor may any control hide a circle. What
// does so closes, or the view keeps to the rest of the map.
export function clearControls(map, legend, refit) {
  raise(legend);
  if (covers([legend.getBoundingClientRect()], ".mark .disc, .mark .chip")) legend.open = false;
  legend.classList.remove("undecided");
  const own = map.getContainer().getBoundingClientRect();
  const over = (selector) => boxes(selector).filter((box) => covers([box], ".mark .disc"));
  // A place just outside the first view may come under a control that way: then there is more room.
  let top = 0, bottom = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const above = over(TOP), below = over(BOTTOM);
    if (!above.length && !below.length) break;
    for (const box of above) top = Math.max(top + MORE * Math.sign(round), box.bottom - own.top);
    for (const box of below) bottom = Math.max(bottom + MORE * Math.sign(round), own.bottom - box.top);
    refit({ paddingTopLeft: [0, top], paddingBottomRight: [0, bottom] });
  }
  if (covers([legend.getBoundingClientRect()], ".mark .disc")) setBelow(legend);
}

// A small map has no room for both: the legend goes under it.
function setBelow(legend) {
  legend.classList.add("below");
  legend.style.bottom = "";
  document.getElementById("panel").before(legend);
}

// On a phone the line of sources is as wide as the map and may have several rows.
function raise(legend) {
  const sources = document.querySelector(".map-area .leaflet-control-attribution").getBoundingClientRect();
  const box = legend.getBoundingClientRect();
  if (sources.left < box.right && sources.top < box.bottom) legend.style.bottom = `${sources.height + 8}px`;
}

function boxes(selector) {
  return [...document.querySelectorAll(selector)].map((element) => element.getBoundingClientRect())
    .filter(({ width, height }) => width && height);
}

function covers(over, selector) {
  return boxes(selector).some((m) => over.some((box) =>
    m.left < box.right && m.right > box.left && m.top < box.bottom && m.bottom > box.top));
}
