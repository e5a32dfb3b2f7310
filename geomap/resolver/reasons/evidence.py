"""The parts of a score as values that can be shown and added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from geomap.resolver.scoring.table import Floats
from geomap.types import Evidence

__all__ = ["WORDS", "evidence_of"]

_SMALL = 0.05

WORDS: dict[str, str] = {
    "base": "what any candidate starts with",
    "other": "all smaller parts together",
    "kind": "kind of place",
    "log_population": "population",
    "quality": "how well the name matches",
    "match": "how the name was found",
    "importance": "rank as a capital or seat",
    "main_name": "it is the place's main name",
    "population_rank": "rank by population among places of that name",
    "population_gap": "population against the other places of that name",
    "population_share": "share of all people in places of that name",
    "candidates": "how many places have that name",
    "same_kind": "how many of this kind have that name",
    "has_modifier": "part of the name was set aside to find it",
    "name_kind": "what the name is to the place: its own, an old one, one in another language …",
    "names": "how many names the place has",
    "scripts": "in how many scripts the place has names",
    "fame": "how often the world's news mean this place by that name",
    "fame_rank": "rank by fame among places of that name",
    "contain": "the text puts it inside a place that holds it",
    "contain_miss": "the text puts it inside a place that does not hold it",
    "cue": "the word beside the name",
    "cue_agrees": "the word beside the name fits this kind of place",
    "cue_outside": "that word is not part of the name",
    "person": "a person's title stands before it",
    "before_capital": "a capitalised word stands before it",
    "after_capital": "a capitalised word stands behind it",
    "preposition": "a preposition of place stands before it",
    "capitals": "it is written in capitals",
    "mentions": "how often the text names it",
    "first": "how early the text names it",
    "length": "length of the text",
    "name_length": "length of the name",
    "in_head": "it stands in the dateline",
    "address_country": "country of the publisher's address",
    "address_name": "the publisher's address contains the name",
    "country_named": "its country is named in the text",
    "country_support": "other places of the text lie in its country",
    "country_named_total": "how many countries the text names",
    "admin1_named": "its state or province is named in the text",
    "admin1_support": "other places of the text lie in its state or province",
    "admin1_named_total": "how many states or provinces the text names",
    "admin2_support": "other places of the text lie in its county or district",
    "support_total": "how many other places the text names",
    "near_30": "other places of the text within about 30 km",
    "near_150": "other places of the text within about 150 km",
    "near_600": "other places of the text within about 600 km",
    "nearest": "distance to the nearest other place of the text",
    "near_count": "number of other places within 100 km",
    "local_country": "names close by in the text lie in its country",
    "local_country_named": "its country is named close by in the text",
    "local_admin1": "names close by in the text lie in its state or province",
    "local_admin1_named": "its state or province is named close by in the text",
    "local_near": "names close by in the text lie near it",
    "contain_soft": "the place that the text puts it inside is likely the one that holds it",
    "contains_child": "it holds a place that the text puts inside it",
    "sibling_kind": "its neighbours in a list are of the same kind",
    "sibling_country": "its neighbours in a list are of the same kind and country",
    "head_country": "the dateline lies in its country",
    "head_admin1": "the dateline lies in its state or province",
    "head_km": "distance to the dateline",
    "home_country": "the publisher's home lies in its country",
    "home_admin1": "the publisher's home lies in its state or province",
    "home_km": "distance to the publisher's home",
    "belief": "first belief: prominence and named parents by fixed weights",
    "belief_gap": "first belief against the best other place of that name",
    "belief_top": "first belief in the best place of that name",
    "rival_main": "it is the main name of another place",
    "home_gap": "farther from the publisher's home than the nearest place of that name",
    "nearest_gap": "farther from other places of the text than the nearest of that name",
    "country_named_share": "its country is named rather than its rivals'",
    "country_support_share": "other places lie in its country rather than its rivals'",
    "admin1_named_share": "its state is named rather than its rivals'",
    "admin1_support_share": "other places lie in its state rather than its rivals'",
    "near_150_share": "nearer to other places than its rivals (150 km)",
    "near_600_share": "nearer to other places than its rivals (600 km)",
    "local_admin1_share": "names close by lie in its state rather than its rivals'",
    "local_near_share": "nearer to names close by than its rivals",
    "twin": "its namesake is meant more often (a town, not its county; a country, not its town)",
    "bias_country": "you asked for this country (--country)",
    "bias_near": "you asked for places near there (--near)",
    "bias_outlet": "it lies near the home of the publisher you named (--outlet)",
    "bias_box": "you asked for places in this box (--bbox)",
}


def evidence_of(
    base: float,
    features: Sequence[str],
    values: Floats,
    parts: Floats,
    shifts: Sequence[tuple[str, Floats]],
) -> Iterator[tuple[Evidence, ...]]:
    """Yield each candidate's evidence, largest first; contributions add up to the score.

    Args:
        base: What every candidate starts with.
        features: Their names.
        values: The candidates' values of the features, candidates x features.
        parts: The contributions of the features. Parts below 0.05 become one, "other".
        shifts: The user's bias: a contribution for each candidate.
    """
    large = np.abs(parts) >= _SMALL
    rest = np.where(large, 0.0, parts).sum(axis=1).tolist()
    for row, other in enumerate(rest):
        columns = np.flatnonzero(large[row])
        shown = [
            Evidence(features[column], value, part, WORDS.get(features[column], features[column]))
            for column, value, part in zip(
                columns.tolist(),
                values[row, columns].tolist(),
                parts[row, columns].tolist(),
                strict=True,
            )
        ]
        shown += [
            Evidence(name, 1.0, float(shift[row]), WORDS[name])
            for name, shift in shifts
            if shift[row]
        ]
        shown.sort(key=lambda item: -abs(item.contribution))
        shown.append(Evidence("other", 0.0, other, WORDS["other"]))
        shown.append(Evidence("base", 0.0, base, WORDS["base"]))
        yield tuple(shown)
