"""What the user says about where a text is likely to be about."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.types import Bounds

__all__ = ["Bias"]


@dataclass(frozen=True, slots=True)
class Bias:
    """A preference, never a filter: the text may still say otherwise.

    Args:
        countries: ISO 3166-1 alpha-2 codes that places are likely to lie in.
        near: (latitude, longitude) in degrees that places are likely to lie near.
        bbox: A box that places are likely to lie in.
        outlet: The home of the publisher, as a name ("Paris, Texas") or a domain
            ("theparisnews.com"); a name is looked up in the gazetteer.
    """

    countries: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    bbox: Bounds | None = None
    outlet: str | None = None

    def __bool__(self) -> bool:
        return bool(self.countries or self.near or self.bbox or self.outlet)
