"""Names of months in every language that has them."""

from __future__ import annotations

from importlib import import_module

__all__ = ["LANGUAGES_WITH_MONTHS", "months_of"]

LANGUAGES_WITH_MONTHS = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "uk", "ru", "tr", "ar", "sv", "da", "no",
    "fi", "hu", "ro", "hr", "sr", "el", "fa", "he", "hi", "sw",
)  # fmt: skip


def months_of(language: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of the twelve months of a language, each with its spellings."""
    months: tuple[tuple[str, ...], ...] = import_module(
        f"geomap.languages.{language}.months"
    ).MONTHS
    return months
