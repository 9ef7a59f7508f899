"""What a text says of an instrument beside its name: its date and its parties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from communique.extract.context import Context
from communique.extract.instruments.lexicon import Lexicon
from communique.extract.instruments.naming import Naming
from communique.extract.instruments.words import MONTHS, Passage
from communique.model import Interval, TimeExpression
from communique.packs.codes import BODIES, is_code

_OF_A_GROUP = {"bilateral": 2, "trilateral": 3, "quadrilateral": 4}
_OURS = frozenset({"our", "we", "us"})
_CLAUSE = frozenset(["that", "which", "was", "were", "is", "are", "has", "have", "been", "as", "and"])


def date_of(naming: Naming, context: Context, entries: Lexicon) -> str | None:
    """Return the instrument's date as the text gives it at this place: "2024", "2024-07" or "2024-07-28"."""
    return (
        _date_before(naming)
        or _date_in_name(naming, context)
        or _date_after(naming, context, entries)
        or _date_of_adoption(naming, context, entries)
    )


def _date_before(naming: Naming) -> str | None:
    """Read "April 2023 Washington Declaration", "2015 Legislation": a month or a year right before the name."""
    words, at = naming.passage.words, naming.first
    for index in range(max(0, at - 1), at):
        if index > 0 and words[index - 1].lower == "post":
            continue
        if words[index].year and int(words[index].text) <= naming.passage.year:
            month = MONTHS.get(words[index - 1].lower) if index > 0 else None
            return words[index].text if month is None else f"{words[index].text}-{month:02d}"
    return None


def _date_in_name(naming: Naming, context: Context) -> str | None:
    """Read "resolution on 2 March 2022": a time inside the name."""
    words = naming.passage.words
    first = naming.begin if naming.rule == "dated" else naming.first
    start, end = words[first].start, words[naming.last - 1].end
    return next((d for time in _times(context, start, end) if (d := partial(time.interval, context.on))), None)


def _date_after(naming: Naming, context: Context, entries: Lexicon) -> str | None:
    """Read "..., signed in July", "which entered into force on 8 February", "of 12 May"."""
    words, at = naming.passage.words, naming.last
    if at >= len(words):
        return None
    if words[at].lower in ("of", "on", "from", "dated", "in"):
        time = next(_times(context, words[at].start, words[min(at + 1, len(words) - 1)].end), None)
        if time is not None and (words[at].lower != "in" or time.interval.precision == "year"):
            return partial(time.interval, context.on)
    stop = naming.passage.sentence(at)[1] if words[at].text not in ".;:?!" else at
    for index in range(at, min(at + 5, stop)):
        word = words[index]
        into_force = word.lower == "entered" and index + 2 < stop and words[index + 2].lower == "force"
        if word.lower in entries.adoption or into_force:
            near = words[index + 1 : min(index + 14, stop)]
            last = next(
                (k for k, w in enumerate(near) if w.lower in ("and", "which") and near[k - 1].text == ","), len(near)
            )
            if last == 0:
                return None
            time = next(_times(context, word.end, near[last - 1].end), None)
            return None if time is None else partial(time.interval, context.on)
        if word.text not in ",()" and word.lower not in _CLAUSE and not word.acronym:
            return None
    return None


def _date_of_adoption(naming: Naming, context: Context, entries: Lexicon) -> str | None:
    """Read "On 10 January the Council passed Resolution 2722", "we announce today a new Framework"."""
    words = naming.passage.words
    first, last = naming.passage.sentence(naming.first)
    near = range(max(first, naming.begin - 5), naming.begin)
    bringing = entries.adoption | entries.performatives | entries.deverbals
    verb = next((k for k in reversed(near) if words[k].lower in bringing), None)
    if verb is None or any(words[k].text in ",;" for k in range(verb, naming.begin)):
        return None
    if words[verb].lower in entries.performatives and words[verb + 1].lower != "of":
        new = any(words[k].lower in ("a", "an", "new", "the") for k in range(verb, naming.begin))
        ours = any(words[k].lower in ("we", "leaders", "sides", "today") for k in range(first, verb))
        ours = ours and not any(word.lower in ("will", "shall", "would") for word in words[max(first, verb - 3) : verb])
        ours = ours and (words[verb - 1].lower != "to" or words[verb - 2].lower in ("opportunity", "proud", "pleased"))
        return context.on.isoformat() if new and ours and context.on is not None else None
    opening = next(_times(context, words[first].start, words[min(first + 1, last - 1)].end), None)
    following = next(_times(context, words[naming.last - 1].end, words[min(naming.last + 2, last) - 1].end), None)
    time = following or opening
    return None if time is None else partial(time.interval, context.on)


def _times(context: Context, start: int, end: int) -> Iterator[TimeExpression]:
    """Yield the time expressions whose core starts between the two places."""
    starts = [time.core.start for time in context.times]
    for time in context.times[bisect_left(starts, start) :]:
        if time.core.start >= end:
            return
        if not time.interval.vague and time.recurrence is None:
            yield time


def partial(interval: Interval, on: date | None) -> str | None:
    """Return an interval of one day, month or year as a partial date; None for others and for the future."""
    first, last = interval.earliest, interval.latest
    if first is None or last is None or (on is not None and first > on):
        return None
    if first == last:
        return first.isoformat()
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}-{first.month:02d}"
    return str(first.year) if (first.month, last.month, last.year) == (1, 12, first.year) else None


def parties_of(naming: Naming, context: Context, entries: Lexicon) -> tuple[str, ...]:
    """Return the codes of the instrument's parties as the text gives them at this place, in its order."""
    passage, words = naming.passage, naming.passage.words
    if naming.kind == "resolution" or naming.rule == "ruling":
        return ()
    limit = naming.head_at if naming.head_at > naming.first else naming.first
    named = _codes(passage, naming.begin, limit)
    between = next((k for k in range(naming.first, naming.last) if words[k].lower in ("between", "among")), None)
    if between is not None:
        named = _codes(passage, between, naming.last)
    if named:
        return _members(named, context)
    signed = _who_sign(naming)
    if signed:
        return signed
    before = words[naming.begin - 1].lower if naming.begin > 0 else ""
    size = next((_OF_A_GROUP[w.lower] for w in words[naming.first : naming.last] if w.lower in _OF_A_GROUP), 0)
    if before in _OURS or size == len(context.speakers) > 0:
        return context.speakers
    signed = _signatories(naming, context) or _joined_before(naming, entries)
    if signed:
        return signed
    if before in ("their", "its"):
        return _antecedent(passage, naming.begin - 1, several=before == "their")
    if naming.known is not None and naming.known.parties and set(naming.known.parties) <= _speaking(context):
        return naming.known.parties
    return _announced(naming, context, entries)


def _who_sign(naming: Naming) -> tuple[str, ...]:
    """Read "congratulate Norway and Sweden on signing a memorandum": who are told to do it sign it."""
    words, verb = naming.passage.words, naming.begin - 2
    if naming.rule != "concluded" or verb < 2 or words[verb - 1].lower not in ("on", "for"):
        return ()
    codes = _codes(naming.passage, naming.passage.sentence(verb)[0], verb)
    return codes if len(codes) > 1 else ()


def _speaking(context: Context) -> set[str]:
    """Return the codes of the speakers, and of the groups whose members speak."""
    speakers = set(context.speakers)
    groups = {pack.code for pack in context.packs if pack.code is not None and set(pack.codes) == speakers}
    return speakers | groups


def _members(codes: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Return the codes, those of a group whose members speak in the document replaced by its members."""
    found: dict[str, None] = {}
    for code in codes:
        pack = next((p for p in context.packs if p.code == code and set(p.codes) == set(context.speakers)), None)
        found.update(dict.fromkeys((code,) if pack is None else pack.codes))
    return tuple(found)


def _joined_before(naming: Naming, entries: Lexicon) -> tuple[str, ...]:
    """Read "cooperation between A and B, marked by the signing of the Treaty": who signs is named before."""
    words = naming.passage.words
    if not any(words[k].lower in _SIGNING for k in range(max(0, naming.begin - 3), naming.begin)):
        return ()
    first = naming.passage.sentence(naming.begin)[0]
    between = next((k for k in range(naming.begin - 1, first - 1, -1) if words[k].lower == "between"), None)
    if between is None:
        return ()
    comma = next((k for k in range(between, naming.begin) if words[k].text == ","), naming.begin)
    codes = _codes(naming.passage, between, comma)
    return codes if len(codes) > 1 else ()


_SIGNING = frozenset({"signing", "signed", "concluding", "concluded", "signature", "conclusion"})


def _codes(passage: Passage, first: int, last: int) -> tuple[str, ...]:
    """Return the codes of states and coded groups among the words; a body that only has a name is no party."""
    found = dict.fromkeys(code for codes in passage.codes[first:last] for code in codes if is_code(code))
    return tuple(code for code in found if code not in BODIES) or tuple(found)


def _signatories(naming: Naming, context: Context) -> tuple[str, ...]:
    """Read "signed by A and B", "signed by the ministers of the three countries", "between A and B"."""
    passage, words, at = naming.passage, naming.passage.words, naming.last
    last = passage.sentence(min(at, len(words) - 1))[1]
    for index in range(at, min(at + 4, last)):
        if words[index].lower in ("by", "between"):
            end = min(index + 14, last)
            codes = _codes(passage, index, end)
            count = {"two": 2, "three": 3, "four": 4}
            whole = any(count.get(word.lower) == len(context.speakers) for word in words[index:end])
            return context.speakers if not codes and whole else codes
        if words[index].text not in ',"' and words[index].lower not in ("signed", "concluded", "reached", "agreed"):
            break
    return ()


def _antecedent(passage: Passage, at: int, *, several: bool) -> tuple[str, ...]:
    """Return the party, or the joined parties, last named before "its" or "their" in the sentence."""
    first = passage.sentence(at)[0]
    found: list[str] = []
    for index in range(at - 1, first - 1, -1):
        codes, word = _codes(passage, index, index + 1), passage.words[index]
        if codes:
            found[:0] = codes
            if not several:
                break
        elif found and word.lower not in ("and", "the", ",", "-"):
            break
    return tuple(dict.fromkeys(found))


def _announced(naming: Naming, context: Context, entries: Lexicon) -> tuple[str, ...]:
    """Return the speakers where they say that they bring, or brought, the instrument about."""
    words, bringing = naming.passage.words, entries.performatives | entries.adoption
    first = naming.passage.sentence(naming.first)[0]
    for index in range(max(first + 1, naming.begin - 5), naming.begin):
        subject = {word.lower for word in words[max(first, index - 3) : index]}
        if words[index].lower in bringing and words[index + 1].lower != "of" and subject & _SPEAKING:
            return context.speakers
    return ()


_SPEAKING = frozenset({"we", "governments", "leaders", "sides", "opportunity"})
