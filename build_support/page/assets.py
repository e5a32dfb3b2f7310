"""Compile what the page carries of Leaflet: its script, its style, and its pictures apart.

Leaflet is a pinned npm package. ``build`` writes ``leaflet.js``, ``leaflet.css`` and
``leaflet-images.json`` (data URIs, for user layers only).
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

from build_support import npm


def build(root: Path, target: Path, cache: Path) -> None:
    """Write the page's assets to ``target``."""
    script = npm.read("leaflet", "dist/leaflet.js", cache).decode("utf-8")
    script = re.sub(r"\n//# sourceMappingURL=.*", "", script)
    style = npm.read("leaflet", "dist/leaflet.css", cache).decode("utf-8")
    style = re.sub(r"\s*background-image:\s*url\([^)]*\);", "", style)
    style = re.sub(r"\s*behavior:[^;]*;", "", style)
    images = {}
    for name in ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow"):
        data = npm.read("leaflet", f"dist/images/{name}.png", cache)
        images[name] = "data:image/png;base64," + base64.b64encode(data).decode()
    (target / "leaflet.js").write_text(script, encoding="utf-8")
    (target / "leaflet.css").write_text(style, encoding="utf-8")
    (target / "leaflet-images.json").write_text(json.dumps(images) + "\n", encoding="utf-8")
