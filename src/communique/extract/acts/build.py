"""Build the acts of a document, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from spacy.tokens import Token

from communique.extract.acts.actions import actions_of
from communique.extract.acts.classify import classify
from communique.extract.acts.clauses import Clause, find_clauses, nearest_subjects
from communique.extract.acts.content import complement_of
from communique.extract.acts.extent import ends, outer_start, quote_start, trim
from communique.extract.acts.kind import Undertaking, kind_of
from communique.extract.acts.lexicon import Lexicon, load_lexicon
from communique.extract.acts.lists import Bullet, Heading, leads_only
from communique.extract.acts.scene import Scene, Verdict
from communique.extract.acts.why import why, why_bullet
from communique.extract.context import Context
from communique.extract.dates.due import due_time, recurrence_time
from communique.extract.parse import ParsedSentence
from communique.extract.parties.actors import Actors
from communique.extract.parties.targets import target_of
from communique.model import Act, Anchor, Due, TimeExpression
from communique.packs.codes import STATES

RULE_VERSION = "1"
_NEAR = 25


def build_acts(context: Context) -> Iterator[Act]:
    """Yield the acts of the document, in the text's order."""
    lexicon = load_lexicon()
    builder = Builder(context, lexicon, Actors.of(context), [time.anchor.start for time in context.times])
    heading = Heading(lexicon)
    number, bound = 0, False
    for sentence in context.parsed.sentences:
        if sentence.block.kind == "heading":
            heading.reset()
            continue
        clauses = find_clauses(sentence.span, lexicon)
        bullet = heading.bullet(sentence, clauses)
        acts: list[Act] = []
        if bullet is not None:
            acts.append(builder.of_bullet(sentence, bullet))
            clauses = [clause for clause in clauses if clause.own and clause.head.i >= bullet.end]
        bound = bound and sentence.number > 1
        acts += builder.of_clauses(sentence, clauses, bound)
        bound = builder.binds(sentence, clauses, bound)
        heading.note(sentence, acts[-1] if acts else None)
        if acts and sentence.span.text.rstrip().endswith(":") and leads_only(sentence, acts[-1]):
            acts.pop()
        for act in acts:
            number += 1
            yield replace(act, id=f"a{number}")


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds acts of one document."""

    context: Context
    lexicon: Lexicon
    actors: Actors
    starts: Sequence[int]

    def of_bullet(self, sentence: ParsedSentence, bullet: Bullet) -> Act:
        """Return the act of a bullet that is no sentence: that of the line which heads it."""
        parsed, doc, lead = self.context.parsed, sentence.span.doc, bullet.lead
        end = trim(sentence.span, bullet.trigger.i + 1, bullet.end)
        anchor = parsed.anchor_tokens(sentence, doc[bullet.first], doc[end - 1])
        trigger = parsed.anchor_tokens(sentence, bullet.trigger, bullet.trigger)
        verb = self.lexicon.verbs.get(bullet.trigger.lemma_.lower())
        saying = verb is not None and verb.participle and bullet.trigger.tag_ == "VBG"
        if lead is None or (saying and not lead.empty):
            cls = verb.cls if verb is not None and verb.group in ("decide", "approve", "assert", "object") else "report"
            if bullet.trigger.tag_ != "VBG" and cls == "report":
                cls = "commitment"
            strength, actors, rule = 0, self.context.speakers, "bullet-alone"
        else:
            cls, strength, actors, rule = lead.act.cls, lead.act.strength, lead.act.actors, "bullet"
        kind, actions, due, recurrence = None, (), None, None
        if cls == "commitment":
            due, recurrence = self._when(sentence, bullet.first, anchor.end)
            if lead is not None:
                due, recurrence = due or lead.act.due, recurrence or lead.act.recurrence
            heads = [bullet.trigger] if bullet.trigger.tag_ in ("VB", "VBG", "VBP") else []
            spoken = Undertaking(
                rule=rule,
                words=doc[bullet.first : end],
                heads=heads,
                due=due,
                recurrence=recurrence,
                allies=self._allies(sentence, bullet.first, end, actors),
                meeting=self._meeting_in(anchor.start, anchor.end),
            )
            kind = kind_of(spoken, self.lexicon)
            actions = (anchor,)
        return Act(
            id="",
            anchor=anchor,
            trigger=trigger,
            cls=cls,
            actors=actors,
            target=target_of(cls, kind, sentence, bullet.trigger, bullet.first, end, self.actors),
            strength=strength,
            kind=kind,
            actions=actions,
            due=due,
            recurrence=recurrence,
            origin=f"{rule}/{RULE_VERSION}",
            why=why_bullet(bullet),
        )

    def binds(self, sentence: ParsedSentence, clauses: Sequence[Clause], bound: bool) -> bool:
        """Tell whether the sentence is about the speakers or a body of theirs, for the "it" of the next sentence."""
        for clause in clauses:
            if clause.form == "main" and clause.subject is not None:
                if clause.subject.lower_ == "it":
                    return bound
                return self._is_body(clause.subject) or self.actors.speaking(sentence, clause.subject) is not None
        return False

    def _is_body(self, subject: Token) -> bool:
        bodies = self.lexicon.words["own_bodies"]
        return subject.lemma_.lower() in bodies or subject.lower_ in bodies

    def of_clauses(self, sentence: ParsedSentence, clauses: Sequence[Clause], bound: bool) -> Iterator[Act]:
        """Yield the acts of a sentence's clauses; `bound` tells that "it" is a body of the speakers."""
        last = ends(clauses, sentence.span)
        for place, clause in enumerate(clauses):
            before = clauses[place - 1] if place else None
            clause, speaking = self._with_speaker(sentence, clause)
            if clause.form in ("participle", "relative") and speaking is None:
                continue
            opening = outer_start(clause, before, sentence.span)
            scene = self._scene(sentence, clause, opening, last[place], speaking)
            if bound and clause.subject is not None and clause.subject.lower_ == "it" and not scene.speaking:
                scene = replace(scene, body=True)
            yield self._act(sentence, scene, classify(scene), opening, speaking)

    def _with_speaker(self, sentence: ParsedSentence, clause: Clause) -> tuple[Clause, tuple[str, ...] | None]:
        """Return the clause with the subject that speaks, and its codes; None where no subject of the speakers is near.

        Where the parser's subject is none of the speakers, but the noun phrase right before the verb is, that one is
        the subject: the parser joins it to an opening phrase ("With this memorandum, the two sides intend ...").
        """
        subject = clause.subject
        codes = self.actors.speaking(sentence, subject)
        if codes is not None or subject is None:
            return clause, codes
        if subject.lower_ in ("all", "each", "both", "some", "none", "neither") and _of_us(subject):
            return clause, self.context.speakers
        for other in nearest_subjects(clause):
            codes = self.actors.speaking(sentence, other)
            if codes is not None:
                return replace(clause, subject=other, own=True), codes
        return clause, None

    def _scene(
        self, sentence: ParsedSentence, clause: Clause, opening: int, end: int, codes: Sequence[str] | None
    ) -> Scene:
        subject, actors = clause.subject, self.actors
        body = codes is None and subject is not None and self._is_body(subject)
        marks = actors.between(sentence, clause.head.i, end)
        return Scene(
            clause=clause,
            end=end,
            speaking=codes is not None,
            body=body,
            party=subject is not None and actors.mark_at(sentence, subject) is not None,
            earlier=self._earlier(sentence, clause, opening),
            mine=frozenset(token.i for token, found in marks if actors.own(found.code)),
            complement=complement_of(clause.head, end),
            lexicon=self.lexicon,
        )

    def _earlier(self, sentence: ParsedSentence, clause: Clause, opening: int) -> bool:
        """Tell whether the clause's own opening or verb names a day well before the document's."""
        on = self.context.on
        if on is None or not clause.past:
            return False
        head = clause.head
        start = sentence.offset + sentence.span.doc[opening].idx
        stop = sentence.offset + head.idx + len(head)
        if head.i + 1 < len(head.doc) and head.nbor().lower_ not in ("that", "to", ":"):
            stop += _NEAR
        limit = on - timedelta(days=14)
        for time in self.times_in(sentence):
            if (
                time.deadline
                or time.interval.latest is None
                or time.interval.latest >= limit
                or time.anchor.start < start
            ):
                continue
            if time.anchor.start < stop or self._governs(sentence, head, time):
                return True
        return False

    def _governs(self, sentence: ParsedSentence, verb: Token, time: TimeExpression) -> bool:
        """Tell whether a time phrase hangs on a verb itself ("established the committee in January")."""
        place = time.anchor.start - sentence.offset
        token = next((token for token in sentence.span if token.idx <= place < token.idx + len(token)), None)
        while token is not None and token.dep_ in ("pobj", "nummod", "compound", "npadvmod", "prep", "det", "amod"):
            if token.dep_ in ("prep", "npadvmod") and token.head.i == verb.i:
                return True
            if token.head.i == token.i or token.dep_ == "prep":
                return False
            token = token.head
        return False

    def times_in(self, sentence: ParsedSentence) -> Sequence[TimeExpression]:
        """Return the time expressions that start in a sentence."""
        first = bisect_left(self.starts, sentence.start)
        return self.context.times[first : bisect_left(self.starts, sentence.end)]

    def _allies(self, sentence: ParsedSentence, first: int, end: int, speaking: Sequence[str]) -> frozenset[int]:
        """Return the indices of the tokens from `first` to `end` that name a state which is none of those who speak."""
        return frozenset(
            token.i
            for token, mark in self.actors.between(sentence, first, end)
            if mark.code in STATES and mark.code not in speaking and mark.code not in self.lexicon.words["adversaries"]
        )

    def _meeting_in(self, start: int, end: int) -> bool:
        """Tell whether a planned meeting or exercise is named between two places of the text."""
        return any(
            start <= mention.start < end
            for thing in (*self.context.meetings, *self.context.exercises)
            if thing.status == "planned"
            for mention in thing.mentions
        )

    def _dated(self, sentence: ParsedSentence, due: Due | None) -> list[tuple[int, int]]:
        """Return the token range of the due phrase in the sentence, where there is one."""
        if due is None:
            return []
        inside = [
            token.i for token in sentence.span if due.anchor.start <= sentence.offset + token.idx < due.anchor.end
        ]
        return [(inside[0], inside[-1] + 1)] if inside else []

    def _when(self, sentence: ParsedSentence, opening: int, end: int) -> tuple[Due | None, str | None]:
        """Return when an undertaking that opens at token `opening` and ends at `end` in the text is due, and how often."""
        start = sentence.offset + sentence.span.doc[opening].idx
        times = self.times_in(sentence)
        time = due_time(times, start, end, self.context.on)
        again = recurrence_time(times, start, end)
        return (
            None if time is None else Due(time.anchor, time.interval),
            None if again is None else again.recurrence,
        )

    def _act(
        self, sentence: ParsedSentence, scene: Scene, verdict: Verdict, opening: int, speaking: Sequence[str] | None
    ) -> Act:
        parsed, doc, clause, end = self.context.parsed, sentence.span.doc, scene.clause, scene.end
        first = quote_start(clause, verdict.trigger)
        anchor = parsed.anchor_tokens(sentence, doc[first], doc[max(end - 1, verdict.trigger.i)])
        kind, due, recurrence = None, None, None
        actions: tuple[Anchor, ...] = ()
        if verdict.cls == "commitment":
            due, recurrence = self._when(sentence, opening, anchor.end)
            done = actions_of(scene, verdict, self._dated(sentence, due))
            actions = tuple(parsed.anchor_tokens(sentence, doc[act.first], doc[act.end - 1]) for act in done)
            start = done[0].first if done else verdict.trigger.i + 1
            undertaking = Undertaking(
                rule=verdict.rule,
                words=doc[start:end],
                heads=[act.verb for act in done if act.verb is not None],
                due=due,
                recurrence=recurrence,
                allies=self._allies(sentence, start, end, speaking or self.context.speakers),
                meeting=self._meeting_in(anchor.start, anchor.end),
                subject=clause.subject,
            )
            kind = kind_of(undertaking, self.lexicon)
        return Act(
            id="",
            anchor=anchor,
            trigger=parsed.anchor_tokens(sentence, verdict.trigger, verdict.trigger),
            cls=verdict.cls,
            actors=self.context.speakers if speaking is None else tuple(speaking),
            target=target_of(verdict.cls, kind, sentence, verdict.trigger, first, end, self.actors),
            strength=verdict.strength,
            kind=kind,
            actions=actions,
            due=due,
            recurrence=recurrence,
            origin=f"{verdict.rule}/{RULE_VERSION}",
            why=why(clause, verdict),
        )


def _of_us(subject: Token) -> bool:
    """Tell whether a quantity is one of the speakers: "all of us", "each of our governments"."""
    return any(
        grand.lower_ == "us" or any(great.lower_ == "our" for great in grand.lefts)
        for child in subject.rights
        if child.lower_ == "of"
        for grand in child.rights
    )
