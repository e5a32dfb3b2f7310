"""A small invented GeoNames export: real column layout, made-up towns."""

from __future__ import annotations

import zipfile
from pathlib import Path

ROWS = (
    # id, name, ascii, alternates, lat, lon, class, code, country, admin1, admin2, population
    (900001, "Karvona", "Karvona", "Carvona,Карвона", 61.5, 10.25,
     "P", "PPLA", "ZZ", "01", "011", 52000),
    (900002, "Østby", "Ostby", "Oestby,Eastbie,オストビー", 61.7, 10.5,
     "P", "PPL", "ZZ", "01", "012", 0),
    (900003, "Lille Å", "Lille A", "", 61.6, 10.4, "H", "STM", "ZZ", "01", "", 0),
    (900004, "Nordmark", "Nordmark", "Northmark", 61.6, 10.4, "A", "ADM1", "ZZ", "01", "", 90000),
    (900005, "Østby Kommune", "Ostby Kommune", "", 61.7, 10.5,
     "A", "ADM2", "ZZ", "01", "012", 8000),
    (900006, "Karvona Lufthavn", "Karvona Lufthavn", "", 61.52, 10.3,
     "S", "AIRP", "ZZ", "01", "", 0),
    (900007, "Zedland Republic", "Zedland Republic", "Zedland", 62.0, 11.0,
     "A", "PCLI", "ZZ", "00", "", 900000),
    (900008, "Hidden Farm", "Hidden Farm", "", 61.71, 10.51, "P", "PPL", "ZZ", "", "", 0),
    (900009, "Farfield", "Farfield", "", -10.0, 20.0, "P", "PPL", "YY", "07", "", 700),
)  # fmt: skip


def feature_line(row: tuple) -> str:  # type: ignore[type-arg]
    number, name, plain, alternates, lat, lon, cls, code, country, a1, a2, people = row
    cells = [number, name, plain, alternates, lat, lon, cls, code, country, "", a1, a2, "", "",
             people, "", "5", "Europe/Oslo", "2024-01-01"]  # fmt: skip
    return "\t".join(map(str, cells))


def write_export(folder: Path, *, zipped: bool = False) -> Path:
    """Write ZZ, YY and the tables; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for country in ("ZZ", "YY"):
        text = "\n".join(feature_line(row) for row in ROWS if row[8] == country) + "\n"
        if zipped:
            with zipfile.ZipFile(folder / f"{country}.zip", "w") as archive:
                archive.writestr("readme.txt", "about")
                archive.writestr(f"{country}.txt", text)
        else:
            (folder / f"{country}.txt").write_text(text, encoding="utf-8")
    tables = {
        "admin1CodesASCII": "ZZ.01\tNordmark\tNordmark\t900004\n",
        "admin2Codes": "ZZ.01.011\tKarvona\tKarvona\t900010\nZZ.01.012\tØstby\tOstby\t900005\n",
        "countryInfo": "# ISO\tISO3\nZZ\tZZZ\t999\tZZ\tZedland\nYY\tYYY\t998\tYY\tYland\n",
        "hierarchy": "900005\t900008\tADM\n900004\t900005\tADM\n",
        "alternateNamesV2": "1\t900001\tlink\thttps://example.org/K\n2\t900001\tde\tKarwohna\n"
        "3\t900006\tiata\tKVN\n5\t900001\ten\tCarvonia\t\t\t\t1\n4\t123\tde\tNirgendwo\n",
    }
    for stem, text in tables.items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    return folder
