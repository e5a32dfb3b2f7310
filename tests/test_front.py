"""What `import geomap` gives: types for editors, inputs of every kind, short values."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import folium
import geopandas
import pandas
import pytest
import shapely.geometry

import geomap
from geomap.errors import FormatError, InputError
from geomap.pipeline import Geoparser
from geomap.types import Candidate, Document, Evidence, Place
from tests.fakes import BAGHDAD, IRAQ, MOSUL, FakeGazetteer, FakeRecognizer, FirstRanker, parsed

USER_CODE = """
import pandas
import geomap

parser = geomap.Geoparser()
reveal_type(parser.parse("Rain in Oslo."))
reveal_type(next(parser.pipe(["a", None, geomap.Document("b", "c")])))
reveal_type(next(parser.pipe([("a", 7)], as_tuples=True)))
reveal_type(geomap.Results([]).to_dataframe())
reveal_type(geomap.parse_column(pandas.DataFrame(), "text"))
reveal_type(geomap.render_map([]))
reveal_type(list(geomap.read_documents("x")))
reveal_type(geomap.from_dict(geomap.to_dict(parser.parse(None))))
reveal_type(geomap.evaluate("gold.jsonl"))
geomap.nonexistent
parser.parse(["a", "b"])
"""
REVEALED = [
    "geomap.types.ParsedDocument",
    "geomap.types.ParsedDocument",
    "tuple[geomap.types.ParsedDocument, int]",
    "pandas.DataFrame",
    "pandas.DataFrame",
    "geomap.render.offline.OfflineMap",
    "list[geomap.types.Document]",
    "geomap.types.ParsedDocument",
    "geomap.evaluation.report.Report",
]


def parser() -> Geoparser:
    return Geoparser(FakeRecognizer(), FakeGazetteer(), ranker=FirstRanker())


def test_user_code_is_typed(tmp_path: Path) -> None:
    """mypy --strict over a user's file: real types, and errors for what is not there."""
    (tmp_path / "user.py").write_text(USER_CODE, encoding="utf-8")
    (tmp_path / "pandas.pyi").write_text("class DataFrame: ...\n", encoding="utf-8")
    root = Path(geomap.__file__).parents[1]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--ignore-missing-imports",
            "user.py",
            "--follow-imports=silent",
            "--cache-dir",
            str(root / ".mypy_cache" / "user"),
        ],
        cwd=tmp_path,
        env={"MYPYPATH": str(root), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("user.py")]
    notes = [line.partition('is "')[2].rstrip('"') for line in lines if "note: Revealed" in line]
    assert notes == REVEALED, done.stdout
    errors = [line for line in lines if ": error: " in line]
    assert len(errors) == 2, done.stdout
    assert 'Module has no attribute "nonexistent"' in errors[0]
    assert 'Argument 1 to "parse"' in errors[1]


def test_the_names_for_editors_are_the_names_at_run_time() -> None:
    source = Path(geomap.__file__).read_text(encoding="utf-8")
    block = source.partition("if TYPE_CHECKING:")[2].partition("__all__")[0]
    for name in geomap.__all__[1:]:
        assert f" {name}\n" in block or f" {name}," in block or f"{name}, " in block, name
        assert getattr(geomap, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonexistent'"):
        _ = geomap.nonexistent  # type: ignore[attr-defined]


@pytest.mark.parametrize("missing", [None, math.nan, pandas.NA, pandas.NaT, ""])
def test_a_missing_text_has_no_names(missing: None) -> None:
    result = parser().parse(missing)
    assert (result.document.text, result.toponyms) == ("", ())


def test_texts_and_documents_can_be_mixed() -> None:
    given = ["Rain in Mosul.", None, Document("mine", "Baghdad"), math.nan]
    results = list(parser().pipe(given))
    assert [r.document.id for r in results] == ["text-1", "text-2", "mine", "text-4"]
    assert [len(r.toponyms) for r in results] == [1, 0, 1, 0]


def test_pairs_keep_what_belongs_to_them() -> None:
    """More than one chunk, so that texts are read ahead of results."""
    pairs = [("Mosul" if number % 2 else None, number) for number in range(700)]
    found = [(len(r.toponyms), number) for r, number in parser().pipe(pairs, as_tuples=True)]
    assert found == [(number % 2, number) for number in range(700)]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["a", "b"], "text is a list, not a text; for many texts use pipe"),
        (b"Mosul", "text is a bytes, not a text; decode it first"),
        (7.5, "text is a float, not a text; give a str"),
        (("Mosul", 1), "text is a tuple, not a text; for pairs"),
    ],
)
def test_what_is_no_text_is_named(given: object, words: str) -> None:
    with pytest.raises(InputError, match=words.replace("(", r"\(")):
        parser().parse(given)  # type: ignore[arg-type]


def test_pipe_names_what_it_cannot_read() -> None:
    with pytest.raises(InputError, match="not a str; for one text use parse"):
        parser().pipe("Mosul")
    with pytest.raises(TypeError, match="not an int"):
        parser().pipe(7)  # type: ignore[call-overload]
    with pytest.raises(InputError, match="text-2 is a dict, not a text"):
        list(parser().pipe(["Mosul", {"text": "Mosul"}]))
    with pytest.raises(InputError, match="item 1 is a str, not a pair"):
        list(parser().pipe(["Mosul"], as_tuples=True))  # type: ignore[call-overload]


def test_a_column_is_parsed_and_joined_back() -> None:
    frame = pandas.DataFrame(
        {"text": ["Mosul and Baghdad", None, "nothing", "Paris"], "score": [1, 2, 3, 4]},
        index=["a", "b", "c", "d"],
    )
    found = geomap.parse_column(frame, "text", parser())
    assert list(found.index) == ["a", "a", "d"]
    joined = frame.join(found.add_prefix("geo_"))
    assert list(joined["geo_place"].fillna("-")) == ["Mosul", "Baghdad", "-", "-", "Paris"]
    assert list(joined["score"]) == [1, 1, 2, 3, 4]
    with pytest.raises(InputError, match="no column 'body'; its columns are: text, score"):
        geomap.parse_column(frame, "body")


def test_a_frame_without_rows_has_the_same_columns() -> None:
    for by in ("mention", "place"):
        full = geomap.Results([parsed("Mosul", ("Mosul", MOSUL))]).to_dataframe(by)
        empty = geomap.Results([]).to_dataframe(by)
        assert list(full.dtypes.items()) == list(empty.dtypes.items())
        assert "object" not in set(map(str, full.dtypes))
        assert pandas.concat([empty, full]).dtypes.equals(full.dtypes)


def test_values_are_short_to_look_at() -> None:
    evidence = (Evidence("fame", 1.0, 2.0, "words " * 100),)
    result = parsed("Mosul, " * 500, *[("Mosul", MOSUL)] * 20)
    for value in (result, result.document, result.toponyms[0], MOSUL, geomap.Results([result])):
        assert len(repr(value)) < 130, repr(value)
    assert len(repr(Candidate(MOSUL, "Mosul", evidence=evidence))) < 400
    assert repr(result) == "ParsedDocument('doc', names=20, placed=20)"
    assert repr(result.toponyms[0]) == (
        "Toponym('Mosul' at 0-5: 'Mosul, Nineveh, Iraq', placed, 0.90)"
    )


def test_a_place_reads_as_people_write_it() -> None:
    assert (str(MOSUL), str(IRAQ), str(BAGHDAD)) == (
        "Mosul, Nineveh, Iraq", "Iraq", "Baghdad, Iraq"
    )  # fmt: skip
    assert f"{MOSUL}" == "Mosul, Nineveh, Iraq"
    assert str(Place("x:1", "Here", 1.0, 2.0)) == "Here"


def test_values_are_shapes_to_other_libraries() -> None:
    result = parsed(
        "Mosul and Atlantis, Iraq", ("Mosul", MOSUL), ("Atlantis", None), ("Iraq", IRAQ)
    )
    assert shapely.geometry.shape(MOSUL).coords[0] == (MOSUL.longitude, MOSUL.latitude)
    frame = geopandas.GeoDataFrame.from_features(result)
    assert list(frame["name"]) == ["Mosul", "Atlantis", "Iraq"]
    assert list(frame.geometry.isna()) == [False, True, False]
    assert list(frame["is_area"].fillna("-")) == [False, "-", True]
    places = geopandas.GeoDataFrame.from_features(geomap.Results([result]))
    kinds = dict(zip(places["place"], places.geometry.geom_type, strict=True))
    assert kinds["Mosul"] == "Point"
    assert kinds["Iraq"] in ("Polygon", "MultiPolygon")  # a pin would be a false precision
    folium.GeoJson(result.toponyms[0])


def test_a_notebook_shows_the_map() -> None:
    shown = geomap.Results([parsed("Rain in Mosul.", ("Mosul", MOSUL))])._repr_html_()
    assert "<iframe" in shown
    assert "Rain in Mosul." in shown


def test_results_are_dictionaries_and_back() -> None:
    result = parsed("Mosul and Atlantis", ("Mosul", MOSUL), ("Atlantis", None))
    record = geomap.to_dict(result)
    assert record["toponyms"][0]["name"] == "Mosul"
    assert geomap.from_dict(record).toponyms[0].place == MOSUL
    with pytest.raises(FormatError):
        geomap.from_dict({"text": "Mosul"})
