"""Shortened words of other languages than English, before a full stop that ends no sentence.

All languages in one list, as a sentence needs no guess of its language; words that another
language ends sentences with ("on", "mm") are left out.
"""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["AFTER_NO_NUMBER", "BEFORE_AN_ORDINAL", "BEFORE_A_NAME", "BEFORE_A_NUMBER"]

BEFORE_A_NAME = frozenset(
    words_of(
        "sra dra srta avda av ee sta sto cía ud uds avv sigra arch mons "
        "str bhf bzw hl hr fr dipl "
        "bd mgr "
        "ul al pl os im woj gm np tzw św płk m.in "
        "nám tř např tzv sv trg npr "
        "dl dna șos "
        "cad sok mah doç sn bkz örn "
        "ún esim ns bl.a t.ex f.eks s.k o.a dhr mevr bijv "
        "ул пос пр просп пер пл им проф акад ген полк напр см т.н т.е т.к "
        "вул бул ім див "
        "κ κα λεωφ αγ π.χ "
        "د أ.د डॉ श्री सुश्री"
    )
)
"""Never the end of a sentence, unless in capitals."""

AFTER_NO_NUMBER = frozenset(words_of("г гор м с р д оз обл"))
"""A town, a river, a lake; behind a number a year, which may end a sentence."""

BEFORE_A_NUMBER = frozenset(words_of("env aprox pág págs ok ок kb kl č br st стр ст рис ч"))

BEFORE_AN_ORDINAL = frozenset(
    words_of("im am der die das den dem des zum vom beim zur ab bis seit u na w")
)
"""Words before a number whose full stop makes it an ordinal: "im 19. Jahrhundert"."""
