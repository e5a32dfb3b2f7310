from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from geomap.gazetteer import LayeredGazetteer, open_gazetteer


def _module(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"gazetteer_tests_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def bundle() -> LayeredGazetteer:
    return open_gazetteer()


@pytest.fixture(scope="session")
def export() -> ModuleType:
    return _module("export")


@pytest.fixture
def export_folder(tmp_path: Path, export: ModuleType) -> Path:
    folder: Path = export.write_export(tmp_path / "export")
    return folder
