"""The packages that geomap needs, and those that only one format or export needs.

``lacking`` words their absence: one line with the right command, which never blames a document.
Readers of what most people bring (text, web pages, PDF, Word) are no extras.
"""

from __future__ import annotations

from importlib import metadata

__all__ = ["EXTRAS", "REQUIRED", "install", "lacking", "version_of"]

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
    "corpora": ("pyarrow", "zstandard"),
    "report": ("matplotlib", "python-docx"),
}

_DISTRIBUTIONS = {
    "docx": "python-docx",
    "lxml_html_clean": "lxml-html-clean",
    "oxmsg": "python-oxmsg",
    "pandas": "geopandas",
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


def lacking(error: ImportError) -> str:
    """Return which package is not there, and the command that brings it.

    >>> lacking(ImportError(name="oxmsg"))
    "needs the package python-oxmsg; install it with: pip install 'geomap-text[documents]'"
    >>> lacking(ImportError(name="lxml.etree"))
    'needs the package lxml, which this installation lacks; install it with: pip install lxml'
    """
    module = (error.name or "").partition(".")[0]
    package = _DISTRIBUTIONS.get(module, module.replace("_", "-"))
    for extra, packages in EXTRAS.items():
        if package in packages:
            return f"needs the package {package}; install it with: {install(extra)}"
    if not package or package == "geomap":
        said = " ".join(str(error).split())[:100]
        return f"is not installed whole ({said}); pip install --force-reinstall geomap-text"
    need = f"needs the package {package}, which this installation lacks"
    return f"{need}; install it with: pip install {package}"
