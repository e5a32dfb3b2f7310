"""What headers of tables call countries, states, counties and towns, in several languages."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["COLUMNS"]

# From the widest to the narrowest, by the names of the classes in ``resolver.clues.cues``.
COLUMNS: dict[str, frozenset[str]] = {
    "country": frozenset(
        words_of(
            "country countries nation adm0 admin0 land staat pays país pais paese страна "
            "країна ülke χώρα země maa zemlja ország țara"
        )
    ),
    "admin1": frozenset(
        words_of(
            "state province region governorate oblast emirate prefecture adm1 admin1 bundesland "
            "provinz région provincia región estado regione província provincie województwo "
            "область регион il νομός län fylke maakunta županija megye județ"
        )
    ),
    "admin2": frozenset(
        words_of(
            "county district borough adm2 admin2 landkreis kreis département departement distrito "
            "condado distretto powiat район ilçe okres"
        )
    ),
    "city": frozenset(
        words_of(
            "city town village municipality locality settlement stadt ort gemeinde ville commune "
            "localité ciudad municipio localidad città comune cidade município plaats gemeente "
            "stad miasto gmina город місто şehir πόλη město kaupunki grad város oraș"
        )
    ),
}
