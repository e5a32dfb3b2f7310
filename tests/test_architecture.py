"""Imports go down only, and the package stays light to import."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "geomap"

# Lowest first. Parts of one layer may not import each other.
LAYERS = (
    {"vocabulary"},
    {"demo", "kinds", "languages", "shown"},
    {"_version", "types", "errors", "escaping", "extras"},
    {
        "seams",
        "compression",
        "fields",
        "files",
        "geodesy",
        "inputs",
        "iso3166",
        "wording",
        "workers",
    },
    {"contract"},
    {"documents", "basemap"},
    {"passages", "coordinates"},
    {"recognizer"},
    {"gazetteer"},
    {"geocoder"},
    {"resolver"},
    {"corrections", "confidence", "jsonl"},
    {"stored"},
    {"online"},
    {"pipeline", "aggregate", "likeness"},
    {"diff", "render", "evaluation", "totals"},
    {"export"},
    {"annotators", "dask", "results", "spacy"},
    {"cli"},
    {"__init__", "__main__"},
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}


def part(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
            if node.module == "geomap":
                names = [f"geomap.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("geomap.")}
    return found


def test_every_module_has_a_layer() -> None:
    assert {part(path) for path in PACKAGE.rglob("*.py")} <= set(RANK)


def test_imports_go_down_only() -> None:
    upward = [
        f"{path.relative_to(PACKAGE)} imports {target}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for target in sorted(imported_parts(path) - {part(path)})
        if part(path) not in ("__init__", "__main__") and RANK[target] >= RANK[part(path)]
    ]
    assert upward == []


def imported_modules(path: Path) -> set[str]:
    """Return the files of the package that a file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_no_file_imports_itself_over_others() -> None:
    """Also lazily: what needs each other belongs together. Doors of packages do not count."""
    files = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "__init__.py"
    }
    waiting_for = {name: imported_modules(path) & set(files) for name, path in files.items()}
    while free := [name for name, needed in waiting_for.items() if not needed & set(waiting_for)]:
        for name in free:
            del waiting_for[name]
    assert waiting_for == {}


def test_the_page_on_the_architecture_is_current() -> None:
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = page.partition("<!-- layers -->")[2].partition("<!-- /layers -->")[0]
    layers = [set(re.findall(r"`(\w+)`", line)) for line in listed.strip().splitlines()]
    assert layers == [set(layer) for layer in LAYERS], "docs/architecture.md lists other layers"
    parts = {part(path) for path in PACKAGE.rglob("*.py")}
    assert set().union(*layers) <= parts, "docs/architecture.md lists what is not there"
    for folder in re.findall(r"`((?:geomap/)?[a-z_]+(?:/[\w.-]+)+/?)`", page):
        roots = (PACKAGE, PACKAGE.parent)
        assert any((root / folder).exists() for root in roots), f"{folder} is not there"


def test_distances_are_computed_in_one_place() -> None:
    """Another great circle would have another radius, another 161 km another score."""
    folders = ("geomap", "build_support", "training", "benchmarks", "tests")
    own = re.compile(
        r"\b(asin|arcsin|acos)\(\s*(min|math\.sqrt)\(|\b63(71|78)\b|\b161\.0\b|\b127[45]\d\b"
    )
    found = [
        str(path.relative_to(PACKAGE.parent))
        for folder in folders
        for path in sorted((PACKAGE.parent / folder).rglob("*.py"))
        if path != Path(__file__) and own.search(_code(path))
    ]
    assert found == [str(Path("geomap", "geodesy.py"))]


def _code(path: Path) -> str:
    """Return a file's code without its strings and comments."""
    with open(path, "rb") as stream:
        tokens = [t for t in tokenize.tokenize(stream.readline) if t.type != tokenize.COMMENT]
    return (
        " ".join(t.string for t in tokens if t.type != tokenize.STRING)
        .replace(" ( ", "(")
        .replace(" . ", ".")
    )


def test_importing_geomap_loads_nothing_heavy() -> None:
    heavy = ["spacy", "onnxruntime", "numpy", "folium", "geopy", "trafilatura", "pypdfium2"]
    code = (
        "import sys, geomap, geomap.cli; geomap.cli.build_app();"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_is_complete_and_sorted() -> None:
    import geomap

    assert geomap.__all__[0] == "__version__"
    assert geomap.__all__[1:] == sorted(geomap.__all__[1:])


def _modules() -> dict[str, Path]:
    """Return the package's files by module name."""
    return {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of every import from geomap, within functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("geomap"):
            yield from ((node.module, alias.name) for alias in node.names)


def test_what_another_file_imports_stands_in_all() -> None:
    modules = _modules()
    hidden = [
        f"{module}.{name}, for {path.name}"
        for path in modules.values()
        for module, name in _imports(path)
        if module in modules and name not in _exported(modules[module])
    ]
    assert hidden == []


def _exported(path: Path) -> set[str]:
    """Return what ``__all__`` lists; for a module without it, anything public."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    listed = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
    ]
    if listed:
        return set(ast.literal_eval(listed[0]))
    named = {getattr(node, "name", "") for node in tree.body}
    named |= {
        getattr(t, "id", "") for n in tree.body if isinstance(n, ast.Assign) for t in n.targets
    }
    return {name for name in named if not name.startswith("_")} | {"__version__"}
