"""What the main meeting is called: by its noun where that is a name, by the title, or by who met."""

from __future__ import annotations

import re

from communique.extract.meetings.main import Opening
from communique.extract.meetings.mention import Mention
from communique.extract.meetings.merge import Group
from communique.extract.meetings.naming import clean
from communique.extract.meetings.scene import Scene

_POSSESSIVE = frozenset({"their", "our", "his", "her"})
# A title's name is taken for the noun's own where it says this much more.
_LONGER = 12


def main_name(scene: Scene, group: Group, opening: Opening) -> str:
    """Return the name of the main meeting."""
    titles = {s.index for s in opening.title}
    first = {s.index for s in opening.first}
    nouns = [m for m in group.mentions if not (m.clause or m.anaphor) and (m.named or m.index in first)]
    nouns = [m for m in nouns if m.index not in titles]
    title = next((m for m in group.mentions if m.index in titles), None)
    named = next((m for m in nouns if m.named), None)
    if named is not None:
        longer = title is not None and len(title.name) > len(named.name) + _LONGER and named.ordinal is None
        return title.name if longer and title is not None else named.name
    if title is not None and len(title.name.split()) > 1:
        return title.name
    clause = next((m for m in group.mentions if m.clause), None)
    if nouns:
        return _by_noun(scene, nouns[0], clause, opening)
    if clause is None:
        return group.fullest.name
    body = _title_body(scene, opening)
    return f"{body} {clause.noun}" if body and len(clause.name.split()) == 1 else clause.name


def _by_noun(scene: Scene, noun: Mention, clause: Mention | None, opening: Opening) -> str:
    """Return a noun that is no name with whose meeting it is: "first meeting of ...", "... Advisors' talks"."""
    who = _subject(noun)
    if noun.determiner in _POSSESSIVE and who:
        return f"{noun.name} of {who}"
    body = _title_body(scene, opening)
    if body:
        return f"{body} {noun.name.split()[-1]}"
    if clause is not None and not who:
        return noun.name + clause.name.removeprefix(clause.noun)
    return f"{noun.name} of {who}" if who and " of " not in noun.name else noun.name


def _subject(noun: Mention) -> str:
    """Return the subject of the verb that holds a meeting, as written; "" where it is a pronoun."""
    if noun.subject is None:
        return ""
    first, end = noun.subject
    return "" if noun.line[first].pos_ == "PRON" and end == first + 1 else clean(noun.line.text(first, end))


def _title_body(scene: Scene, opening: Opening) -> str:
    """Return what a title says before the kind of paper, where it ends in whose paper it is ("... Advisors'")."""
    for sentence in opening.title:
        text = clean(sentence.span.text)
        for paper in scene.words.paper_titles:
            match = re.search(rf"\b{re.escape(paper)}$", text, re.IGNORECASE)
            body = text[: match.start()].rstrip() if match else ""
            if body.endswith(("'", "'s")):
                return body
    return ""
