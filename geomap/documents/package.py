"""ZIP containers and the XML in them, opened so that they cannot do harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from types import TracebackType
from typing import TYPE_CHECKING

from geomap.documents.options import ReadOptions
from geomap.documents.source import Source, read_capped, too_large, unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Package", "parse_xml"]

_MOST_MEMBERS = 20_000
_HIGHEST_RATIO = 500
_SMALL = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError)


class Package:
    """A ZIP file within limits: count of members, size and ratio of each, size of all.

    Declared sizes are checked when it is opened, real ones while reading.

    Raises:
        UnreadableDocument: It is damaged, a bomb, or encrypted.
    """

    def __init__(self, source: Source, options: ReadOptions) -> None:
        self.name = source.name
        self._left = self._limit = options.max_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(source.content()))
        except (*_DAMAGE, NotImplementedError) as error:
            raise unreadable(self.name, "damaged; save or download it again") from error
        self.members = self._archive.infolist()
        self._names = {member.filename for member in self.members}
        if len(self.members) > _MOST_MEMBERS:
            raise unreadable(self.name, f"holds more than {_MOST_MEMBERS:,} files; split it")
        if sum(member.file_size for member in self.members) > options.max_bytes or any(
            _is_bomb(member) for member in self.members
        ):
            problem = "unpacks to far too much (a ZIP bomb?); raise --max-bytes if you trust it"
            raise unreadable(self.name, problem)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def __contains__(self, member: str) -> bool:
        return member in self._names

    def read(self, member: str | zipfile.ZipInfo) -> bytes:
        """Return a member's bytes, never more than the whole package may unpack to."""
        try:
            with self._archive.open(member) as file:
                data = read_capped(file, self._left)  # type: ignore[arg-type]
        except KeyError as error:
            raise unreadable(self.name, f"{member} is missing; save it again") from error
        except RuntimeError as error:
            raise unreadable(self.name, "encrypted; unpack it with its password") from error
        except (*_DAMAGE, NotImplementedError) as error:
            raise unreadable(self.name, "damaged; save or download it again") from error
        if data is None:
            raise too_large(self.name, self._limit)
        self._left -= len(data)
        return data

    def xml(self, member: str) -> _Element:
        return parse_xml(self.read(member), self.name)


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    if member.file_size <= _SMALL:
        return False
    return member.file_size > _HIGHEST_RATIO * max(member.compress_size, 1)


def parse_xml(data: bytes, name: str) -> _Element:
    """Parse without expanding entities, loading a DTD or reaching files or network.

    Raises:
        UnreadableDocument: It is not well-formed, or it declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = "its XML is damaged or nested too deeply; save it again"
        raise unreadable(name, problem) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise unreadable(name, "declares XML entities (a known attack); not read, leave it out")
    return root
