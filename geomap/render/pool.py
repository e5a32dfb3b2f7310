"""Texts that many records of a page share, by number."""

from __future__ import annotations

__all__ = ["Pool"]


class Pool:
    """Texts that many records share are written once."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return found
