"""Build the acts of a document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from communique.extract.acts.classify import classify
from communique.extract.acts.clauses import Clause, find_clauses
from communique.extract.acts.content import complement_of
from communique.extract.acts.extent import actions_of, ends, outer_start, quote_start
from communique.extract.acts.kind import kind_of
from communique.extract.acts.lexicon import Lexicon, load_lexicon
from communique.extract.acts.scene import Scene, Verdict
from communique.extract.acts.why import why
from communique.extract.context import Context
from communique.extract.dates.due import due_time, recurrence_time
from communique.extract.parties.actors import Actors
from communique.extract.parties.targets import target_of
from communique.extract.parse import ParsedSentence
from communique.model import Act, Due

RULE_VERSION = "1"


def build_acts(context: Context) -> Iterator[Act]:
    """Yield the acts of the document, in the text's order."""
    lexicon = load_lexicon()
    actors = Actors.of(context)
    number = 0
    for sentence in context.parsed.body:
        clauses = find_clauses(sentence.span, lexicon)
        last = ends(clauses, sentence.span)
        for place, clause in enumerate(clauses):
            before = clauses[place - 1] if place else None
            speaking = actors.speaking(sentence, clause.subject)
            if clause.form in ("participle", "relative") and speaking is None and clause.subject is not None:
                continue
            number += 1
            scene = _scene(context, sentence, clause, before, last[place], speaking, actors, lexicon)
            verdict = classify(scene)
            yield _act(f"a{number}", context, sentence, clause, before, last[place], verdict, actors, speaking, lexicon)


def _scene(
    context: Context,
    sentence: ParsedSentence,
    clause: Clause,
    before: Clause | None,
    end: int,
    codes: Sequence[str] | None,
    actors: Actors,
    lexicon: Lexicon,
) -> Scene:
    subject = clause.subject
    bodies = lexicon.words["own_bodies"]
    body = codes is None and subject is not None and (subject.lemma_.lower() in bodies or subject.lower_ in bodies)
    mark = None if subject is None else actors.mark_at(sentence, subject)
    mine = frozenset(
        i for token, found in actors.between(sentence, clause.head.i, end) if actors.own(found.code) for i in (token.i,)
    )
    return Scene(
        clause=clause,
        end=end,
        speaking=codes is not None,
        body=body,
        party=mark is not None,
        earlier=_earlier(context, sentence, clause, before),
        mine=mine,
        complement=complement_of(clause.head, end),
        lexicon=lexicon,
    )


def _earlier(context: Context, sentence: ParsedSentence, clause: Clause, before: Clause | None) -> bool:
    """Tell whether the clause's own opening or verb names a day well before the document's."""
    if context.on is None:
        return False
    start = sentence.offset + sentence.span.doc[outer_start(clause, before, sentence.span)].idx
    stop = sentence.offset + clause.head.idx + len(clause.head) + 25
    for time in context.times:
        if start <= time.anchor.start < stop and time.interval.latest is not None and not time.deadline:
            if time.interval.latest < context.on - timedelta(days=14):
                return True
    return False


def _act(
    identity: str,
    context: Context,
    sentence: ParsedSentence,
    clause: Clause,
    before: Clause | None,
    end: int,
    verdict: Verdict,
    actors: Actors,
    speaking: Sequence[str] | None,
    lexicon: Lexicon,
) -> Act:
    parsed, doc = context.parsed, sentence.span.doc
    first = quote_start(clause, verdict.trigger)
    anchor = parsed.anchor_tokens(sentence, doc[first], doc[max(end - 1, verdict.trigger.i)])
    kind, actions, due, recurrence = None, [], None, None
    if verdict.cls == "commitment":
        opening = sentence.offset + doc[outer_start(clause, before, sentence.span)].idx
        time = due_time(context.times, opening, anchor.end, context.on)
        again = recurrence_time(context.times, opening, anchor.end)
        due = None if time is None else Due(time.anchor, time.interval)
        recurrence = None if again is None else again.recurrence
        actions = [
            parsed.anchor_tokens(sentence, doc[a], doc[b - 1])
            for a, b in actions_of(clause, verdict, complement_of(clause.head, end), end)
        ]
        words = list(doc[verdict.trigger.i + 1 : end])
        kind = kind_of(verdict, words, due, lexicon, any(w.lemma_.lower() in lexicon.words["meetings"] for w in words))
    return Act(
        id=identity,
        anchor=anchor,
        trigger=parsed.anchor_tokens(sentence, verdict.trigger, verdict.trigger),
        cls=verdict.cls,
        actors=tuple(speaking or context.speakers),
        target=target_of(verdict.cls, kind, sentence, verdict.trigger, first, end, actors),
        strength=verdict.strength,
        kind=kind,
        actions=tuple(actions),
        due=due,
        recurrence=recurrence,
        origin=f"{verdict.rule}/{RULE_VERSION}",
        why=why(clause, verdict),
    )
