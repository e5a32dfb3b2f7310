"""Writes an Outlook message by the letter of MS-CFB and MS-OXMSG: no library does."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

SECTOR, CUTOFF = 512, 4096
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class _Sectors:
    """Sectors of one size and their allocation table."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data: list[bytes] = []
        self.table: list[int] = []

    def store(self, data: bytes) -> int:
        if not data:
            return END
        first = len(self.data)
        padded = data + bytes(-len(data) % self.size)
        self.data += [padded[at : at + self.size] for at in range(0, len(padded), self.size)]
        self.table += [*range(first + 1, len(self.data)), END]
        return first


def compound(tree: Tree) -> bytes:
    """Return a compound file with these streams and storages."""
    entries: list[list[object]] = [["Root Entry", 5, NONE, NONE, END, 0]]
    large, small = _Sectors(SECTOR), _Sectors(64)

    def add(parent: int, children: Tree) -> None:
        previous = None
        for name, content in sorted(children.items(), key=lambda item: (len(item[0]), item[0])):
            number = len(entries)
            if isinstance(content, bytes):
                sectors = small if len(content) < CUTOFF else large
                entries.append([name, 2, NONE, NONE, sectors.store(content), len(content)])
            else:
                entries.append([name, 1, NONE, NONE, 0, 0])
                add(number, content)
            if previous is None:
                entries[parent][3] = number
            else:
                entries[previous][2] = number
            previous = number

    add(0, tree)
    minis = b"".join(small.data)
    entries[0][4:] = [large.store(minis), len(minis)]
    mini_table = large.store(_table(small.table))
    mini_count = -(-len(small.table) * 4 // SECTOR)
    directory = large.store(b"".join(_entry(*entry) for entry in entries))  # type: ignore[arg-type]
    fats = 1
    while fats * SECTOR // 4 < len(large.table) + fats:
        fats += 1
    places = range(len(large.table), len(large.table) + fats)
    table = _table(large.table + [FAT] * fats)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, fats, directory, 0, CUTOFF, mini_table, mini_count, END, 0),
    )
    difat = struct.pack("<109I", *places, *[FREE] * (109 - fats))
    return header + difat + b"".join(large.data) + table


def _table(entries: list[int]) -> bytes:
    data = struct.pack(f"<{len(entries)}I", *entries)
    return data + b"\xff" * (-len(data) % SECTOR)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    ids = (kind, 1, NONE, right, child)
    return struct.pack("<64sHBBIII36xIQ", wide, len(wide), *ids, start, size)


def _words(**properties: str) -> Tree:
    return {
        f"__substg1.0_{tag[1:]}001F": value.encode("utf-16-le") for tag, value in properties.items()
    }


def _listed(words: Tree, header: bytes, *fixed: bytes) -> Tree:
    entries = [
        struct.pack("<HHIII", 0x1F, int(name[12:16], 16), 6, len(value) + 2, 0)
        for name, value in words.items()
        if isinstance(value, bytes)
    ]
    return {**words, "__properties_version1.0": header + b"".join([*entries, *fixed])}


def message(
    *,
    subject: str,
    body: str,
    sender: str,
    recipient: str,
    sent: datetime,
    attachments: dict[str, bytes],
) -> bytes:
    """Return the bytes of a .msg file."""
    ticks = int((sent - _EPOCH).total_seconds() * 10_000_000)
    submitted = struct.pack("<HHIQ", 0x40, 0x39, 6, ticks)
    head = struct.pack("<8xIIII8x", 1, len(attachments), 1, len(attachments))
    words = _words(
        _0037=subject, _1000=body, _0C1A=sender, _0C1F="joerg@example.org", _001A="IPM.Note"
    )
    tree = _listed(words, head, submitted)
    tree["__recip_version1.0_#00000000"] = _listed(_words(_3001=recipient), bytes(8))
    for number, (name, data) in enumerate(attachments.items()):
        part = _listed(
            _words(_3707=name), bytes(8), struct.pack("<HHIII", 0x102, 0x3701, 6, len(data), 0)
        )
        part["__substg1.0_37010102"] = data
        tree[f"__attach_version1.0_#{number:08X}"] = part
    return compound(tree)
