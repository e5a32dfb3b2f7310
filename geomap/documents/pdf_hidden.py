"""Text of a PDF page that nobody sees: drawn invisibly, or white where nothing lies under it.

The text layer of a scan is drawn invisibly too; it lies over a picture and stays.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["hidden_places"]

_DEEPEST = 4
"""Levels of forms (drawings within drawings) that are looked into."""
_INVISIBLE = 3
_WHITE = 250
"""Red, green and blue, of 255, from which on ink on paper is not seen."""
Box = tuple[float, float, float, float]


def hidden_places(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, places: Sequence[int]
) -> frozenset[int]:
    """Return those of the characters' numbers on the page that are not seen."""
    import pypdfium2.raw as pdfium

    if not hasattr(pdfium, "FPDFText_GetTextObject"):
        return frozenset()
    objects = list(page.get_objects(max_depth=_DEEPEST))
    unseen = {
        _address(one.raw)
        for one in objects
        if one.type == pdfium.FPDF_PAGEOBJ_TEXT and _is_unseen(one.raw)
    }
    if not unseen:
        return frozenset()
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    drawn = [one.get_bounds() for one in objects if one.type in kinds]
    found = set()
    for place in places:
        held = pdfium.FPDFText_GetTextObject(text_page, place)
        if (
            held
            and _address(held) in unseen
            and not _lies_over(text_page.get_charbox(place), drawn)
        ):
            found.add(place)
    return frozenset(found)


def _address(held: Any) -> int | None:
    return ctypes.cast(held, ctypes.c_void_p).value


def _is_unseen(held: Any) -> bool:
    import pypdfium2.raw as pdfium

    mode = pdfium.FPDFTextObj_GetTextRenderMode(held)
    if mode == _INVISIBLE:
        return True
    if mode != 0:
        return False
    ink = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(held, *map(ctypes.byref, ink)):
        return False
    *colours, alpha = (one.value for one in ink)
    return alpha == 0 or all(colour >= _WHITE for colour in colours)


def _lies_over(box: Box, drawn: Sequence[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in drawn)
