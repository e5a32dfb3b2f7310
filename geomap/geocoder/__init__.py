"""Asking a geocoder through geopy: only when told to, only the bare name, once, politely."""

from __future__ import annotations

from geomap.geocoder.cache import Cache
from geomap.geocoder.client import CachedAnswers, OnlineGeocoder
from geomap.geocoder.make import forbidden, make_geocoder
from geomap.geocoder.providers import PROVIDERS

__all__ = [
    "PROVIDERS",
    "Cache",
    "CachedAnswers",
    "OnlineGeocoder",
    "forbidden",
    "make_geocoder",
]
