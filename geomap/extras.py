"""The packages that geomap needs, and those that only one format or export needs.

``missing`` words their absence: one line with the right command, which never blames a document.
"""

from __future__ import annotations

from importlib import metadata

__all__ = ["EXTRAS", "REQUIRED", "install", "version_of"]

REQUIRED = (
    "charset-normalizer",
    "filelock",
    "folium",
    "geopy",
    "lxml",
    "lxml-html-clean",
    "mgrs",
    "numpy",
    "onnxruntime",
    "platformdirs",
    "py3langid",
    "pypdfium2",
    "shapely",
    "spacy",
    "trafilatura",
    "typer",
    "utm",
)
EXTRAS = {
    "documents": ("openpyxl", "pyarrow", "python-oxmsg", "striprtf"),
    "geo": ("geopandas", "pyarrow", "pyogrio"),
    "report": ("matplotlib", "python-docx"),
}


def version_of(package: str) -> str | None:
    """Return the version of an installed distribution, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def install(extra: str) -> str:
    """Return the command that installs an extra.

    >>> install("geo")
    "pip install 'geomap-text[geo]'"
    """
    return f"pip install 'geomap-text[{extra}]'"
