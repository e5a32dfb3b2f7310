"""Cases 30 to 38: hostile text in outputs, outputs that cannot be written, closed streams."""

from __future__ import annotations

import csv
import html
import json
import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from benchmarks.fault_cases.lab import FORMS, SENTENCE, Lab, case

HOSTILE = (
    "{{7*7}}", "{% raw %}", "{# x #}", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>", "<!--", "javascript:alert(1)", "${alert(1)}",
    "`${alert(1)}`", "\\u003cscript\\u003e", "'\"><svg onload=alert(1)>", "]]>", "&lt;b&gt;",
)  # fmt: skip
FIELDS = ("name", "country", "country_name", "admin1", "admin2", "reason", "attribution")


def results(lab: Lab) -> dict[str, Any]:
    lab.write("a.txt", SENTENCE)
    lab.must("parsed", lab.parse("a.txt", "-o", "a.jsonl").code == 0)
    found: dict[str, Any] = json.loads((lab.folder / "a.jsonl").read_text())
    return found


def hostile(lab: Lab) -> Path:
    record = results(lab)
    lines = []
    for number, words in enumerate(HOSTILE):
        one = json.loads(json.dumps(record))
        text = f"{words} {one['text']} {words}"
        moved = len(words) + 1
        one.update(id=f"{words}{number}", title=words, source=words, text=text, notes=[words])
        one["url"] = words
        for name in one["toponyms"]:
            name["start"] += moved
            name["end"] += moved
            name.update({key: words for key in FIELDS if key in name})
            name["candidates"] = []
        lines.append(json.dumps(one))
    return lab.write("hostile.jsonl", "\n".join(lines) + "\n")


def opened(page: Path) -> tuple[list[str], list[str], str]:
    """Open a page in Chromium; return dialogs and errors, requests, and the text of its cards."""
    import shutil

    from playwright.sync_api import sync_playwright

    found: list[str] = []
    asked: list[str] = []

    def dismissed(one: Any) -> None:
        found.append(f"dialog {one.message}")
        one.dismiss()

    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.on("dialog", dismissed)
        tab.on("pageerror", lambda error: found.append(f"error {error}"))
        tab.on("request", lambda one: asked.append(one.url))
        tab.goto(page.as_uri())
        tab.wait_for_timeout(2_500)
        text = tab.evaluate("document.body.innerText")
        ran = tab.evaluate("document.querySelectorAll('img[src=x], svg[onload]').length")
        if ran:
            found.append("markup of a text became elements")
        browser.close()
    return found, [url for url in asked if not url.startswith(("file:", "data:", "blob:"))], text


@case(30, "templates in every field")
def templates(lab: Lab) -> None:
    path = hostile(lab)
    done = lab.run("map", "-q", path, "-o", "h.html", "-o", "h.md", "-o", "h.kml")
    lab.must("written", done.code in (0, 3))
    page = (lab.folder / "h.html").read_text()
    lab.must("nothing is evaluated", "{{7*7}}" in html.unescape(page).replace("\\u007b", "{"))
    found, _, _ = opened(lab.folder / "h.html")
    lab.must(f"no dialog, no error {found[:2]}", not found)


@case(31, "scripts in every field")
def scripts(lab: Lab) -> None:
    path = hostile(lab)
    done = lab.run("map", "-q", path, "-o", "h.html", "--embed")
    lab.must("written", done.code in (0, 3))
    page = (lab.folder / "h.html").read_text()
    lab.must("no script of a text is in the page", "<script>alert(1)" not in page)
    for page_path in lab.folder.glob("h*.html"):
        found, _, _ = opened(page_path)
        lab.must(f"{page_path.name}: no dialog, no error {found[:2]}", not found)


@case(32, "a content policy, no request, no text in addresses")
def policy(lab: Lab) -> None:
    results(lab)
    lab.run("map", "-q", "a.jsonl", "-o", "a.html")
    page = (lab.folder / "a.html").read_text()
    lab.must("the page has a policy", "Content-Security-Policy" in page[:5_000])
    found, asked, text = opened(lab.folder / "a.html")
    lab.must(f"no request {asked[:2]}", not asked)
    lab.must(f"no error {found[:2]}", not found)
    lab.check("it shows the place", "Mosul" in text)


@case(33, "formulas of spreadsheets")
def formulas(lab: Lab) -> None:
    record = results(lab)
    signs = ("=cmd|x", "@SUM(1)", "+1", "-1", "\t=1", "\r=1")
    for name, sign in zip(record["toponyms"] * 3, signs, strict=False):
        name.update(name=sign, country_name=sign, admin1=sign, reason=sign)
    record.update(title="=1+1", source="@x", id="+1", url="=1")
    lab.write("f.jsonl", json.dumps(record) + "\n")
    for by in ("place", "mention"):
        done = lab.run("export", "f.jsonl", "-o", f"{by}.csv", "--by", by)
        lab.must("written", done.code == 0)
        with open(lab.folder / f"{by}.csv", encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        number = re.compile(r"-?\d+(\.\d+)?")
        bad = [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and cell]
        lab.must(f"no cell runs, by {by}", all(number.fullmatch(cell) for cell in bad))


@case(34, "ids as names of files")
def names(lab: Lab) -> None:
    odd = ("../../x", "CON", "a" * 300, "x\0y", "😀", 'a/b\\c:*?"<>|', "A.txt", "a.txt", "a b.txt")
    lines = [json.dumps({"id": one, "text": f"{SENTENCE} {n}"}) for n, one in enumerate(odd)]
    lab.write("x.jsonl", "\n".join(lines))
    done = lab.parse("x.jsonl", "--keep-text", "texts", "-o", "o.jsonl")
    kept = lab.left(lab.folder / "texts")
    lab.must("a file each, none outside", done.code == 0 and len(kept) == len(odd))
    lab.check(
        "different where case does not count", len({name.lower() for name in kept}) == len(odd)
    )
    lab.check("no reserved or long name", all(len(n) < 120 and n.lower() != "con" for n in kept))


@case(35, "outputs that exist, or are inputs")
def inputs(lab: Lab) -> None:
    text = lab.write("in/a.txt", SENTENCE)
    old = lab.write("o.jsonl", "OLD")
    done = lab.parse(text, "-o", old)
    lab.must("an output that exists stays", done.code == 1 and old.read_text() == "OLD")
    page = f"<html><body><p>{SENTENCE}</p></body></html>"
    document = lab.write("in/doc.html", page)
    lab.parse(text, "-o", text, "--force")
    lab.run("map", "-q", "in", "-o", document, "--force")
    lab.parse("in", "-o", lab.write("in/n.jsonl", '{"text": "x"}\n'), "--force")
    lab.must("no document is overwritten", text.read_text() == SENTENCE)
    lab.must("nor one in the folder", document.read_text() == page)
    lab.must("nor a table in it", "toponyms" not in (lab.folder / "in/n.jsonl").read_text())
    lab.parse(text, "-o", "r.jsonl")
    before = (lab.folder / "r.jsonl").read_bytes()
    done = lab.run("export", "r.jsonl", "-o", "r.jsonl", "--force")
    same = (lab.folder / "r.jsonl").read_bytes() == before
    lab.must("export over its input is refused", done.code != 0 and same)
    secret = lab.write("secret.jsonl", "OLD")
    secret.chmod(0o600)
    lab.parse(text, "-o", secret, "--force")
    lab.check("permissions stay", secret.stat().st_mode & 0o777 == 0o600)
    (lab.folder / "link.jsonl").symlink_to(secret)
    lab.parse(text, "-o", "link.jsonl", "--force")
    lab.check("a link stays a link", (lab.folder / "link.jsonl").is_symlink())


@case(36, "full disks, files that may not grow, folders that are closed")
def full(lab: Lab) -> None:
    lab.write("big.txt", f"{SENTENCE}\n" * 400)
    lab.must("parsed", lab.parse("big.txt", "-o", "big.jsonl").code == 0)
    disk = lab.folder / "disk"
    disk.mkdir()
    mounted = not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk]
    ).returncode
    try:
        for form in FORMS:
            _refused(lab, lab.folder / "efbig", form, {"file": 12_000})
            if mounted:
                _refused(lab, disk, form, {})
        lab.check("a disk could be mounted", mounted)
        if mounted:
            with open(disk / "out.jsonl", "wb") as stream:
                done = lab.parse("big.txt", stdout=stream, environment={"PYTHONUNBUFFERED": "1"})
            lab.must("a full standard output is exit 1", done.code == 1)
            (disk / "out.jsonl").unlink()
            done = lab.run("map", "-q", "big.txt", "-o", "z.csv", environment={"TMPDIR": str(disk)})
            lab.must("a full temporary folder: done or told", done.code in (0, 1))
            lab.check("nothing is left there", not lab.left(disk))
    finally:
        if mounted:
            subprocess.run(["umount", disk])
    closed = lab.folder / "closed"
    closed.mkdir(mode=0o555)
    done = lab.parse("big.txt", "-o", closed / "o.jsonl", ordinary=True)
    lab.must("a closed folder is told", done.code == 1 and "permission denied" in done.err.lower())


def _refused(lab: Lab, folder: Path, form: str, limit: dict[str, int]) -> None:
    folder.mkdir(exist_ok=True)
    target = folder / f"o.{form}"
    target.write_text("OLD")
    source = "big.jsonl" if form != "jsonl" else "big.txt"
    command = "map" if form != "jsonl" else "parse"
    done = lab.run(command, "-q", source, "-o", target, "--force", **limit)  # type: ignore[arg-type]
    where = f"{form} in {folder.name}"
    if done.code == 0:
        lab.must(f"{where}: whole", target.read_bytes()[:3] != b"OLD")
    else:
        lab.must(f"{where}: one line, exit 1", done.code == 1 and done.err.count("\n") == 1)
        lab.must(f"{where}: the old file stays", target.read_text() == "OLD")
    left = [name for name in lab.left(folder, target.name) if not name.startswith("o.")]
    lab.must(f"{where}: nothing is left {left}", not left)
    for path in folder.iterdir():
        path.unlink()


@case(37, "100 SIGKILL and 100 SIGTERM at random moments")
def kills(lab: Lab) -> None:
    for number in range(30):
        lab.write(f"in/{number:02}.txt", f"Report {number}. {SENTENCE} " * 5)
    for number in (signal.SIGKILL, signal.SIGTERM):
        torn, left, hit = torn_and_left(lab, number, 100, random.Random(7))
        lab.must(f"{number.name}: no output is torn ({torn} of {hit})", torn == 0)
        lab.must(f"{number.name}: nothing is left after the next start ({left})", not left)
        lab.check(f"{number.name}: most struck ({hit})", hit >= 60)


def torn_and_left(
    lab: Lab, number: int, count: int, chance: random.Random
) -> tuple[int, list[str], int]:
    """Kill so many runs; return torn outputs, what the next one leaves, and kills that struck."""
    out, temporary = lab.folder / "out", lab.folder / "tmp"
    out.mkdir(exist_ok=True)
    target = out / "o.jsonl"
    command = [*lab.command, "parse", "-q", "in", "-o", str(target), "--force"]
    environment = lab.environment()
    began = time.monotonic()
    subprocess.run(command, cwd=lab.folder, env=environment, check=True)
    whole, good = time.monotonic() - began, target.read_bytes()
    torn = hit = 0
    for turn in range(count):
        if turn % 2:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(b"OLD")
        process = subprocess.Popen(
            command, cwd=lab.folder, env=environment, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, whole))
        process.send_signal(number)
        hit += process.wait() in (-number, 128 + number)
        torn += target.exists() and target.read_bytes() not in (b"OLD", good)
    subprocess.run(command, cwd=lab.folder, env=environment, check=True)
    return torn, [*lab.left(out, "o.jsonl"), *lab.left(temporary)], hit


@case(38, "closed streams, /dev/full, head")
def streams(lab: Lab) -> None:
    lab.write("a.txt", f"{SENTENCE}\n" * 300)
    lab.parse("a.txt", "-o", "a.jsonl")
    data = ("parse -q a.txt", "export a.jsonl -o - -f csv", "explain -q a.txt", "lookup Paris",
            "--help", "gazetteer info", "diff a.jsonl a.jsonl", "cache info")  # fmt: skip
    for command in data:
        for end, wanted in ((">/dev/full", 1), (">&-", 1)):
            code, err = lab.shell(f"geomap {command} {end}")
            lab.must(f"{command} {end}: one line", code == wanted and err.count("\n") == 1)
    for command in ("parse -q a.txt", "explain -q a.txt"):
        code, err = lab.shell(f"geomap {command} | head -c 10 >/dev/null")
        lab.must(f"{command} | head: silent, 141", code == 141 and not err)
    given = ("parse - <&-", "parse - </dev/null", "export - -o - -f csv <&-", "parse - </tmp")
    for line in (f"geomap {one}" for one in given):
        code, _ = lab.shell(line)
        lab.must(f"{line}: told", code == 1)
    for line, wanted in (("geomap parse -q a.txt 2>/dev/full >/dev/null", 0),
                         ("geomap parse none 2>/dev/full", 1), ("geomap parse none 2>&-", 1),
                         ("geomap map a.txt -o z.html --force <&- >&- 2>&-", 0)):  # fmt: skip
        code, _ = lab.shell(line)
        lab.must(f"{line}: {wanted}", code == wanted)
    assert os.path.exists("/dev/full")
