"""Who took part in the main meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.extract.meetings.clause import HOLDING
from communique.extract.meetings.line import Line, Mention, closes
from communique.extract.meetings.main import Opening
from communique.extract.meetings.merge import Group
from communique.extract.meetings.scene import Named, Scene
from communique.extract.officials import known_as
from communique.extract.parse import ParsedSentence
from communique.extract.parties.remote import joins_remotely
from communique.extract.persons import find_title_persons
from communique.model import Participant, Person

# A person whose staff the person before is ("Head of Cabinet of President X").
_STAFF = re.compile(r"\b(?:Cabinet|Office|Staff|Assistant|Advisor|Adviser|Counselor|Envoy)\s+(?:of|to|for)\s[^,;.]*$")
# A person who decided what led to the meeting ("the decision by President X and President Y to establish the group").
_DECIDED = re.compile(
    r"\b(?:decision|agreement|direction|instruction|announcement|commitment)s?\s+(?:made\s+)?by\s(?:(?!\b(?:met|held|convened|launched|led|joined|said|to)\b).)*$"
)
_WITH = re.compile(r"\b(?:met|convened|meeting|spoke|call|joined)\b[^.;]*\bwith (?:[A-Z][\w]*'s )?(?:the )?$")
# Words of posts before a name in a title, besides those of people who meet.
_STYLES = frozenset({"prime", "vice", "minster", "king", "queen", "taoiseach", "crown", "prince", "sir", "dr."})
# How far behind a name in a title its party may stand ("President X of the Republic of Y").
_NEAR_PARTY = 12
# Texts of so few speakers name the leaders who met, if they name any.
_FEW = 3
# How many sentences after the one that tells of the meeting may say who led, chaired or attended it.
_AFTER = 3
# How many sentences after it may list the delegations.
_LISTED = 10


def participants_of(scene: Scene, group: Group, others: Sequence[Group], opening: Opening) -> tuple[Participant, ...]:
    """Return the speakers' persons whom the opening names, else the leaders whom the text names where leaders met.

    Persons inside the mention of one of the `others` took part in that one.
    """
    elsewhere = [m for other in others if other is not group for m in other.mentions if not m.clause]
    found: dict[str, Person] = {}
    titles = {s.index for s in opening.title}
    told = {m.index for m in group.mentions if m.index not in titles and (m.clause or m.verb >= 0)}
    told |= {m.index for m in group.mentions if m.anaphor and _has_part(scene, m)}
    told = told or {m.index for m in group.mentions if m.index not in titles and m.interval is not None}
    first = {s.index for s in opening.first}
    near = first | told
    if told:
        near |= set(range(min(told) + 1, min(told) + _LISTED))
    before: ParsedSentence | None = None
    for sentence in scene.context.parsed.sentences:
        of_delegation = bool(told) and sentence.index > min(told) and _of_delegation(sentence)
        goes_on = before is not None and before.block.start == sentence.block.start and not closes(before)
        before = None
        if sentence.index not in near and not (of_delegation or goes_on):
            continue
        follows = any(0 < sentence.index - index <= _AFTER for index in told)
        beside = sentence.index in first and follows and _has_role(scene, sentence)
        beside = beside or (follows and joins_remotely(sentence))
        if sentence.index in told or beside or goes_on or _lists(scene, sentence):
            before = sentence if _of_delegation(sentence) or goes_on else None
            end = min([sentence.end, *(_reach(m) for m in group.mentions if m.index == sentence.index)])
            for named in scene.persons_in(sentence.start, end):
                apart = any(m.start <= named.start < m.end for m in elsewhere if m.index == sentence.index)
                guest = sentence.index in told and _is_guest(scene, named)
                if not apart and (guest or _takes_part(scene, named)):
                    found.setdefault(named.person.id, named.person)
    if not found and _of_leaders(scene, group):
        leaders = _leaders(scene)
        few = len(scene.context.speakers) <= _FEW and len(scene.sides) <= _FEW
        found = {person.id: person for person in leaders} if len(leaders) > 1 or few else {}
    if not found and any(m.clause for m in group.mentions):
        bare = any(m.clause and m.name == m.noun for m in group.mentions)
        return (_by_title(scene, opening) if bare else ()) or _of_title(scene)
    title = " ".join(sentence.span.text for sentence in opening.title)
    return tuple(Participant(_fuller(scene, p.name, title), p.post, p.party) for p in found.values())


def _by_title(scene: Scene, opening: Opening) -> tuple[Participant, ...]:
    """Return those whom the title names right behind a leader's post, with the party that follows the name."""
    found = []
    posts = "|".join(re.escape(post.title()) for post in scene.words.leader_posts)
    for sentence in opening.title:
        for match in re.finditer(
            rf"\b({posts})\s+((?:[A-Z][^\s,]*\s+)*?[A-Z][^\s,]*)(?=\s+[a-z]|,|$)", sentence.span.text
        ):
            after = sentence.offset + int(sentence.span.start_char) + match.end()
            party = next((p.code for p in scene.parties_in(after, after + _NEAR_PARTY)), None)
            found.append(Participant(" ".join(match.group(2).split()), match.group(1), party))
    return tuple(found)


def _of_title(scene: Scene) -> tuple[Participant, ...]:
    """Return the leaders whose statement it is by the title, where the text itself says no more than "we met"."""
    persons = find_title_persons(scene.context)
    leaders = [p for p in persons if (p.post or "").lower().startswith(scene.words.leader_posts)]
    ours = [p for p in leaders if p.party is None or not scene.sides or p.party in scene.sides]
    return tuple(Participant(p.name, p.post, p.party) for p in ours)


def _fuller(scene: Scene, name: str, title: str) -> str:
    """Return a family name that stands alone with the given names that the title puts before it."""
    if " " in name:
        return name
    for match in re.finditer(rf"((?:[A-Z][\w.'\-]+\s+)+){re.escape(name)}\b", title):
        given: list[str] = []
        for word in reversed(match.group(1).split()):
            if word.lower().rstrip("s") in scene.words.people or word.lower() in _STYLES:
                break
            given.insert(0, word)
        if given:
            return " ".join([*given, name])
    return name


def _reach(mention: Mention) -> int:
    """Return where the words on who met end: before what they met to do."""
    line = mention.line
    for i in range(max(mention.verb, 0) + 1, len(line) - 1):
        infinitive = line.lower[i] == "to" and line[i + 1].pos_ == "VERB" and mention.verb >= 0
        if infinitive and line[i + 1].lemma_ not in HOLDING:
            return line.start(i)
    return line.end(len(line) - 1)


def _takes_part(scene: Scene, named: Named) -> bool:
    """Tell whether a person named in the opening is of the speakers, and no mere possessor ("X's invasion")."""
    party = named.person.party
    if party is not None and scene.sides and party not in scene.sides:
        return False
    text = scene.context.parsed.plain
    if _DECIDED.search(text, max(0, named.start - 160), named.start):
        return False
    return not text.startswith("'s", named.end) and not _STAFF.search(text[max(0, named.start - 70) : named.start])


def _is_guest(scene: Scene, named: Named) -> bool:
    """Tell whether the speakers say that they met "with" a person ("met with Kenya's President X")."""
    text = scene.context.parsed.plain
    return _WITH.search(text, max(0, named.start - 60), named.start) is not None


def _lists(scene: Scene, sentence: ParsedSentence) -> bool:
    """Tell whether a sentence lists who joined a meeting or was of a delegation."""
    line = Line.of(sentence)
    if not set(line.lower) & scene.words.attendance:
        return False
    # "thanked President X for sending a delegation" lists nobody.
    verbs = [token for token in line if token.pos_ == "VERB" and token.dep_ == "ROOT"]
    return all(verb.lemma_ in scene.words.roles for verb in verbs)


def _of_delegation(sentence: ParsedSentence) -> bool:
    """Tell whether a sentence is about a delegation or who was with a leader, wherever in the text it stands."""
    return bool(set(Line.of(sentence).lower) & {"delegation", "delegations", "accompanied", "represented"})


def _has_part(scene: Scene, mention: Mention) -> bool:
    """Tell whether words that point back at a meeting say at once who led it ("The meeting, chaired by X, ...")."""
    line, at = mention.line, mention.head + 1
    near = range(at + 1, min(len(line), at + 3))
    return line.word(at) == "," and any(line[i].pos_ == "VERB" and line[i].lemma_ in scene.words.roles for i in near)


def _has_role(scene: Scene, sentence: ParsedSentence) -> bool:
    """Tell whether a sentence says that somebody led, chaired, attended or joined."""
    return any(token.lemma_ in scene.words.roles and token.pos_ == "VERB" for token in Line.of(sentence))


def _of_leaders(scene: Scene, group: Group) -> bool:
    """Tell whether leaders met: the level of the series or the subject of the verb says so, or a bare "we"."""
    for mention in group.mentions:
        first, end = mention.subject or (mention.first, mention.last)
        said = set(mention.line.lower[first:end])
        text = " ".join(mention.line.lower[first:end])
        if mention.clause and any(f"the {post} of" in f"the {text}" for post in scene.words.leader_posts):
            return True
        if mention.level == "leaders" or said & scene.words.leader_words or (mention.clause and said == {"we"}):
            return True
    return False


def _leaders(scene: Scene) -> list[Person]:
    """Return the heads of the speakers' states and governments whom the text names, one a party, in their order."""
    chosen: dict[str, Person] = {}
    for named in scene.persons:
        person = named.person
        holder = known_as(person.name.split(), scene.context.on) if person.post is None else None
        post = (person.post or (holder.posts[0] if holder is not None and holder.posts else "")).lower()
        if person.party in scene.sides and post.startswith(scene.words.leader_posts):
            chosen.setdefault(person.party or "", person)
    order = {code: place for place, code in enumerate(scene.context.speakers)}
    return sorted(chosen.values(), key=lambda person: order.get(person.party or "", len(order)))
