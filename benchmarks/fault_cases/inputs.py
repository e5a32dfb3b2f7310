"""Cases 1 to 16: files that are missing, empty, endless, odd or many."""

from __future__ import annotations

import base64
import os
import random
import shutil
import socket
import subprocess
import threading
import time
import unicodedata

from benchmarks.fault_cases.lab import BOTH, FORMS, SENTENCE, Lab, case, helper


@case(1, "a path that is not there; a folder without permission")
def missing(lab: Lab) -> None:
    good = lab.write("in/good.txt", SENTENCE)
    done = lab.parse("missing.txt", good)
    lab.must("the good file is read, exit 3", (done.code, done.names) == (3, BOTH))
    lab.check("the missing path is named", "missing.txt" in done.err)
    lab.write("in/closed/x.txt", SENTENCE)
    (lab.folder / "in" / "closed").chmod(0)
    done = lab.parse("in", ordinary=True)
    (lab.folder / "in" / "closed").chmod(0o755)
    lab.check("the closed folder is named", "closed" in done.err and done.code == 3)
    lab.must("the good file beside it is read", done.names == BOTH)


@case(2, "an empty file, only white space")
def empty(lab: Lab) -> None:
    lab.write("in/empty.txt", "")
    lab.write("in/blank.txt", " \n\t \n")
    lab.write("in/good.txt", SENTENCE)
    done = lab.parse("in")
    lab.must("the good file is read, exit 3", (done.code, done.names) == (3, BOTH))
    lab.check("both are told", done.err.count("nothing to read") == 2)
    lab.write("calm.txt", "Nobody came.")
    done = lab.run("map", "-q", "calm.txt", "-o", "calm.html")
    whole = (lab.folder / "calm.html").exists()
    lab.check("a text without names gives a whole map, exit 0", done.code == 0 and whole)
    done = lab.run("map", "-q", "in/empty.txt", "-o", "empty.html")
    lab.must("alone: told and exit 1", done.code == 1 and done.err.count("\n") == 2)
    lab.check(
        "alone: a valid map without places (geomap says exit 1 and writes none)",
        (lab.folder / "empty.html").exists(),
    )


@case(3, "10 MB in one line")
def one_line(lab: Lab) -> None:
    text = f"{SENTENCE} " * (10_000_000 // (len(SENTENCE) + 1))
    lab.write("long.txt", text)
    done = lab.parse("long.txt", "-o", "long.jsonl", memory=8 << 30, seconds=1500)
    lab.must("exit 0", done.code == 0)
    lab.check(f"below 1.5 GB ({done.memory:.0f} MiB)", done.memory < 1_500)
    size = (lab.folder / "long.jsonl").stat().st_size
    done = lab.run("map", "-q", "long.jsonl", "-o", "long.html", memory=16 << 30, seconds=1500)
    told = done.code in (1, 3) and "larger than memory" in done.err
    lab.must(f"its results ({size >> 20} MiB) are drawn or refused", done.code == 0 or told)


@case(4, "1 MB of brackets and signs")
def signs(lab: Lab) -> None:
    for number, sign in enumerate(("(", "=", "_", "*", "«", "$", "-", "( ( (")):
        text = sign * (1_000_000 // len(sign)) + f"\n\n{SENTENCE}"
        lab.write(f"in/{number}.txt", text)
    done = lab.parse("in")
    lab.must("the names after them are found", done.names == BOTH * 8)
    lab.check(f"within 40 CPU seconds ({done.seconds:.0f} s)", done.seconds < 120)


@case(5, "one word of 1 MB")
def long_word(lab: Lab) -> None:
    noise = base64.b64encode(random.Random(1).randbytes(750_000)).decode()
    lab.write("in/a.txt", f"{noise} {SENTENCE}")
    lab.write("in/b.txt", f"{'a' * 1_000_000} {SENTENCE}")
    done = lab.parse("in")
    lab.must("the names after it are found", [names[-2:] for names in done.names] == BOTH * 2)


@case(6, "NUL, controls and escapes of terminals")
def controls(lab: Lab) -> None:
    text = "The con\x00voy \x1b[31mleft\x1b[0m \x07Mosul for Irbil.\x1b]0;pwned\x07"
    lab.write("x.txt", text)
    done = lab.parse("x.txt", "-o", "x.jsonl")
    lab.must("read", done.code == 0)
    found = lab.run("export", "x.jsonl", "-o", "-", "-f", "csv", "--by", "mention")
    lab.check("names beside them are found", b"Mosul" in found.out and b"Irbil" in found.out)
    shown = lab.terminal("explain", "-q", "x.txt")
    lab.check("none reaches the terminal", "Mosul" in shown and "\x1b" not in shown)
    lab.write("y/\x1b[31mred\nx.pdf", b"none")
    done = lab.parse("y")
    lab.check("nor in names of files", "\x1b" not in done.err and "red\nx" not in done.err)


@case(7, "lone surrogates")
def surrogates(lab: Lab) -> None:
    record = '{"id": "a\\ud800", "text": "The \\ud800 convoy left Mosul.", "title": "t\\udfff"}\n'
    lab.write("x.jsonl", record)
    lab.must("read", lab.parse("x.jsonl", "-o", "o.jsonl").code == 0)
    forms = FORMS[1:]
    outputs = [word for form in forms for word in ("-o", f"out/o.{form}")]
    done = lab.run("map", "-q", "o.jsonl", *outputs)
    written = {path.suffix[1:] for path in (lab.folder / "out").glob("o.*")}
    lab.must("every form is written", done.code == 0 and written >= set(forms))


@case(8, "decomposed letters, unseen characters within a name")
def unseen(lab: Lab) -> None:
    texts = (
        (unicodedata.normalize("NFD", "He flew from São Tomé to Düsseldorf."), 2),
        ("He flew from São\u00a0Tomé to New\u00a0York.", 2),
        ("He flew from Mo\u200bsul to New\u200b Delhi.", 2),
        ("The convoy left Mo\u00adsul for Düs\u00adseldorf.", 2),
    )
    for number, (text, _) in enumerate(texts):
        lab.write(f"in/{number}.txt", text)
    done = lab.parse("in")
    for number, (text, count) in enumerate(texts):
        placed = [one for one in done.documents[number]["toponyms"] if one["lat"] is not None]
        lab.check(f"names of {text!a}", len(placed) == count)
    lab.must("offsets fit", bool(done.names))


@case(9, "overrides of the direction")
def overrides(lab: Lab) -> None:
    lab.write("x.txt", "The convoy left \u202eMosul\u202c for Irbil \u202etxt.exe.")
    shown = lab.terminal("explain", "-q", "x.txt")
    lab.must("none reaches the terminal", "Mosul" in shown and "\u202e" not in shown)
    done = lab.parse("x.txt")
    lab.check("names are found, offsets fit", done.names == BOTH)


@case(10, "line ends of every kind, a byte order mark")
def line_ends(lab: Lab) -> None:
    lines = ("The convoy left Mosul.", "It reached New York on Monday.", "Then Irbil.")
    for number, end in enumerate(("\n", "\r\n", "\r", "\u2028")):
        lab.write(f"in/{number}.txt", end.join(lines))
    lab.write("in/9.txt", "\ufeff" + "\n".join(lines))
    done = lab.parse("in")
    lab.must("the same names", done.names == [["Mosul", "New York", "Irbil"]] * 5)


@case(11, "old encodings, UTF-16 without a mark")
def encodings(lab: Lab) -> None:
    polish = "Konwój wyruszył z Łodzi do Świnoujścia; później przez Kraków do Gdańska."
    french = "Le convoi a quitté Orléans pour Besançon où il a été attaqué près de Nîmes."
    russian = "Колонна вышла из Москвы в Казань и вернулась через Нижний Новгород."
    texts = {"cp1250": polish, "cp1252": french, "koi8-r": russian,
             "utf-16-le": SENTENCE, "utf-16-be": SENTENCE, "utf-32": SENTENCE}  # fmt: skip
    for encoding, text in texts.items():
        lab.write(f"in/{encoding}.txt", text.encode(encoding))
    done = lab.parse("in")
    read = {one["id"].removesuffix(".txt"): one["text"] for one in done.documents}
    for encoding, text in texts.items():
        told = f"{encoding}.txt" in done.err
        lab.check(f"{encoding} is decoded or told", read.get(encoding) == text or told)
    for name in ("nonsense", "idna", "rot13", "undefined", "punycode", "zlib", "base64"):
        done = lab.parse("in/cp1252.txt", "--encoding", name)
        lab.must(f"--encoding {name}: one line", done.code in (0, 1, 2))
    done = lab.parse("in/cp1252.txt", "--encoding", "cp1252")
    lab.must("--encoding is honoured", done.text == french)


@case(12, "programs, pictures and noise called .txt")
def binary(lab: Lab) -> None:
    chance = random.Random(1)
    lab.write("in/a.txt", b"\x7fELF" + chance.randbytes(5_000))
    lab.write("in/b.txt", b"\xff\xd8\xff\xe0" + chance.randbytes(5_000))
    lab.write("in/c.txt", chance.randbytes(5_000))
    done = lab.parse("in")
    lab.must("refused", (done.code, done.out) == (1, b""))
    lab.check("a line each, and one for all", done.err.count("\n") == 4)


@case(13, "a wrong ending")
def endings(lab: Lab) -> None:
    writers = helper("documents.writers")

    writers.pdf(lab.folder / "real.pdf", [[SENTENCE]])
    shutil.copy(lab.folder / "real.pdf", lab.folder / "a.txt")
    page = f"<!DOCTYPE html><html><script>var x='Paris'</script><body><p>{SENTENCE}</body></html>"
    lab.write("b.txt", page)
    done = lab.parse("a.txt", "b.txt")
    lab.must("PDF and page are read by what they are", done.names == BOTH * 2)
    shutil.copy(lab.folder / "real.pdf", lab.folder / "c.docx")
    done = lab.parse("c.docx")
    lab.check("a PDF called .docx is read or told", done.names == BOTH or "c.docx" in done.err)


@case(14, "links, loops, pipes, sockets and devices")
def devices(lab: Lab) -> None:
    folder = lab.write("in/a.txt", SENTENCE).parent
    (folder / "loop").symlink_to(folder)
    (folder / "dangling").symlink_to(folder / "none")
    (folder / "link.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "fifo.txt")
    place = os.getcwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("sock.txt")
    os.chdir(place)
    done = lab.parse("in", seconds=60)
    lab.must("the file is read, exit 3", (done.code, done.names) == (3, BOTH))
    for name in ("loop", "link.txt", "fifo.txt", "sock.txt"):
        lab.check(f"{name} is told", name in done.err)
    for path in ("in/sock.txt", "/dev/zero", "in/dangling"):
        done = lab.parse(path, seconds=60)
        lab.must(f"{path}: told, exit 1", done.code == 1 and done.err.count("\n") <= 2)


@case(15, "files that change, vanish, or hold 10 GB of nothing")
def changing(lab: Lab) -> None:
    for number in range(400):
        lab.write(f"in/{number:03}.txt", f"{SENTENCE} " * 20)

    def change() -> None:
        time.sleep(1.2)
        (lab.folder / "in/399.txt").unlink()
        os.truncate(lab.folder / "in/398.txt", 5)

    thread = threading.Thread(target=change)
    thread.start()
    done = lab.parse("in")
    thread.join()
    lab.must("the others are read", len(done.documents) >= 398)
    lab.check("what is gone is told", done.code == 0 or "399.txt" in done.err)
    for name, head in (("a.txt", SENTENCE), ("b.jsonl", f'{{"text": "{SENTENCE}"}}\n')):
        with open(lab.folder / name, "wb") as stream:
            stream.write(head.encode())
            stream.truncate(10 << 30)
        done = lab.parse(name, seconds=200)
        lab.must(f"{name}: told", done.code in (1, 3) and name in done.err)
        (lab.folder / name).unlink()


@case(16, "many small files in a folder")
def many(lab: Lab) -> None:
    peaks = []
    for count in (500, 5_000):
        folder = lab.folder / f"in{count}"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:06}.txt").write_text(f"Report {number}. {SENTENCE}")
        command = [*lab.command, "parse", "-q", folder.name, "-o", f"{count}.jsonl"]
        timed = subprocess.run(
            ["/usr/bin/env", "python3", "-c", _MEASURE, *command],
            cwd=lab.folder, env=lab.environment(), capture_output=True, text=True,
        )  # fmt: skip
        code, peak, cpu = map(float, timed.stdout.split())
        peaks.append((code, peak / 1024, cpu))
        lab.must(f"{count} files: exit 0", code == 0)
        shutil.rmtree(folder)
    (_, few, first), (_, more, second) = peaks
    lab.check(f"memory is flat ({few:.0f} and {more:.0f} MiB)", more < few + 80)
    a_thousand = (second - first) / 4.5
    lab.check(f"at most 2.8 CPU s a thousand ({a_thousand:.2f})", a_thousand <= 2.8)


_MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_maxrss, used.ru_utime + used.ru_stime)
"""
