"""Rebuilds seeds.json: the literal names of the two seed articles, labelled by hand.

For each article the list below says, in text order, which name comes next; the script finds
where. A name in brackets stands where it is no place of its own ("[Iraq]" within an
organisation) and is skipped over. Run: python tests/data/recognizer/label_seeds.py
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent.parent / "seeds"

NAMES = {
    "bbc-soleimani-good-news-for-is.txt": """
        Baghdad|US|US|Baghdad|US|Iraq|US|Iran|Iraq|US|Baghdad airport|US|Iraq|Irbil|Iraq|US
        [Iraq]|Iraq|Syria|Iraq|Syria|Baghdad|Iran|US|Denmark|Germany|Jordan|Kuwait|US|Iraq|Iraq
        US|Iraq|Mosul|Iraq|Tal Afar airport|Iran|Iran|US|US|Iran|US|Baghdad|Iraq|US|Baghdad|US
        Iraq|US|Baghdad|US
    """,
    "dailymail-isis-welcome-death-of-soleimani.txt": """
        Iran|Iran|US|Iraq|America|[Iraq]|[Levant]|Iraq|Germany|Iraq|Jordan|Kuwait|Iraq|Iran|US
        Iraq|Tehran|US|Baghdad airport|Tehran|US|Baghdad airport|Tehran|US|Baghdad airport|Iran
        Basra|Iraq|Iran|Basra|Iraq|US|Iran|US|Iran|Ahvaz International Airport|Tehran|America
        Iran|Iran|Ahvaz International Airport|Tehran|America|Iran|UK|Middle East|UK|Middle East
        US|US|US|Baghouz|Syria|Deir Ezzor province|Baghouz|Syria|Deir Ezzor province|Mosul|Iraq
    """,
}


def label(text: str, names: str) -> list[dict[str, object]]:
    """Find each name after the one before, as a whole word."""
    found: list[dict[str, object]] = []
    at = 0
    for name in names.replace("\n", "|").split("|"):
        name = name.strip()
        if not name:
            continue
        wanted = name.strip("[]")
        start = text.index(wanted, at)
        while is_inside_word(text, start, start + len(wanted)):
            start = text.index(wanted, start + 1)
        at = start + len(wanted)
        if name == wanted:
            found.append({"start": start, "end": at, "text": wanted})
    return found


def is_inside_word(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()


def main() -> None:
    labels = {
        name: label((SEEDS / name).read_text(encoding="utf-8"), names)
        for name, names in NAMES.items()
    }
    (HERE / "seeds.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
