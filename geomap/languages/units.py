"""Words for units and towns beside their names, in languages without a file ``space.py``."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["HEADS", "TAILS"]

HEADS = words_of(
    "obwód obwodzie województwo województwie powiat powiecie gmina gminie prowincja prowincji "
    "okres okrese kraj kraji provincie provincii gemeente oblast oblasti županija županiji "
    "županije opština okrug okrugu općina округ округу крај жупанија жупанији покрајина острів "
    "regiunea regiunii teritoriul districtul cantonul insula municipalità regio județul județului "
    "comuna provinsen provinsi mkoa wilaya"
)
"""In front of a name: "obwód lwowski", "județul Cluj"."""

TAILS = words_of(
    "область області области областью край краю крае край района район районе губерния провинція "
    "ili ilinde iline ilinin ilçesi ilçesinde vilayeti eyaleti eyaletinde bölgesi bölgesinde kenti "
    "kentinde şehri şehrinde län fylke fylket kommun kommune amt megye megyei megyében vármegye "
    "tartomány terület régió járás крај округ maakunta maakunnassa lääni provinssi provinssissa "
    "kunta kunnassa voblasć"
)
"""Behind a name: "Van ili", "Baranya megye", "Dalarnas län"."""
