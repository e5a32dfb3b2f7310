"""Let axe look at the page in all its states, at four sizes of window, in light and dark.

python benchmarks/page_axe.py MAP.html ...
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SIZES = ((1366, 768), (768, 1024), (390, 844), (640, 400))
STATES = {
    "list": "",
    "filters": "document.querySelector('.filters')?.setAttribute('open', '')",
    "filtered": "geomap.panel.change({ query: 'a' })",
    "nothing": "geomap.panel.change({ query: 'xyzzy' })",
    "facets": "document.querySelector('.filters')?.setAttribute('open', '');"
    " document.querySelector('.share').open = true; geomap.panel.change({ query: '',"
    " statuses: ['placed'], kinds: [geomap.model.places[0]?.kind].filter(Boolean) })",
    "colours": "geomap.panel.reset(); geomap.legend.open = true; geomap.colourBy('document')",
    "compare": "geomap.colourBy(''); geomap.panel.choose('documents');"
    " document.querySelector('.compare')?.setAttribute('open', '');"
    " if (geomap.model.documents.length > 1) geomap.panel.change({"
    " a: `d:${geomap.model.documents[0].id}`, b: `d:${geomap.model.documents[1].id}` })",
    "card": "geomap.panel.choose('places'); geomap.panel.reset();"
    " geomap.open(geomap.model.places[0])",
    "doubtful": "geomap.open(geomap.model.places.find((p) => p.doubtful) ?? geomap.place)",
    "group": "geomap.close(); document.querySelector('.mark.several')?.click()",
    "legend": "geomap.close(); document.querySelector('.legend').open = true",
    "near": "map_geomap.setZoom(9, { animate: false })",
    "not placed": "geomap.panel.choose('unplaced')",
    "reason": "document.querySelector('.unplaced details')?.setAttribute('open', '')",
    "checks": "document.querySelector('#for-checks')?.click()",
    "documents": "geomap.panel.choose('documents')",
    "text": "geomap.read({ document: geomap.model.documents[0], start: -1, marks: [] })",
    "about": "geomap.panel.choose('about')",
}
RUN = """axe.run().then((found) => found.violations.map(
  (rule) => `${rule.impact} ${rule.id}: ${rule.nodes[0].html.slice(0, 120)} (${rule.nodes.length})`))"""  # noqa: E501


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+")
    arguments = parser.parse_args()
    from benchmarks.page_browser import chromium, opened
    from build_support import npm

    axe = npm.read("axe-core", "axe.min.js", ROOT / ".cache" / "npm").decode("utf-8")
    looked = failed = 0
    with chromium() as browser:
        for path in arguments.pages:
            for size in SIZES:
                scheme = "dark" if size[0] == 768 else "light"
                with opened(browser, path, size, bypass_csp=True, color_scheme=scheme) as page:
                    page.evaluate(axe)
                    for name, act in STATES.items():
                        page.evaluate(f"() => {{ {act} }}")
                        page.wait_for_timeout(350)
                        found = page.evaluate(RUN)
                        looked += 1
                        failed += bool(found)
                        if found:
                            print(json.dumps([path.name, size, name, found]), flush=True)
    print(json.dumps({"states": looked, "with violations": failed}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
