// A point in the notations that other tools take.

const OPEN_LOCATION = "23456789CFGHJMPQRVWX";

export function decimalDegrees(lat, lon) {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

export function degreesMinutesSeconds(lat, lon) {
  return `${dms(lat, "NS")}, ${dms(lon, "EW")}`;
}

function dms(value, letters) {
  const total = Math.round(Math.abs(value) * 3600);
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(total / 3600)}°${two(Math.floor(total / 60) % 60)}′${two(total % 60)}″ ${letters[value < 0 ? 1 : 0]}`;
}

// Google's Open Location Code, ten digits: a square of about 14 m. In whole 1/8000 degrees, as
// the specification counts.
export function plusCode(lat, lon) {
  let north = Math.min(Math.floor(wholeOf((lat + 90) * 8000)), 180 * 8000 - 1);
  let east = Math.floor(wholeOf(((((lon + 180) % 360) + 360) % 360) * 8000));
  let digits = "";
  for (let i = 0; i < 5; i++) {
    digits = OPEN_LOCATION[north % 20] + OPEN_LOCATION[east % 20] + digits;
    north = Math.floor(north / 20);
    east = Math.floor(east / 20);
  }
  return `${digits.slice(0, 8)}+${digits.slice(8)}`;
}

// Five decimals of a degree times 8000 are whole but for the error of the multiplication.
function wholeOf(value) {
  return Math.round(value * 1e6) / 1e6;
}

// [what, value] for a point of the page; MGRS comes with the data.
export function notations(place, t) {
  return [
    [t("position.decimal"), decimalDegrees(place.lat, place.lon)],
    [t("position.dms"), degreesMinutesSeconds(place.lat, place.lon)],
    place.mgrs ? ["MGRS", place.mgrs] : null,
    ["Plus Code", plusCode(place.lat, place.lon)],
  ].filter(Boolean);
}

export function mapLink(place) {
  const at = `${place.lat.toFixed(5)}/${place.lon.toFixed(5)}`;
  return `https://www.openstreetmap.org/?mlat=${place.lat.toFixed(5)}&mlon=${place.lon.toFixed(5)}#map=14/${at}`;
}
