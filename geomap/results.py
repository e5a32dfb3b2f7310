"""Results held together, with every form they can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.types import ParsedDocument

if TYPE_CHECKING:
    import folium
    import geopandas
    import pandas

__all__ = ["Results"]


class Results:
    """Parsed documents in memory: ``Results(parser.pipe(documents))``.

    For more documents than memory holds, write the stream with ``geomap.write_results`` and
    give functions the stream itself.
    """

    def __init__(self, results: Iterable[ParsedDocument]) -> None:
        self._results = tuple(results)

    def __iter__(self) -> Iterator[ParsedDocument]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)

    def __getitem__(self, index: int) -> ParsedDocument:
        return self._results[index]

    def __repr__(self) -> str:
        names = sum(len(parsed.toponyms) for parsed in self)
        placed = sum(len(parsed.placed) for parsed in self)
        return f"Results(documents={len(self)}, names={names}, placed={placed})"

    def _repr_html_(self) -> str:
        """Return the map, which notebooks show."""
        shown: str = self.to_map()._repr_html_()
        return shown

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The places as GeoJSON: what shapely, GeoPandas and folium take from any object."""
        from geomap.export import gather
        from geomap.export.geojson import place_collection

        return place_collection(gather(self))

    def to_map(self, **options: Any) -> folium.Map:
        """Return the map; options as for ``geomap.render_map``."""
        from geomap.render import render_map

        page: folium.Map = render_map(self, **options)
        return page

    def to_dataframe(self, by: str = "mention") -> pandas.DataFrame:
        """Return a pandas data frame with a row a mention or, ``by="place"``, a place."""
        from geomap.export.dataframes import to_dataframe

        return to_dataframe(self, by)  # type: ignore[arg-type]

    def to_geodataframe(
        self, by: str = "mention", *, shapes: bool = False
    ) -> geopandas.GeoDataFrame:
        """Return the same rows with geometries in EPSG:4326."""
        from geomap.export.dataframes import to_geodataframe

        return to_geodataframe(self, by, shapes=shapes)  # type: ignore[arg-type]

    def save(self, path: str | Path, *, force: bool = False, **options: Any) -> Path:
        """Write the form that the path's ending names: .html, .geojson, .csv, .jsonl …

        Args:
            options: As for ``geomap.export.export``: ``by``, ``roles``, and the fields of
                ``geomap.export.Options``.

        Raises:
            GeomapError: An option that cannot be used.
            OutputExists: The file is there and ``force`` was not given.
        """
        from geomap.export import export

        return export(self, Path(path), force=force, **options)
