"""What the main meeting is called: by its own words, its title, or who met."""

from __future__ import annotations

import re

from communique.extract.meetings.clause import subject_of
from communique.extract.meetings.line import Mention
from communique.extract.meetings.main import Opening
from communique.extract.meetings.merge import Group
from communique.extract.meetings.naming import clean
from communique.extract.meetings.scene import Scene
from communique.extract.meetings.who import without_names, without_rest
from communique.extract.parse import plain

# A name of so many words says what sort of meeting it is, and not whose ("high-level meeting").
_PLAIN = 2
# Two who meet, named with their posts, and the words with which such a subject begins.
_TWO = 2
_STYLED = ("President", "Prime Minister", "Chancellor", "the President", "the Prime Minister", "The President")
# Where a title goes on from whose paper it is to what it is about.
_CUT = re.compile(r"\s(?:on|following|regarding|concerning|announcing|calling|at|to)\s|[:\u2013]", re.IGNORECASE)
_WE = re.compile(
    r"\b[Ww]e,? the ((?:\w+ ){0,3}[Ll]eaders of "
    r"(?:[^,.;]+(?:, (?:the )?[A-Z][^,.;]*){1,20},? and (?:the )?[A-Z][\w'-]*(?: (?:of|the|[A-Z][\w'-]*))*"
    r"|[^,]+(?=,| \u2013|\.|$)))"
)
_POSSESSIVE = frozenset({"their", "our", "his", "her"})
# A title's name is taken for the noun's own where it says this much more.
_LONGER = 12
# A name of more words than this, posts and all, gives way to the title's shorter one.
_LONG = 14


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
        return _of_speakers(scene, group.fullest, opening)
    if len(clause.name.split()) > _LONG and "," in clause.name:
        who = _title_parties(scene, opening)
        if not any(post.title() in who for post in scene.words.leader_posts):
            who = _two_persons(scene, clause) or who
        series = next((m.series for m in group.mentions if m.series is not None), None)
        if who and len(who) > len(clause.name):
            return clause.name
        if who or series is not None:
            return f"{clause.noun} of {who}" if who else str(series)
    if len(clause.name.split()) > 1:
        return clause.name
    body = _title_body(scene, opening)
    who = _speakers(opening) or _title_parties(scene, opening)
    return f"{body} {clause.noun}" if body else f"{clause.noun} of {who}" if who else clause.name


def _two_persons(scene: Scene, clause: Mention) -> str:
    """Return the two persons who alone are a clause's subject, each with the post, "" where they are not."""
    first, end = clause.subject or (0, 0)
    named = {n.person.id: n for n in scene.persons_of(clause.line, first, end)}
    if len(named) != _TWO or " with " in clause.name or not clause.line.text(first, end).startswith(_STYLED):
        return ""
    people = sorted(named.values(), key=lambda n: n.start)
    between = clause.line.text(clause.line.after(people[0].end), clause.line.after(people[1].start))
    if between.count(",") > _TWO or any(n.person.post is None for n in people):
        return ""
    return " and ".join(f"{n.person.post} {n.person.name}" for n in people)


def _of_speakers(scene: Scene, mention: Mention, opening: Opening) -> str:
    """Return a mention's name, with who speaks where it is a noun alone ("our meeting today")."""
    words = len(mention.name.split())
    who = _speakers(opening) if words <= _PLAIN else ""
    if not who and words == _PLAIN and not mention.named:
        who = _title_parties(scene, opening)
    if not who and mention.determiner == "their" and mention.cls == "call":
        who = _released_by(scene, mention)
    return f"{mention.name} of {who}" if who else mention.name


def _released_by(scene: Scene, mention: Mention) -> str:
    """Return who "released this statement following their call": those whose the call is."""
    line = mention.line
    verb = next((i for i in range(mention.first) if line[i].dep_ == "ROOT" and line[i].pos_ == "VERB"), -1)
    subject = None if verb < 0 else subject_of(line, verb)
    if subject is None or not scene.codes_in(line, *subject):
        return ""
    return clean(line.text(*subject))


def _speakers(opening: Opening) -> str:
    """Return who the opening's "we" are ("we, the Leaders of the G7, ..."), "" where it does not say."""
    for sentence in opening.first:
        match = _WE.search(clean(plain(sentence.span.text)))
        if match:
            return match.group(1)
    return ""


def _title_parties(scene: Scene, opening: Opening) -> str:
    """Return whose paper it is by the title ("Joint Statement by X and Y"), "" where it does not say."""
    for sentence in opening.title:
        text = clean(sentence.span.text)
        for paper in scene.words.paper_titles:
            match = re.match(rf"{re.escape(paper)} (?:by|of|from|between) (?:the )?(.+)$", text, re.IGNORECASE)
            if match:
                return _CUT.split(match.group(1), maxsplit=1)[0].strip()
    return ""


def _by_noun(scene: Scene, noun: Mention, clause: Mention | None, opening: Opening) -> str:
    """Return a noun that is no name with whose meeting it is: "first meeting of ...", "... Advisors' talks"."""
    who = _subject(scene, noun)
    if clause is not None and clause.verb == noun.verb and clause.index == noun.index and " with " in clause.name:
        return noun.name + clause.name.removeprefix(clause.noun)
    if noun.determiner in _POSSESSIVE and who:
        return f"{noun.name} of {who}"
    body = _title_body(scene, opening)
    if body:
        return f"{body} {noun.name.split()[-1]}"
    if clause is not None and not who:
        return noun.name + clause.name.removeprefix(clause.noun)
    if not who:
        return _of_speakers(scene, noun, opening)
    return noun.name if " of " in noun.name or " on the " in noun.name else f"{noun.name} of {who}"


def _subject(scene: Scene, noun: Mention) -> str:
    """Return the subject of the verb that holds a meeting, as written; "" where it is a pronoun."""
    if noun.subject is None:
        return ""
    first, end = noun.subject
    if noun.line[first].pos_ == "PRON" and end == first + 1:
        return ""
    if noun.line.lower[first] == "we" and end - first > 2:
        first += 2 if noun.line[first + 1].is_punct else 1
        first += noun.line.lower[first] == "the"
    return without_names(scene, noun.line, first, end) or without_rest(noun.line.text(first, end))


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
