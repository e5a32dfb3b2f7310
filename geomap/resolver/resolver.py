"""The resolver: one document's mentions become toponyms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from geomap.resolver.bias import Bias
from geomap.resolver.candidates.gather import gather
from geomap.resolver.candidates.lookups import Lookups
from geomap.resolver.clues.cues import dateline
from geomap.resolver.clues.no_places import why_no_place
from geomap.resolver.clues.roles import role_of
from geomap.resolver.context import ContextRanker
from geomap.resolver.nearest import Whereabouts
from geomap.seams import Gazetteer, Ranker
from geomap.types import Document, Label, Mention, ParsedDocument, Status, Toponym

__all__ = ["Resolver"]


class Resolver:
    """Decides what each name means, with a reason.

    Args:
        gazetteer: Where candidates come from.
        ranker: Decides among them; None takes the learned one that comes with geomap.
        bias: What the user says about the text. A ranker that does not read the context
            (``ContextRanker``) cannot use it.
    """

    def __init__(
        self, gazetteer: Gazetteer, ranker: Ranker | None = None, *, bias: Bias | None = None
    ) -> None:
        if ranker is None:
            from geomap.resolver.learned import load_ranker

            ranker = load_ranker()
        self._gazetteer = gazetteer
        self._lookups = Lookups(gazetteer)
        self._whereabouts = Whereabouts(gazetteer)
        self.ranker = ranker
        self.bias = bias or Bias()

    @property
    def gazetteer(self) -> Gazetteer:
        return self._gazetteer

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """Say what of the bias has no effect: a preference must not be lost without a word."""
        outlet = self.bias.outlet
        if not outlet:
            return ()
        _, context = gather(Document("", ""), (), self._lookups, bias=self.bias)
        for name, candidates in zip(context.names, context.candidates, strict=True):
            if name.label == Label.OUTLET and candidates:
                return ()
        return (
            f"the home of the outlet {outlet!r} is not known, so it has no effect; name its town, "
            "e.g. 'Lexington, Kentucky'",
        )

    def with_gazetteer(self, gazetteer: Gazetteer) -> Resolver:
        """Return a resolver that differs in nothing else."""
        return Resolver(gazetteer, self.ranker, bias=self.bias)

    def resolve(self, document: Document, mentions: Sequence[Mention]) -> ParsedDocument:
        """Return the document with one toponym for each mention, in text order.

        Two bare numbers (label COORD, no role) are left out if nothing makes them a position.
        """
        from geomap.resolver.statements.areas import with_areas
        from geomap.resolver.statements.checks import find_checks

        numbers = [mention for mention in mentions if mention.label is Label.COORD]
        codes = [mention for mention in mentions if mention.label is Label.CODE]
        written = (Label.COORD, Label.CODE)
        names = [mention for mention in mentions if mention.label not in written]
        ordered = sorted(names, key=lambda mention: (mention.start, mention.end))
        head = dateline(document.text)
        decided = [_finish(document, toponym, head) for toponym in self._rank(document, ordered)]
        found = with_areas(document, decided)
        if codes:
            from geomap.resolver.codes import with_codes

            found = with_codes(codes, found, self._gazetteer)
        if numbers:
            from geomap.resolver.positions import with_positions
            from geomap.resolver.statements.located import with_stated_positions

            found = with_positions(document, numbers, found, self._whereabouts, self._lookups)
            found = with_stated_positions(document, found)
        checks = find_checks(document, found)
        return ParsedDocument(document, found, checks, gazetteer=self._gazetteer.name)

    def _rank(self, document: Document, mentions: Sequence[Mention]) -> tuple[Toponym, ...]:
        if not mentions:
            return ()
        candidates, context = gather(document, mentions, self._lookups, bias=self.bias)
        if isinstance(self.ranker, ContextRanker):
            return self.ranker.rank_in_context(document, mentions, candidates, context=context)
        return self.ranker.rank(document, mentions, candidates)


def _finish(document: Document, toponym: Toponym, head: tuple[int, int] | None) -> Toponym:
    """Give the role, and take back what the rules know to be no place."""
    mention = toponym.mention
    reason = why_no_place(document.text, mention)
    if reason:
        return replace(
            toponym, place=None, reason=reason, probability=0.0, status=Status.NOT_A_PLACE
        )
    best = toponym.candidates[0] if toponym.candidates else None
    role = role_of(document.text, mention, best, head, language=document.language)
    return replace(toponym, role=role)
