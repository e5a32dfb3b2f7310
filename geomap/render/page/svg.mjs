// What the map shows, as one SVG: the lines of its canvases, its symbols and names, scale, sources.
import { Pen } from "./ground.mjs";

const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const fixed = (value) => (Math.round(value * 10) / 10).toString();

// Takes what a canvas is told and writes it down.
class Recorder {
  constructor() {
    this.out = [];
    this.path = [];
    this.open = 0;
    this.clips = 0;
    this.globalAlpha = 1;
    this.dash = [];
  }

  save() { this.saved = this.open; }
  restore() { while (this.open > this.saved) { this.out.push("</g>"); this.open--; } }
  beginPath() { this.path = []; }
  moveTo(x, y) { this.path.push(`M${fixed(x)} ${fixed(y)}`); }
  lineTo(x, y) { this.path.push(`L${fixed(x)} ${fixed(y)}`); }
  rect(x, y, w, h) { this.path.push(`M${fixed(x)} ${fixed(y)}h${fixed(w)}v${fixed(h)}h${fixed(-w)}z`); }
  arc(x, y, r) { this.path.push(`M${fixed(x + r)} ${fixed(y)}a${fixed(r)} ${fixed(r)} 0 1 0 ${fixed(-2 * r)} 0a${fixed(r)} ${fixed(r)} 0 1 0 ${fixed(2 * r)} 0`); }
  setLineDash(dash) { this.dash = dash; }

  clip() {
    const id = `clip${this.clips++}`;
    this.out.push(`<clipPath id="${id}"><path d="${this.path.join("")}"/></clipPath><g clip-path="url(#${id})">`);
    this.open++;
  }

  fill(rule) { this.put(`fill="${this.fillStyle}" fill-opacity="${this.globalAlpha}" fill-rule="${rule}"`); }

  stroke() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    this.put(`fill="none" stroke="${this.strokeStyle}" stroke-width="${fixed(this.lineWidth)}" stroke-opacity="${this.globalAlpha}" stroke-linecap="${this.lineCap}" stroke-linejoin="round"${dash}`);
  }

  put(style) { if (this.path.length) this.out.push(`<path d="${this.path.join("")}" ${style}/>`); }
}

export function svgOf({ map, base, symbols, model }) {
  const { x: width, y: height } = map.getSize();
  const container = map.getContainer();
  const own = container.getBoundingClientRect();
  const offset = map.containerPointToLayerPoint([0, 0]);
  const recorder = new Recorder();
  const pen = new Pen(recorder, map, L.bounds(offset, offset.add([width, height])));
  base.paint(pen);
  symbols.areas.paint(pen);
  const parts = [`<g transform="translate(${fixed(-offset.x)} ${fixed(-offset.y)})">${recorder.out.join("")}</g>`];
  const box = (element) => {
    const { left, top, width: wide, height: high } = element.getBoundingClientRect();
    return { x: left - own.left, y: top - own.top, wide, high };
  };
  const seen = ({ x, y, wide, high }) => wide && x + wide > 0 && y + high > 0 && x < width && y < height;
  for (const element of container.querySelectorAll(".way")) {
    if (element.classList.contains("town-name")) parts.push(discOf(element, box(element)));
    parts.push(wordsIn(element.querySelector("span"), box));
  }
  for (const element of container.querySelectorAll(".mark")) {
    for (const disc of element.querySelectorAll(".disc")) if (seen(box(disc))) parts.push(discOf(disc, box(disc)), wordsIn(disc, box));
    for (const label of element.querySelectorAll(".label, .chip > span")) parts.push(wordsIn(label, box));
    for (const chip of element.querySelectorAll(".chip > b")) parts.push(frameOf(chip, box(chip)), wordsIn(chip, box));
  }
  for (const line of [...container.querySelectorAll(".leaflet-control-scale-line")].slice(0, 1)) parts.push(scaleOf(line, box(line)));
  const style = getComputedStyle(container);
  const credit = ["geomap", ...model.attribution].join(" · ");
  const ink = style.getPropertyValue("--soft-ink").trim();
  parts.push(`<text x="6" y="${height - 6}" font-family="sans-serif" font-size="10" fill="${ink}">${escaped(credit)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"><title>${escaped(model.title)}</title><rect width="100%" height="100%" fill="${style.getPropertyValue("--sea").trim()}"/>${parts.join("")}</svg>`;
}

function discOf(element, { x, y, wide, high }) {
  const { backgroundColor, borderTopColor, borderTopStyle, borderTopWidth, borderTopLeftRadius } = getComputedStyle(element);
  const stroke = parseFloat(borderTopWidth);
  const dash = borderTopStyle === "dashed" ? ' stroke-dasharray="4 3"' : "";
  const round = borderTopLeftRadius.includes("%") ? Math.min(wide, high) / 2 : parseFloat(borderTopLeftRadius);
  return `<rect x="${fixed(x + stroke / 2)}" y="${fixed(y + stroke / 2)}" width="${fixed(wide - stroke)}" height="${fixed(high - stroke)}" rx="${fixed(round)}" fill="${backgroundColor}" stroke="${borderTopColor}" stroke-width="${stroke}"${dash}/>`;
}

function frameOf(element, place) { return discOf(element, place); }

// A name, in the middle of where it stands; turned as it is.
function wordsIn(element, box) {
  const words = [...(element?.childNodes ?? [])].filter((node) => node.nodeType === 3 || node.classList?.contains("extra")).map((node) => node.textContent).join("");
  if (!words.trim()) return "";
  const { color, fontSize, fontWeight, fontStyle, textTransform, letterSpacing, transform, textShadow } = getComputedStyle(element);
  const { x, y, wide, high } = box(element);
  const cx = fixed(x + wide / 2), cy = fixed(y + high / 2);
  const turn = transform.startsWith("matrix") ? (Math.atan2(...transform.slice(7).split(",").slice(0, 2).map(Number).reverse()) * 180) / Math.PI : 0;
  const halo = textShadow === "none" ? "" : ` paint-order="stroke" stroke="${haloOf(textShadow)}" stroke-width="3" stroke-linejoin="round"`;
  const turned = turn ? ` transform="rotate(${fixed(turn)} ${cx} ${cy})"` : "";
  const shown = textTransform === "uppercase" ? words.toUpperCase() : words;
  const spaced = letterSpacing === "normal" ? "" : ` letter-spacing="${letterSpacing}"`;
  return `<text x="${cx}" y="${cy}" text-anchor="middle" dominant-baseline="central" font-family="sans-serif" font-size="${fontSize}" font-weight="${fontWeight}" font-style="${fontStyle}" fill="${color}"${spaced}${halo}${turned}>${escaped(shown)}</text>`;
}

function haloOf(shadow) { return /rgba?\([^)]*\)/.exec(shadow)?.[0] ?? "#fff"; }

function scaleOf(element, { x, y, wide, high }) {
  const { color } = getComputedStyle(element);
  const bottom = fixed(y + high);
  return `<path d="M${fixed(x)} ${fixed(y + high - 5)}V${bottom}H${fixed(x + wide)}V${fixed(y + high - 5)}" fill="none" stroke="${color}"/><text x="${fixed(x + wide / 2)}" y="${fixed(y + high - 6)}" text-anchor="middle" font-family="sans-serif" font-size="10" fill="${color}">${escaped(element.textContent)}</text>`;
}
