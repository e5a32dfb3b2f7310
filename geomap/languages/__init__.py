"""What geomap knows of a language: one folder a language, one file a kind of word.

``en/`` is complete, and its docstring says which part of geomap reads which file. A folder may
hold fewer files: seven languages have ``space.py`` (words about where places lie; ``space.py`` here
says how they are written) and prepositions, others the names of months (``months.py`` here lists
them). To add a language, make a folder named by its ISO 639-1 code with files of the same names,
and let the modules that ``en/__init__.py`` names beside each file read it.

``units.py`` has the classes of units ("obwód") in further languages, ``abbreviations.py`` shortened
words of all but English. ``words.py`` is how word lists are written; ``pronouns.py`` serves all
languages at once, as a passage needs no guess of its language. Nothing here imports anything else
of geomap, so that every part may read it.
"""
