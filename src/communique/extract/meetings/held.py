"""Nouns with their verb: what the clause that holds a meeting says of its time, place and host."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.meetings.clause import Clause, clause_format, clause_place, clause_time
from communique.extract.meetings.mention import Mention
from communique.extract.meetings.scene import Scene
from communique.extract.meetings.status import days_of, status_by_time
from communique.extract.meetings.subject import subject_of


def with_clause(scene: Scene, mention: Mention) -> Mention:
    """Return a noun's mention with the time, place, format and host that its verb's clause gives, where it has none."""
    if mention.verb < 0 or mention.clause:
        return mention
    subject = subject_of(mention.line, mention.verb)
    if subject is None:
        return mention
    clause = Clause.of(mention.line, mention.verb, subject)
    interval, status, place = mention.interval, mention.status, mention.place
    founds = mention.cls == "mechanism" and mention.ordinal is None
    founds = founds and mention.line[mention.verb].lemma_ in scene.words.begin
    if interval is None and mention.year is None and not founds:
        interval = days_of(clause_time(scene, clause))
        status = status_by_time(interval, scene.context.on) or status
    if place is None:
        place, _ = clause_place(scene, clause)
    host = mention.host or scene.host_of(place)
    if host is None and mention.line[mention.verb].lemma_ == "host" and subject[0] < mention.verb:
        host = scene.party_in(mention.line, subject[0], mention.verb, alone=True)
    format_ = mention.format or clause_format(scene, clause)
    return replace(mention, interval=interval, status=status, place=place, host=host, format=format_, subject=subject)
