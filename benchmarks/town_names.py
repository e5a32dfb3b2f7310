"""Invented people and companies of eight regions, for sentences that name no place.

None of the names of people stands in ``training/recognizer/people.py``; the companies' patterns
differ too.
"""

from __future__ import annotations

GIVEN = {
    "Middle East and North Africa":
        "Adnan Ghassan Marwan Ziad Hanan Dalia Anwar Sabah Serkan Gulsen",
    "Sub-Saharan Africa": "Obinna Yetunde Kwaku Akosua Njoroge Wambui Themba Zanele Seydou Mariama",
    "South and Central Asia": "Ramesh Pooja Vikram Shreya Zahid Saima Tariqul Suresh Erlan Madina",
    "East and Southeast Asia": "Jianguo Lihua Daisuke Naoko Sung-ho Eun-ji Hieu Thuy Slamet Wichai",
    "Eastern Europe and the Caucasus":
        "Bogdan Larysa Evgeny Tatiana Grzegorz Malgorzata Zoltan Tsvetan Vesna Davit",
    "Western Europe": "Wolfgang Brigitte Thierry Sandrine Fabrizio Paola Ramón Inés Joost Torbjörn",
    "English-speaking world":
        "Gregory Heather Nigel Philippa Trevor Bronwyn Wayne Tiffany Duncan Aoife",
    "Latin America and the Caribbean":
        "Rogelio Yolanda Hernán Soledad Wilson Edilson Jacinta Anselmo Winsome Dieudonné",
}  # fmt: skip
FAMILY = {
    "Middle East and North Africa":
        "al-Rubaie Fakhoury Maalouf Bitar Touati Belkacem Ghorbani Tehrani Yildirim Azoulay",
    "Sub-Saharan Africa":
        "Eze Balogun Agyeman Ofori Gitau Kiplagat Zulu Mabuza Sissoko Mugisha",
    "South and Central Asia":
        "Kulkarni Deshpande Bhattacharya Pillai Abbasi Siddiqui Talukder Gunawardena Suleimenov "
        "Umarov",
    "East and Southeast Asia":
        "Zhu Guo Yoshida Inoue Hwang Jeon Truong Doan Setiawan Rattanakul",
    "Eastern Europe and the Caucasus":
        "Fedorov Lebedeva Hrytsenko Marchenko Wojcik Mazur Varga Stoyanov Djokovic Harutyunyan",
    "Western Europe":
        "Zimmermann Krüger Lambert Chevalier Esposito Barbieri Navarro Iglesias Hendriks Lindqvist",
    "English-speaking world":
        "Hargreaves Whitaker Pemberton Ashworth Cooper Turner Gallagher Donnelly MacLeod Jenkins",
    "Latin America and the Caribbean":
        "Villalobos Escobedo Cárdenas Figueroa Pinheiro Moura Choque Alarcón Etienne Gayle",
}  # fmt: skip
COMPANIES = (
    "{} Enterprises", "{} Partners", "{} Shipping", "{} Petroleum", "{} Software", "{} Hotels",
    "{} Chemicals", "{} Logistics", "{} Brewery", "{} & Co",
)  # fmt: skip


def people() -> dict[str, list[str]]:
    """Return a hundred names of each region."""
    return {
        region: [f"{first} {last}" for first in GIVEN[region].split() for last in family.split()]
        for region, family in FAMILY.items()
    }


def companies() -> dict[str, list[str]]:
    """Return a hundred names of each region."""
    return {
        region: [pattern.format(last) for pattern in COMPANIES for last in family.split()]
        for region, family in FAMILY.items()
    }
