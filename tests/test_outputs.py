"""Results leave by one door: the commands and Python write the same, whatever is asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import Result
from typer.testing import CliRunner

import geomap
from geomap.cli import build_app
from geomap.errors import GeomapError
from geomap.export import FORMATS
from geomap.types import Area, Bounds, Detail, Place, Role
from tests.fakes import parsed

ENDINGS = [known.suffix for known in FORMATS]
RESULTS = {".jsonl", ".jsonl.gz", ".jsonl.zst", ".results.parquet"}
ROWS = [".geojson", ".csv", ".gpkg", ".parquet", ".jsonl", ".jsonld"]
PAGES = {".html", ".fragment.html"}
PICTURES = {".svg", ".png", ".pdf", ".docx", ".report.pdf"}
CODE = {".embed.html", ".static.html"}
REPORTS = {".md", ".docx", ".kml", ".report.pdf"}
PLACES = {known.suffix for known in FORMATS if "place" in known.by}
NAURU = Place(
    "geonames:2110425", "Nauru", -0.517, 166.933, "NR", kind="country", country_name="Nauru",
    bounds=Bounds(-0.56, 166.89, -0.49, 166.96),
)  # fmt: skip
YAREN = Place("geonames:7626461", "Yaren", -0.55, 166.92, "NR", country_name="Nauru")
ANIBARE = Place("geonames:2110440", "Anibare", -0.53, 166.95, "NR", country_name="Nauru")
URL = "https://tiles.example/{z}/{x}/{y}.png"

OPTIONS: dict[str, tuple[list[str], dict[str, Any], set[str]]] = {
    "title": (
        ["--title", "Where it was"],
        {"title": "Where it was"},
        PAGES | PICTURES | REPORTS | {".embed.html", ".tei.xml"},
    ),
    "borders": (["--borders", "none"], {"borders": "none"}, PAGES | PICTURES | CODE),
    "max passages": (
        ["--max-passages", "1"],
        {"max_passages": 1},
        PAGES | REPORTS | {".static.html"},
    ),
    "roles": (["--roles", "all"], {"roles": frozenset(Role)}, PLACES),
    "tiles": (
        ["--tiles", URL, "--tiles-attribution", "© Tiles"],
        {"tiles": URL, "tiles_attribution": "© Tiles"},
        PAGES,
    ),
    "raw": (["--csv-raw"], {"raw": True}, {".csv"}),
    "points": (["--points"], {"points": True}, {".geojson", ".kml", ".lpf.json"}),
    "width": (["--width", "60"], {"width": 60.0}, PICTURES),
    "height": (["--height", "40"], {"height": 40.0}, PICTURES),
    "ratio": (["--ratio", "2:1"], {"ratio": 2.0}, PICTURES),
    "extent": (
        ["--extent", "-2,165,1,169"],
        {"view": Bounds(-2.0, 165.0, 1.0, 169.0)},
        PAGES | PICTURES,
    ),
    "standfirst": (["--standfirst", "It rained."], {"standfirst": "It rained."}, PICTURES),
    "credit": (["--credit", "Map: us"], {"credit": "Map: us"}, PICTURES),
    "scheme": (["--scheme", "grey"], {"scheme": "grey"}, PICTURES),
    "hide": (["--hide", "Yaren"], {"hide": ("Yaren",)}, PICTURES),
    "label": (["--label", "Yaren=Home"], {"labels": {"Yaren": "Home"}}, PICTURES),
    "dpi": (["--dpi", "40"], {"dpi": 40}, {".png", ".docx", ".report.pdf"}),
    "address": (["--address", "m/x.html"], {"address": "m/x.html"}, CODE),
    "auto height": (["--auto-height"], {"auto_height": True}, {".embed.html"}),
    "detail": (["--detail", "brief"], {"detail": Detail.BRIEF}, RESULTS),
    "by": (["--by", "mention"], {"by": "mention"}, {".geojson", ".csv", ".gpkg", ".parquet"}),
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A country, a city quoted twice, a vague place, an unplaced name, an adjective, a formula."""
    apart = "\n\nNobody else was there. Nothing more is known of that day.\n\n"
    first = parsed(
        f"=Nauru slept.{apart}Yaren slept.{apart}Near Anibare it rained, not in Atlantis."
        f"{apart}Yaren woke.",
        ("=Nauru", NAURU), ("Yaren", YAREN), ("Anibare", ANIBARE), ("Atlantis", None),
        ("Yaren", YAREN),
    )  # fmt: skip
    vague = Area("circle", ((-0.53, 166.95),), 20.0, "near Anibare")
    toponyms = [
        replace(toponym, area=vague) if toponym.place is ANIBARE else toponym
        for toponym in first.toponyms
    ]
    first = first.with_toponyms(toponyms)
    second = parsed("The Nauruan minister.", ("Nauruan", NAURU))
    second = second.with_toponyms([replace(t, role=Role.ADJECTIVE) for t in second.toponyms])
    path = tmp_path_factory.mktemp("results") / "results.jsonl"
    geomap.write_results([first, second], path)
    return path


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1578355200")


def command(*words: str | Path) -> Result:
    """Call a command in this process."""
    return CliRunner().invoke(build_app(), [*map(str, words)])


def by_command(name: str) -> Callable[..., dict[str, bytes]]:
    def write(results: Path, folder: Path, option: str, endings: list[str]) -> dict[str, bytes]:
        outputs = [word for ending in endings for word in ("-o", str(folder / f"places{ending}"))]
        quiet = ["-q"] if name == "map" else []
        done = command(name, results, *outputs, *quiet, *OPTIONS.get(option, ([],))[0])
        assert done.exit_code == 0, (done.output, done.exception)
        return contents(folder, endings)

    return write


def by_saving(results: Path, folder: Path, option: str, endings: list[str]) -> dict[str, bytes]:
    found = geomap.Results(geomap.read_results(results))
    for ending in endings:
        options = OPTIONS[option][1] if option else {}
        found.save(folder / f"places{ending}", force=True, **options)
    return contents(folder, endings)


def contents(folder: Path, endings: list[str]) -> dict[str, bytes]:
    """Return what was written, without the page's line of what the command was given."""
    told = re.compile(rb'"--roles: all",?|<p class=note>--roles: all</p>\n')
    digest = re.compile(rb"sha256-[\w+/=&#;]+")
    written = {ending: (folder / f"places{ending}").read_bytes() for ending in endings}
    for ending in written.keys() & PAGES:
        page = html.unescape(written[ending].decode("utf-8")).encode("utf-8")
        written[ending] = digest.sub(b"", told.sub(b"", page))
    if ".docx" in written:  # an archive, whose members carry the time
        with ZipFile(folder / "places.docx") as word:
            written[".docx"] = b"".join(word.read(name) for name in word.namelist())
    return written


CALLERS = {"map": by_command("map"), "export": by_command("export"), "save": by_saving}


@pytest.fixture(scope="module")
def plain(results: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", "1578355200")
        return by_saving(results, tmp_path_factory.mktemp("plain"), "", ENDINGS)


@pytest.mark.filterwarnings("ignore:whoever opens this map")
@pytest.mark.parametrize("option", ["", *OPTIONS])
def test_an_option_does_the_same_whoever_asks(
    results: Path, plain: dict[str, bytes], tmp_path: Path, option: str
) -> None:
    endings = [*ROWS, *PAGES] if option == "by" else ENDINGS
    written = {}
    for name, write in CALLERS.items():
        (tmp_path / name).mkdir()
        written[name] = write(results, tmp_path / name, option, endings)
    first = written["save"]
    for name, files in written.items():
        assert [ending for ending in endings if files[ending] != first[ending]] == [], name
    changed = {ending for ending in endings if first[ending] != plain[ending]}
    assert changed == (OPTIONS[option][2] if option else set())


def test_the_table_knows_every_option_of_the_commands(results: Path) -> None:
    from geomap.cli.options import Drawing

    asked = {words[0].removeprefix("--").replace("-", "_") for words, _, _ in OPTIONS.values()}
    assert asked == {*Drawing.__dataclass_fields__} - {"embed", "tiles_attribution"}


def test_the_commands_know_which_options_change_which_forms() -> None:
    from geomap.cli.idle import TAKEN_BY

    measured = {
        words[0].removeprefix("--").replace("-", "_"): changed
        for words, _, changed in OPTIONS.values()
    }
    del measured["by"], measured["roles"]  # these depend on the shape, not on the ending
    assert measured | {"tiles_attribution": measured["tiles"]} == TAKEN_BY


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", ["map", "export"])
def test_an_option_without_effect_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, option: str
) -> None:
    """Refused with one line before anything is read; beside an output that takes it, it stays."""
    monkeypatch.chdir(tmp_path)
    words, _, changed = OPTIONS[option]
    idle = [".html"] if option == "by" else [".conll"]
    done = command(name, "nowhere.jsonl", "-o", f"x{idle[0]}", *words)
    told = str(done.exception)
    assert isinstance(done.exception, GeomapError) and "\n" not in told
    assert words[0] in told and f"would change nothing in x{idle[0]}; leave it out" in told
    taken = ".csv" if ".csv" in changed else min(changed)
    both = command(name, "nowhere.jsonl", "-o", f"x{taken}", "-o", f"y{idle[0]}", *words)
    assert "would change nothing" not in f"{both.exception} {both.output}"
    assert list(tmp_path.iterdir()) == []


def test_an_option_that_changes_a_picture_beside_is_used(results: Path, tmp_path: Path) -> None:
    assert command("export", results, "-o", tmp_path / "x.md", "--dpi", "40").exit_code == 0
    done = command("export", results, "-o", "-", "-f", "csv", "--dpi", "40")
    assert "--dpi (for .docx .png .report.pdf) would change nothing" in str(done.exception)
    done = command("export", results, "-o", tmp_path / "x.csv", "--by", "mention", "--roles", "all")
    assert "--roles (for outputs by place) would change nothing" in str(done.exception)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--borders", "foo", "-o", "x.html"], "'foo' is neither show nor none"),
        (["--tiles", "nonsense", "-o", "x.html"], "'nonsense' is no tile URL"),
        (["-o", "x.html", "-o", "x.html"], "written twice"),
        (["-o", "x.html", "-o", "./x.html"], "written twice"),
        (["-o", "x.html", "-o", "x.kml", "--by", "mention"], "leave out --by mention"),
        (["-o", "x.csv", "--embed"], "add -o map.html"),
    ],
)
@pytest.mark.parametrize("name", ["map", "export"])
def test_mistakes_are_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: list[str], message: str
) -> None:
    """What is to be read does not exist, which nobody gets to notice."""
    monkeypatch.chdir(tmp_path)
    done = command(name, "nowhere.jsonl", *words)
    assert done.exit_code != 0
    told = str(done.exception) if isinstance(done.exception, GeomapError) else done.output
    assert message in " ".join(re.sub("[│╭╮╯╰─]", " ", told).split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["map", "export"])
def test_a_picture_that_two_outputs_need_is_drawn_once(
    results: Path, tmp_path: Path, name: str
) -> None:
    outputs = ["a.png", "a.md", "a.html"]
    words = [word for output in outputs for word in ("-o", tmp_path / output)]
    done = command(name, results, *words, "--embed", "--dpi", "40")
    assert done.exit_code == 0, (done.output, done.exception)
    companions = ["a.embed.html", "a.alone.embed.html", "a.static.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*outputs, *companions])


def test_results_are_not_written_over(results: Path) -> None:
    before = results.read_bytes()
    for name in ("map", "export"):
        done = command(name, results, "-o", results, "--force")
        assert isinstance(done.exception, GeomapError) and "choose another -o" in str(
            done.exception
        )
    assert results.read_bytes() == before


@pytest.mark.parametrize("options", [{"borders": "some"}, {"max_passages": 0}, {"tiles": "x"}])
@pytest.mark.parametrize("ending", [".html", ".svg", ".csv"])
def test_python_is_told_the_same(
    results: Path, tmp_path: Path, options: dict[str, Any], ending: str
) -> None:
    found = geomap.Results(geomap.read_results(results))
    with pytest.raises(GeomapError, match=r"choose|give"):
        found.save(tmp_path / f"x{ending}", **options)
    assert list(tmp_path.iterdir()) == []


def test_an_aggregate_is_exported_as_a_page_too(results: Path, tmp_path: Path) -> None:
    from geomap.aggregate import aggregate
    from geomap.export import export

    path = export(aggregate(geomap.read_results(results)), tmp_path / "x.HTM", title="Here")
    assert "<title>Here</title>" in path.read_text(encoding="utf-8")
