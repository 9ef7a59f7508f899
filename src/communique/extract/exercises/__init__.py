"""Find the exercises of a document: each execution that the text tells apart, and standing exercises, once."""

from __future__ import annotations

from communique.extract.context import Context
from communique.extract.exercises.lexicon import lexicon
from communique.extract.exercises.merge import Told, merge
from communique.extract.exercises.phrases import Phrase, phrases_in
from communique.extract.exercises.telling import tell
from communique.extract.instruments.words import passages
from communique.model import Exercise

ORIGIN = "exercises/1"


def find_exercises(context: Context) -> tuple[Exercise, ...]:
    """Return the exercises that the document's body names or identifies, in order of their first mention.

    Two executions of one exercise are two items. `name` is the proper name, or the description where there is none;
    `ordinal` counts executions; `start` and `end` are the first and last day of the time the text gives.
    """
    entries = lexicon(context.packs)
    told: list[Told] = []
    for passage in passages(context):
        if not any(word.lower in entries.nouns or word.lower in entries.known for word in passage.words):
            continue
        told.extend(tell(phrase, context, entries) for phrase in phrases_in(passage, context, entries))
    return tuple(_exercise(context, number, group) for number, group in enumerate(merge(told), start=1))


def _exercise(context: Context, number: int, group: list[Told]) -> Exercise:
    first = max(group, key=lambda t: (t.ordinal is not None, t.start is not None, t.weight))
    domains = dict.fromkeys(domain for told in group for domain in told.domains)
    return Exercise(
        id=f"exercise-{number}",
        anchor=_anchor(context, first.phrase),
        mentions=tuple(_anchor(context, told.phrase) for told in group),
        name=first.name,
        ordinal=next((told.ordinal for told in group if told.ordinal is not None), None),
        status=next((told.status for told in group if told.status != "standing"), "standing"),
        start=next((told.start for told in group if told.start is not None), None),
        end=next((told.end for told in group if told.end is not None), None),
        domains=tuple(domains),
        origin=f"{ORIGIN} {first.phrase.rule}",
    )


def _anchor(context: Context, phrase: Phrase):  # type: ignore[no-untyped-def]
    words = phrase.passage.words
    return context.parsed.anchor(words[phrase.first].start, words[phrase.last - 1].end)
