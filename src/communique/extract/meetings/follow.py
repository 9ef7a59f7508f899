"""Mentions that lean on others: "the next convening", "an in-person summit", "sessions in A and B"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.meetings.lexicon import Words
from communique.extract.meetings.mention import Mention
from communique.extract.meetings.merge import Group
from communique.extract.meetings.scene import Scene
from communique.extract.meetings.series import Known, fold

_OURS = frozenset({"our", "their", "the"})
_AMONG = frozenset({"including", "such", "include", "included", "namely"})


def followed(scene: Scene, mentions: Sequence[Mention], main: Group | None, known: Known | None) -> list[Mention]:
    """Return the mentions with names and series lent by those they lean on; `known` is the main meeting's series."""
    out: list[Mention] = []
    mains = set() if main is None else {(m.start, m.head) for m in main.mentions}
    for mention in mentions:
        own = mention.named or mention.anaphor or mention.weak or (mention.start, mention.head) in mains
        if mention.clause and not own:
            out.append(_again(scene.words, mention, main))
        else:
            out.append(mention if own else _lean(scene.words, mention, out, main, known))
    return out


def _again(words: Words, mention: Mention, main: Group | None) -> Mention:
    """Name "we will meet again" as the next meeting of the main one's series or parties."""
    again = mention.status == "planned" and "again" in mention.line.lower
    if main is None or mention.cls == "visit" or (" of " in mention.name and not again):
        return mention
    if mention.status != "planned":
        told = next((m for m in main.mentions if m.clause and " of " in m.name), None)
        return mention if told is None else replace(mention, name=told.name)
    named = replace(mention, name=mention.noun) if again else mention
    return _next_of(words, named, next((m for m in main.mentions if m.named), main.mentions[0]))


def _lean(words: Words, mention: Mention, before: list[Mention], main: Group | None, known: Known | None) -> Mention:
    """Give an unnamed meeting the series of what it leans on: one named before it in the sentence, or the main one."""
    here = [m for m in before if m.index == mention.index and not m.anaphor and not m.clause]
    bare = len(mention.name.split()) == 1
    if mention.ordinal is not None and mention.determiner == "its" and (owner := _owner(words, mention)):
        return replace(mention, name=f"{mention.name} of the {owner}", series=owner, key=fold(owner), named=True)
    if mention.which == "last" and bare and main is not None:
        return _of_main(mention, main, known)
    if mention.which == "next" and bare and mention.status == "planned":
        owner = _owner(words, mention) if mention.determiner == "its" or not here else ""
        lent = () if main is None or mention.determiner not in _OURS else main.mentions
        left = here[-1] if here else next((m for m in lent if m.named and m.cls not in ("visit", "call")), None)
        if owner:
            name = f"next {mention.name} of the {owner}"
            return replace(mention, name=name, series=owner, key=("next", *fold(owner)), named=True)
        return mention if left is None else _next_of(words, mention, left)
    many = next((m for m in reversed(here) if m.weak and m.named), None)
    if many is not None and mention.place is not None and set(mention.line.lower[many.head : mention.head]) & _AMONG:
        name = f"{many.name} in {mention.place}"
        return replace(mention, name=name, series=many.series, level=many.level, key=many.key, named=True)
    past = mention.determiner in ("the", "our", "") and mention.interval is not None and not mention.clause
    return _of_main(mention, main, known) if mention.status == "planned" or past else mention


def _owner(words: Words, mention: Mention) -> str:
    """Return the body whose "next meeting" it is: the last name of one before it in the sentence; "" for none."""
    line, end = mention.line, mention.first
    while end > 0:
        first = end
        while first > 0 and line.capital(first - 1) and line[first - 1].pos_ in ("PROPN", "NOUN", "ADJ"):
            first -= 1
        if end - first > 1 and set(line.lower[first:end]) & words.bodies:
            return line.text(first, end)
        end = min(first, end - 1)
    return ""


def _next_of(words: Words, mention: Mention, left: Mention) -> Mention:
    """Name "the next convening" after the meeting before it."""
    lent = left.series if left.clause and left.series else _without_ordinal(words, left)
    if left.cls == "call":
        _, _, who = left.name.partition(" of ")
        _, _, between = left.name.partition(" between ")
        return replace(mention, name=f"{mention.noun} of {who or between}") if who or between else mention
    if left.clause and not left.series and " of " in left.name:
        return replace(mention, name=f"next {left.name}", key=("next", *fold(left.name)), named=True)
    alone = mention.noun in (left.noun, *fold(lent)[-1:], "meeting") and len(mention.name.split()) == 1
    alone = alone and (mention.noun == left.noun or (fold(lent)[-1:] != () and fold(lent)[-1] in words.heads))
    name = f"next {lent}" if alone and not left.clause else f"next {mention.name} of the {lent}"
    key = ("next", *fold(left.series or left.name))
    return replace(mention, name=name, series=left.series, level=left.level, key=key, named=True)


def _without_ordinal(words: Words, mention: Mention) -> str:
    """Return a name without the number at its start, which is not that of the next meeting."""
    first, _, rest = mention.name.partition(" ")
    return rest if first.lower() in words.ordinals and rest else mention.name


def _of_main(mention: Mention, main: Group | None, known: Known | None) -> Mention:
    """Give a planned meeting that has no name of its own ("an in-person summit") the series of the main one."""
    series, level = (known.name, known.level) if known is not None else ("", "")
    if not series and main is not None:
        series, level = next(((m.series, m.level) for m in main.mentions if m.series), ("", ""))
    fits = mention.noun in fold(series) or mention.which == "last"
    if not series or not fits or len(mention.name.split()) > 2:
        return mention
    name = f"{mention.name[: -len(mention.noun)]}{series}" if mention.name.lower().endswith(mention.noun) else series
    return replace(mention, name=name, series=series, level=level, key=fold(series), named=True)
