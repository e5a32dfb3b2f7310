// Which part of the world a selection of places is about.

const CORE = 0.8, REACH = 2.2, HEAVIEST = 100;
// In units of the world at zoom 0: about 300 km, and the least width of a view, so that something is seen around a place.
const AT_HAND = 2.1, LEAST = 4.5;

// Spots: {x, y, n, box?}, where a box [west, north, east, south] says that it is an area. Returns
// the box that holds the spots that matter, as geomap's first view does: a far outlier does not widen it, nor
// does an area when there are points.
export function boxOf(spots) {
  const points = spots.filter(({ box }) => !box);
  const all = points.length ? points : spots;
  if (!all.length) return null;
  const heaviest = [...all].sort((a, b) => b.n - a.n).slice(0, HEAVIEST).map((spot) => ({ ...spot, weight: Math.sqrt(spot.n) }));
  const cost = (spot) => heaviest.reduce((sum, other) => sum + apart(spot, other) * other.weight, 0);
  const middle = heaviest.reduce((best, spot) => (cost(spot) < cost(best) ? spot : best));
  const far = all.map((spot) => [apart(spot, middle), spot]).sort((a, b) => a[0] - b[0]);
  const limit = Math.max(AT_HAND, REACH * core(far));
  const kept = far.filter(([away]) => away <= limit).map(([, spot]) => spot.box ?? [spot.x, spot.y, spot.x, spot.y]);
  return atLeast(kept.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]));
}

function apart(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

// How far the nearest places reach that have most of the weight.
function core(far) {
  const wanted = CORE * far.reduce((sum, [, { n }]) => sum + Math.sqrt(n), 0);
  let seen = 0;
  for (const [away, { n }] of far) if ((seen += Math.sqrt(n)) >= wanted) return away;
  return 0;
}

function atLeast([west, north, east, south]) {
  const wide = Math.max(0, LEAST - (east - west)) / 2, high = Math.max(0, LEAST - (south - north)) / 2;
  return [west - wide, north - high, east + wide, south + high];
}
