"""The regions of the world that names are drawn from, each as often as another.

Without torch, so that benchmarks deal countries and withheld names the same way.
"""

from __future__ import annotations

import hashlib

REGIONS: dict[str, frozenset[str]] = {
    "Middle East and North Africa": frozenset(
        [
            "DZ",
            "BH",
            "EG",
            "IR",
            "IQ",
            "IL",
            "JO",
            "KW",
            "LB",
            "LY",
            "MA",
            "OM",
            "PS",
            "QA",
            "SA",
            "SY",
            "TN",
            "TR",
            "AE",
            "YE",
            "EH",
        ]
    ),
    "Sub-Saharan Africa": frozenset(
        [
            "AO",
            "BJ",
            "BW",
            "BF",
            "BI",
            "CM",
            "CV",
            "CF",
            "TD",
            "KM",
            "CG",
            "CD",
            "CI",
            "DJ",
            "GQ",
            "ER",
            "SZ",
            "ET",
            "GA",
            "GM",
            "GH",
            "GN",
            "GW",
            "KE",
            "LS",
            "LR",
            "MG",
            "MW",
            "ML",
            "MR",
            "MU",
            "MZ",
            "NA",
            "NE",
            "NG",
            "RW",
            "ST",
            "SN",
            "SL",
            "SO",
            "ZA",
            "SS",
            "SD",
            "TZ",
            "TG",
            "UG",
            "ZM",
            "ZW",
        ]
    ),
    "South and Central Asia": frozenset(
        ["AF", "BD", "BT", "IN", "KZ", "KG", "MV", "NP", "PK", "LK", "TJ", "TM", "UZ"]
    ),
    "East and Southeast Asia": frozenset(
        [
            "BN",
            "KH",
            "CN",
            "HK",
            "ID",
            "JP",
            "KP",
            "KR",
            "LA",
            "MY",
            "MM",
            "MN",
            "PH",
            "SG",
            "TW",
            "TH",
            "TL",
            "VN",
        ]
    ),
    "Eastern Europe and the Caucasus": frozenset(
        [
            "AL",
            "AM",
            "AZ",
            "BY",
            "BA",
            "BG",
            "HR",
            "CZ",
            "EE",
            "GE",
            "HU",
            "XK",
            "LV",
            "LT",
            "MK",
            "MD",
            "ME",
            "PL",
            "RO",
            "RU",
            "RS",
            "SK",
            "SI",
            "UA",
        ]
    ),
    "Western Europe": frozenset(
        [
            "AT",
            "BE",
            "CY",
            "DK",
            "FI",
            "FR",
            "DE",
            "GR",
            "IS",
            "IT",
            "LU",
            "MT",
            "NL",
            "NO",
            "PT",
            "ES",
            "SE",
            "CH",
        ]
    ),
    "English-speaking world": frozenset(["AU", "CA", "IE", "NZ", "GB", "US", "PG", "FJ"]),
    "Latin America and the Caribbean": frozenset(
        [
            "AR",
            "BO",
            "BR",
            "CL",
            "CO",
            "CR",
            "CU",
            "DO",
            "EC",
            "SV",
            "GT",
            "HN",
            "HT",
            "JM",
            "MX",
            "NI",
            "PA",
            "PY",
            "PE",
            "PR",
            "TT",
            "UY",
            "VE",
        ]
    ),
}
"""ISO 3166-1 alpha-2 codes by region; territories and very small states are left out."""

WITHHELD = 4


def withheld(name: str) -> bool:
    """Whether a name is left out of what training draws: one in four, by a hash of the name."""
    digest = hashlib.sha256(name.casefold().encode()).hexdigest()
    return int(digest, 16) % WITHHELD == 0
