// A name that was missed: selected in the text, or typed, and marked.
import { passageText } from "./data.mjs";
import { quoteAt } from "./decided.mjs";
import { announce, button, el } from "./dom.mjs";
import { t } from "./text.mjs";

const LONGEST_NAME = 120;

// A bar above a document's text.
export function marker(review, reading) {
  const source = reading.current;
  const mark = button("", () => {
    if (mark.span) review.mark(source, ...mark.span, quoteAt(review.model, source, ...mark.span));
  }, { class: "mark-name", hidden: true });
  const input = el("input", { id: "missed-name", autocomplete: "off", maxlength: "120" });
  const find = () => {
    const span = freeSpan(review, source, input.value.trim());
    if (span) review.mark(source, ...span, quoteAt(review.model, source, ...span));
    else announce(hint.textContent = t("review.missed.none"));
  };
  const hint = el("p", { class: "meta" }, t("review.missed.hint"));
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") find(); });
  const show = () => {
    const span = selectedSpan(reading);
    mark.span = span;
    mark.hidden = !span;
    if (span) mark.textContent = t("review.mark", { name: span[2] });
  };
  const listen = () => { if (mark.isConnected) show(); else document.removeEventListener("selectionchange", listen); };
  document.addEventListener("selectionchange", listen);
  return el("div", { class: "marking" }, mark, el("details", {}, el("summary", {}, t("review.missed")), hint,
    el("label", { for: "missed-name" }, t("review.missed.name"), input), el("p", { class: "actions" }, button(t("review.missed.mark"), find))));
}

// [start, end, words] of the selection within the text, without blanks at its ends.
function selectedSpan(reading) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const home = reading.current.text === undefined ? element.closest(".reading .text p[data-start]") : element.closest(".reading .text");
  if (!home || !reading.view.contains(home)) return null;
  const before = document.createRange();
  before.selectNodeContents(home);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const start = before.toString().length + (+home.dataset.start || 0) + words.length - words.trimStart().length;
  const exact = words.trim();
  return exact && exact.length <= LONGEST_NAME ? [start, start + exact.length, exact] : null;
}

// Where a typed name first stands without being a name already.
function freeSpan(review, source, name) {
  if (!name) return null;
  const texts = source.text !== undefined ? [[0, source.text]]
    : review.model.passages.filter((one) => one.document === source && passageText(one) !== null).map((one) => [one.start, passageText(one)]);
  for (const [offset, text] of texts) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const whole = !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "") && !/[\p{L}\p{N}]/u.test(text[at + name.length] ?? "");
      const span = [offset + at, offset + at + name.length, name];
      if (whole && review.decided.free(source, span[0], span[1])) return span;
    }
  }
  return null;
}
