"""Positions that texts give in numbers and codes.

``find_coordinates`` finds them, ``geomap.recognizer.coordinates`` makes mentions of them, the
resolver turns these into toponyms. Nothing here asks a network.
"""

from geomap.coordinates.reading import Notation, Reading
from geomap.coordinates.scan import find_coordinates, read_positions

__all__ = ["Notation", "Reading", "find_coordinates", "read_positions"]
