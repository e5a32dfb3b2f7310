"""English, a file for each kind of word, with the parts of geomap that read it.

- demonyms.csv, demonyms.py: adjectives and inhabitants ("Iraqi", "New Yorkers"): gazetteer
  (compiled), recognizer
- abbreviations.csv, abbreviations.py: short names of places ("Calif."): gazetteer (compiled),
  recognizer; shortened words before a full stop ("Gen."): sentences
- names.py: names sure enough to be known by heart: recognizer
- not_places.py: names that are no place ("Reuters"): recognizer, resolver, online
- things.py: words for what a name names ("County", "river", "hospital"): recognizer, resolver,
  gazetteer
- directions.py: "north", "south-western": resolver, gazetteer
- measures.py: numbers in words and units of length: resolver
- organisations.py, speech.py: what makes a place an organisation or a government: resolver
- titles.py: words before a person's name: resolver, sentences
- publishers.py: words in the names of newspapers: resolver
- function_words.py: articles, prepositions, what follows a hyphen, words that begin a sentence:
  recognizer, resolver, sentences
- months.py: names of months: dates, sentences
"""
