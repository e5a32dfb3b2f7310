"""Rich text (.rtf), through striprtf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from geomap.documents.dates import parse_date
from geomap.documents.labels import codec_of
from geomap.documents.options import ReadOptions
from geomap.documents.source import Outcome, Source, unreadable
from geomap.documents.text import guess_title
from geomap.types import Document

__all__ = ["read_rtf"]

_CODE_PAGE = re.compile(r"\\ansicpg(-?\d+) ?")
_HUGE = re.compile(r"(\\[a-z]{1,32})-?\d{7,}")
_BEYOND_UNICODE = re.compile(r"\\u-?\d{6}")
_CREATED = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_TITLE = re.compile(r"\{\\info.{0,2000}?\{\\title ((?:[^{}\\]|\\'[0-9a-f]{2}){1,300})\}", re.DOTALL)
_LANGUAGES = {"1033": "en", "2057": "en", "1031": "de", "1036": "fr", "3082": "es", "1040": "it"}
_LANGUAGE = re.compile(r"\\deflang(\d{4})")


def read_rtf(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    from striprtf import striprtf

    raw = source.content().decode("latin-1")
    page = _CODE_PAGE.search(raw, 0, 2_000)
    encoding = (codec_of(page[1][:6]) if page else None) or "cp1252"
    try:
        convert: Any = striprtf.rtf_to_text
        text = str(convert(_tamed(raw), encoding=encoding, errors="replace"))
    except Exception as error:
        # striprtf raises whatever damaged text makes it stumble over
        raise unreadable(source.name, "damaged rich text; save it again") from error
    created, title = _CREATED.search(raw, 0, 20_000), _TITLE.search(raw, 0, 20_000)
    language = _LANGUAGE.search(raw, 0, 2_000)
    yield Document(
        id=source.id,
        text=text,
        title=_unescaped(title[1], encoding) if title else guess_title(text),
        source=source.name,
        date=parse_date(f"{created[1]}-{int(created[2]):02}-{int(created[3]):02}")
        if created
        else None,
        language=_LANGUAGES.get(language[1]) if language else None,
        sha256=source.sha256(),
    )


def _tamed(raw: str) -> str:
    """Return the text without the numbers that striprtf stumbles over, and its code page."""
    tamed = _BEYOND_UNICODE.sub(r"\\u65533", _HUGE.sub(r"\g<1>0", raw))
    return _CODE_PAGE.sub("", tamed)


def _unescaped(title: str, encoding: str) -> str:
    plain = re.sub(r"\\'([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), title)
    return plain.encode("latin-1", "replace").decode(encoding, "replace")
