// The map follows the text that is read: the passage in view lights its places.

const PAUSE = 400;

// Which passage is read when so much of the text lies above the line: the last that has begun.
// `tops` are pixels from the top of the scrolled text, ascending.
export function readAt(tops, line) {
  let low = 0, high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tops[middle] <= line) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

// Where the eye is: at the start of the text at its first line, at the end at its last.
export function readingLine(scrolled, whole, seen) {
  const share = whole > seen ? Math.min(1, Math.max(0, scrolled / (whole - seen))) : 0;
  return scrolled + share * seen;
}

export class Follow {
  // `actions` are light(places), of the passage that is read, and none when nobody follows.
  constructor(model, actions) {
    Object.assign(this, { model, actions, on: !matchMedia("(prefers-reduced-motion: reduce)").matches, text: null, at: -1, still: 0 });
    const look = () => { this.waiting ||= requestAnimationFrame(() => { this.waiting = 0; this.look(); }); };
    document.addEventListener("scroll", look, { capture: true, passive: true });
    addEventListener("resize", look);
  }

  // The text that is open, or none; it may be opened at a mark.
  read(text, here = null) {
    if (this.text && !text) this.unlight();
    if (text && text !== this.text) text.addEventListener("focusin", ({ target }) => this.show(target));
    this.text = text;
    this.at = -1;
    if (here) this.show(here);
    else if (text) this.look();
  }

  // A mark that somebody has gone to; the text scrolls there, which is nobody's reading.
  show(mark) {
    if (!this.on || !mark.dataset.mention) return;
    this.still = performance.now() + PAUSE;
    this.light(this.passageOf(mark));
  }

  set(on) {
    this.on = on;
    this.at = -1;
    if (on) this.look();
    else this.unlight();
  }

  look() {
    if (!this.on || !this.text?.getClientRects().length || performance.now() < this.still) return;
    const marks = [...this.text.querySelectorAll("[data-mention]")];
    if (!marks.length) return;
    const box = this.text.getBoundingClientRect(), frame = this.actions.frame();
    const seen = frame.bottom - frame.top;
    const line = readingLine(frame.top - box.top, box.height, seen);
    const tops = marks.map((mark) => mark.getBoundingClientRect().top - box.top);
    this.light(this.passageOf(marks[readAt(tops, line)]));
  }

  passageOf(mark) {
    return this.model.mentions.passage[+mark.dataset.mention];
  }

  light(number) {
    if (number === this.at) return;
    this.at = number;
    const m = this.model.mentions;
    const places = new Set();
    for (const mark of this.text.querySelectorAll("[data-mention]")) {
      const i = +mark.dataset.mention, lit = m.passage[i] === number;
      mark.classList.toggle("lit", lit);
      if (lit && m.owner[i] >= 0) places.add(this.model.places[m.owner[i]]);
    }
    this.actions.light([...places]);
  }

  unlight() {
    for (const mark of this.text?.querySelectorAll(".lit") ?? []) mark.classList.remove("lit");
    this.actions.light([]);
  }
}
