// Where decisions are kept: in this browser, unless that is switched off, and in saved files.
import { LIMITS, parseDecisions, toCsv, toJson } from "./decisions.mjs";
import { el } from "./dom.mjs";

const PREFERENCE = "geomap:review";

// The browser's storage may be missing, full or forbidden; then nothing is kept, and that is told.
export class Keeper {
  constructor(digest) {
    this.key = `geomap:decisions:${digest}`;
    this.works = true;
    this.preference = { keep: true, who: "" };
    const told = this.read(PREFERENCE);
    try { Object.assign(this.preference, JSON.parse(told || "{}")); } catch { /* as if nothing were told */ }
    this.preference.who = String(this.preference.who ?? "").slice(0, LIMITS.who);
  }

  get on() { return this.works && this.preference.keep !== false; }

  read(key) {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      this.works = false;
      return "";
    }
  }

  write(key, text) {
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return true;
    } catch {
      this.works = false;
      return false;
    }
  }

  load() {
    const text = this.on ? this.read(this.key) : "";
    let withdrawn = [];
    try { withdrawn = JSON.parse(text || "{}").withdrawn ?? []; } catch { /* then nothing was taken back */ }
    return { ...parseDecisions(text), withdrawn: new Set(Array.isArray(withdrawn) ? withdrawn : []), kept: text !== "" };
  }

  // `withdrawn` are targets of decisions that the file carries and that were taken back here.
  save(records, withdrawn) {
    if (!this.on) return;
    const nothing = !records.length && !withdrawn.length;
    this.write(this.key, nothing ? null : `${toJson(records).slice(0, -1)},"withdrawn":${JSON.stringify(withdrawn)}}`);
  }

  // Off: what was kept of these results is forgotten at once.
  choose(keep) {
    this.preference.keep = keep;
    this.write(PREFERENCE, JSON.stringify(keep ? this.preference : { keep, who: "" }));
    if (!keep) this.write(this.key, null);
  }

  remember(who) {
    this.preference.who = who;
    if (this.on) this.write(PREFERENCE, JSON.stringify(this.preference));
  }
}

// The page as it was before its script changed it, so that it can be saved as the same page.
export class Pristine {
  constructor(page) {
    this.page = page;
    this.root = page.documentElement.cloneNode(false);
    this.root.classList.remove("js");
    if (!this.root.classList.length) this.root.removeAttribute("class");
    this.body = page.body.cloneNode(false);
    // Scripts and styles are never changed, and are large: they are read when the page is saved.
    const large = (node) => ["SCRIPT", "STYLE"].includes(node.nodeName);
    const keep = (node) => (large(node) ? node : node.cloneNode(true));
    this.head = [...page.head.childNodes].map(keep);
    this.parts = [...page.body.childNodes].map(keep);
  }

  // The page's text with the decisions in it, in the place of those that it had.
  html(records) {
    const block = this.page.createElement("script");
    block.type = "application/json";
    block.id = "decisions";
    block.textContent = toJson(records);
    const old = this.parts.findIndex((node) => node.id === "decisions");
    const parts = this.parts.filter((_, i) => old < 0 || (i !== old && i !== old + 1));
    const at = parts.findIndex((node) => node.id === "geomap-data");
    const body = parts.flatMap((node, i) => (i === at ? [written(block), "\n", written(node)] : [written(node)])).join("");
    const around = (element) => written(element).split(/(?=<\/[a-z]+>$)/);
    const [openRoot, closeRoot] = around(this.root), [openBody, closeBody] = around(this.body);
    return `<!DOCTYPE html>\n${openRoot}<head>${this.head.map(written).join("")}</head>\n${openBody}${body}${closeBody}${closeRoot}\n`;
  }
}

function written(node) {
  const home = document.createElement("div");
  home.append(node.cloneNode(true));
  return home.innerHTML;
}

// "map.html" becomes "map-corrected.html", once.
export function correctedName() {
  let name = "";
  try { name = decodeURIComponent(location.pathname.split("/").pop() ?? ""); } catch { /* not its name */ }
  const stem = name.replace(/\.html?$/i, "").replace(/-corrected$/, "").replace(/[^\p{L}\p{M}\p{N} ._()-]/gu, "_");
  return `${stem || "map"}-corrected.html`;
}

export function saveText(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name, class: "offscreen" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function saveCsv(records) {
  saveText("corrections.csv", "text/csv;charset=utf-8", toCsv(records));
}
