"""What is installed and what a wheel is made of: pinned, with digests, and written down."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from build_support.lock import LOCKS, build_requirements
from build_support.npm import PINS
from build_support.sbom import bill_of_materials

ROOT = Path(__file__).parent.parent
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path: Path) -> dict[str, str]:
    found = _PIN.findall(path.read_text(encoding="utf-8"))
    return {_same(name): version for name, version in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_what_the_constraints_pin(lock: str) -> None:
    """After a change of versions: make lock."""
    locked, known = pins(ROOT / "build_support/locks" / lock), pins(ROOT / "constraints.txt")
    assert {name: locked[name] for name in locked.keys() & known} == {
        name: known[name] for name in locked.keys() & known
    }
    asked = dict(_PIN.findall("\n".join(build_requirements())))
    assert {_same(name): version for name, version in asked.items()}.items() <= locked.items()


def test_every_requirement_has_digests() -> None:
    for lock in LOCKS:
        text = (ROOT / "build_support/locks" / lock).read_text(encoding="utf-8")
        entries = text.replace("\\\n", " ").splitlines()
        assert len(entries) > 50
        assert [one for one in entries if "--hash=sha256:" not in one] == []


def test_the_test_environment_is_locked_whole() -> None:
    locked, known = pins(ROOT / "build_support/locks/test.txt"), pins(ROOT / "constraints.txt")
    assert known.items() <= locked.items()


def test_make_installs_by_digest_only() -> None:
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in make.splitlines() if "pip install" in line]
    plain = [
        line for line in installs if "--require-hashes" not in line and "--no-deps" not in line
    ]
    assert all("training" in line or line.endswith(" uv") for line in plain), plain


@pytest.fixture
def bill(tmp_path: Path) -> dict[str, object]:
    wheel = tmp_path / "geomap_text-1.2.3-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    return bill_of_materials(wheel)


def test_the_bill_of_materials_is_valid(bill: dict[str, object]) -> None:
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill))
    assert wrong is None, wrong


def test_the_bill_lists_what_is_needed_and_what_is_inside(bill: dict[str, object]) -> None:
    listed = {part["purl"].partition("@")[0] for part in bill["components"]}  # type: ignore[attr-defined]
    assert {"pkg:pypi/onnxruntime", "pkg:pypi/lxml", "pkg:pypi/typer", "pkg:npm/leaflet"} <= listed
    data = {f"pkg:npm/{name}" for name in json.loads(PINS.read_text("utf-8"))}
    assert {one for one in listed if one.startswith("pkg:npm/")} == data - {"pkg:npm/axe-core"}
    assert "pkg:pypi/pytest" not in listed
    refs = {part["bom-ref"] for part in bill["components"]}  # type: ignore[attr-defined]
    first, *others = bill["dependencies"]  # type: ignore[misc]
    assert set(first["dependsOn"]) < refs
    assert {one["ref"] for one in others} < refs


def test_the_same_wheel_gives_the_same_bill(bill: dict[str, object], tmp_path: Path) -> None:
    assert bill_of_materials(tmp_path / "geomap_text-1.2.3-py3-none-any.whl") == bill
