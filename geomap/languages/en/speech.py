"""What governments do in the news: "Tehran has warned", "Ankara withdrew"."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["BEFORE_A_VERB", "VERBS"]

BEFORE_A_VERB = words_of(
    "has have had will would could may might must also now later reportedly again immediately "
    "quickly repeatedly firmly strongly itself"
)

VERBS = words_of(
    "said says say warned warns accused accuses denied denies announced urged called condemned "
    "claimed claims insisted insists vowed threatened threatens demanded demands imposed signed "
    "agreed rejected blamed blames hopes wants fears believes refused refuses pledged expects "
    "considers backed backs responded sought seeks supports supported invaded bombed withdrew "
    "retaliated sanctioned recognised recognized promised argued argues"
)
