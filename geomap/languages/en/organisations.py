"""Words that make a place's name part of an organisation's: "Texas Department of Health".

Pieces of patterns, not plain words: the case of each is meant.
"""

from __future__ import annotations

from geomap.languages.words import phrases_of

__all__ = ["AFTER_A_PLACE", "OF_A_PLACE"]

AFTER_A_PLACE = "|".join(
    phrases_of(
        r"""
        Univers\w+|College|Police|Council|Department|Ministry|Times|Post|Gazette|Herald|Tribune
        Journal|Chronicle|News|Bank|Airlines|Airways|FC|United|City F\.?C|Club|League|Association
        Institute|Agency|Committee|Commission|Corporation|Corp|Inc|Ltd|Company|Group|Foundation
        Society|Union|Church|School|Sheriff|Court|Authority|Embassy|embassy|Consulate|consulate
        Army|Navy|Marines|Air Force|Parliament|Senate|Congress|Infantry|Cavalry|Regiment
        """
    )
)
"""What stands behind the place: "Texas Department"."""

OF_A_PLACE = "|".join(
    phrases_of(
        """
        University|Universities|College|Bank|Bishop|Archbishop|Diocese|Institute|Museum|Church
        Church of|Republican Party|Council|Ministry|Embassy|Kingdom Hall|Duke|Duchess|Earl|Prince
        Princess|Lord|Royal Borough
        """
    )
)
"""What stands in front of "of" and the place: "University of Texas"."""
