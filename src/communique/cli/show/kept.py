"""What is kept, laid out: commitments with their status, things, passages, and where a person can go from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from communique.cli.show.layout import Row, facts, section, wrap
from communique.register.chains import Text as Said
from communique.register.commitments import Commitment
from communique.register.review import Passage
from communique.register.status import Evidence, Searched, Status
from communique.register.things import Days, Thing
from communique.words.days import dates_words, day_words, long_day_words
from communique.words.terms import RELATION_WORDS, clip, due_words, score_words, term_words

STATUS_STYLES = {
    "fulfilled": "act.commitment",
    "kept": "act.commitment",
    "partly_fulfilled": "act.endorsement",
    "in_progress": "act.decision",
    "overdue": "act.objection",
    "lapsed": "act.objection",
    "contested": "act.call",
    "superseded": "quiet",
    "withdrawn": "quiet",
    "untestable": "quiet",
    "pending": "name",
}
AGAIN_WORDS = {"restates": "restates it", "narrows": "narrows it", "widens": "widens it", "weakens": "weakens it"}
LABEL = 19
TEXTS = 4
"""Texts that say a commitment again which a list names."""
SHOWN = 2
"""Pieces of evidence that a list shows for each commitment."""
CLIP = 260
TELLING = ("fulfils", "partly", "progress", "supersedes", "withdraws", "contests")
"""Relations of proposals that would change a status."""


def status_words(value: Status) -> str:
    """Return a status as people read it: where nobody has looked, that and never "not done".

    Where later texts are kept, but none later than the last day, the status is a question.
    """
    if value.assessed or value.value not in ("pending", "overdue", "lapsed"):
        return term_words(value.value)
    if value.value == "pending" or not value.searched.documents:
        return "nobody has looked"
    return f"{value.value}?\nnobody has looked"


def commitment_row(one: Commitment) -> Row:
    """Return a commitment's row: status and due date before its words, what the status rests on below."""
    label = Text()
    if one.status is not None:
        style = STATUS_STYLES[one.status.value] if one.status.assessed else "quiet"
        label.append(status_words(one.status), style)
    due = due_words(one)
    if due:
        label.append(("\n" if label.plain else "") + due)
    if set(one.actors) != set(one.speakers):
        label.append(("\n" if label.plain else "") + ", ".join(one.actors))
    body = marked(one, CLIP)
    source = " · ".join(part for part in (one.key, one.title and clip(" ".join(one.title.split()), 60)) if part)
    notes = [Text(f"{source}, {day_words(one.made)}" if one.made is not None else source, "quiet")]
    notes += list(_texts(one))
    if one.status is not None:
        notes += list(_notes(one.status))
    return Row(label, body, "", tuple(notes))


def _texts(one: Commitment) -> Iterator[Text]:
    """Yield the texts that say a commitment again, or the one that it says again itself."""
    if one.first is not None:
        yield Text(f"says {one.first} again: one commitment, with one status", "quiet")
        return
    later = one.texts[1:]
    if later:
        listed = ", ".join(f"{text.key} {AGAIN_WORDS[text.relation or '']}{_on(text.day)}" for text in later[:TEXTS])
        more = f" and {len(later) - TEXTS} more (communique show)" if len(later) > TEXTS else ""
        yield Text(f"said again: {listed}{more}", "quiet")


def marked(one: Commitment, limit: int | None) -> Text:
    """Return a commitment's clause with its trigger in its colour, a deadline that stands before it in brackets."""
    words = one.words
    lead = " ".join((one.due_phrase or "").split()) if one.due_key is None else ""
    lead = "" if lead in " ".join(words.split()) else f"({lead}) "
    start, end = one.trigger_start - one.start, one.trigger_end - one.start
    before, trigger, after = (" ".join(part.split()) for part in (words[:start], words[start:end], words[end:]))
    text = Text(lead + (before + " " if before else ""), "quiet").append(trigger, f"trigger.{one.cls}")
    rest = clip(after, None if limit is None else max(20, limit - len(text.plain)))
    return text.append((" " if rest and rest[0] not in ",.;:" else "") + rest)


def _notes(value: Status) -> Iterator[Text]:
    """Yield what a status rests on: its note, the evidence, the proposals, a condition, and where was looked."""
    if value.note and value.value != "pending":
        yield Text(value.note, "quiet")
    for item in value.because[:SHOWN]:
        yield Text(f"{item.key} {RELATION_WORDS[item.relation]}{_on(item.day)}{_by(item)}", "quiet")
    if len(value.because) > SHOWN:
        yield Text(f"and {len(value.because) - SHOWN} more (communique show)", "quiet")
    if value.proposals:
        number = f"{len(value.proposals)} proposal{'s' if len(value.proposals) > 1 else ''}"
        telling = [item for item in value.proposals if item.relation in TELLING and item.key not in value.note]
        if telling and value.value not in ("fulfilled", "withdrawn", "superseded"):
            best = max(telling, key=lambda item: item.score)
            number += f" (the surest: {best.key} {best.relation}, {score_words(best.score)})"
        yield Text(f"{number} wait{'' if len(value.proposals) > 1 else 's'} for review, not counted", "issue")
    if value.condition is not None:
        yield Text(f"on condition: {value.condition}", "quiet")
    for place, part in enumerate(value.actions, start=1):
        words = status_words(part).replace("\n", " ")
        yield Text(f"action {place}: {words}" + (f", {part.note}" if part.note else ""), "quiet")
    if value.value in ("pending", "overdue", "lapsed", "in_progress"):
        yield Text(searched_words(value.searched), "quiet")


def searched_words(searched: Searched) -> str:
    """Return in words where was looked for evidence."""
    parts = []
    if searched.documents:
        number = f"{searched.documents} later document{'s' if searched.documents > 1 else ''}"
        until = "" if searched.until is None else f" up to {day_words(searched.until)}"
        parts.append(f"searched {number} of {searched.framework}{until}")
    if searched.by is not None:
        parts.append(f"{searched.by} looked elsewhere{'' if searched.on is None else ' on ' + day_words(searched.on)}")
    return "; ".join(parts) or "nothing later is in the register, and nobody has looked"


def _on(day: date | None) -> str:
    return "" if day is None else f" on {day_words(day)}"


def _by(item: Evidence) -> str:
    return f" (judged by {item.by})" if item.person else f" (rule, {score_words(item.score)})"


def commitment_lines(one: Commitment, passages: Mapping[str, Passage], console: Console) -> Iterator[Text]:
    """Yield everything about one act: its words, its facts, its status, and every passage that bears on it."""
    yield from wrap(marked(one, None), console.width, console)
    pairs = [
        ("id", Text(one.key)),
        ("document", Text(f"{one.title or 'Without a title'} ({one.document})")),
        ("said", Text("not known" if one.made is None else long_day_words(one.made))),
        ("class", Text(" · ".join(part for part in (one.cls, one.kind, f"strength {one.strength} of 3") if part))),
        ("actors", Text(", ".join(one.actors) or "not known")),
    ]
    due = due_words(one)
    if due:
        pairs.append(("due", Text(due)))
    if one.status is not None:
        pairs.append(("status", Text(status_words(one.status).replace("\n", " "), STATUS_STYLES[one.status.value])))
        if one.status.note:
            pairs.append(("because", Text(one.status.note)))
        if one.status.condition is not None:
            pairs.append(("condition", Text(one.status.condition)))
        pairs.append(("searched", Text(searched_words(one.status.searched).removeprefix("searched "))))
        if one.status.searched.keys:
            pairs.append(("", Text(", ".join(one.status.searched.keys), "quiet")))
    yield from facts(pairs, console)
    if len(one.actions) > 1:
        rows = [
            Row(
                Text(status_words(one.status.actions[number]).replace("\n", " "))
                if one.status and one.status.actions
                else Text(),
                Text(" ".join(action.split()) or "(below the clause)"),
                f"#{number + 1}",
            )
            for number, action in enumerate(one.actions)
        ]
        yield from section("Actions", rows, console, str(len(rows)))
    if len(one.texts) > 1:
        yield from section("Texts", (_text_row(text, one, passages) for text in one.texts), console, "one commitment")
    if one.evidence:
        yield from section("Evidence", (_evidence_row(item, passages) for item in one.evidence), console)


def _text_row(said: Said, one: Commitment, passages: Mapping[str, Passage]) -> Row:
    """Return a text of a commitment's chain: what it does to the promise, its words, and which act it is."""
    passage = passages.get(said.key)
    body = Text(clip(passage.words, CLIP)) if passage is not None else marked(one, CLIP)
    label = Text("first said" if said.relation is None else AGAIN_WORDS[said.relation], "name")
    action = "" if said.action is None else f", action {said.action}"
    this = " (this act)" if said.key == one.key else ""
    return Row(label, body, "", (Text(f"{said.key}{_on(said.day)}{action}{this}", "quiet"),))


def _evidence_row(item: Evidence, passages: Mapping[str, Passage]) -> Row:
    label = Text(RELATION_WORDS[item.relation], "name")
    label.append({"positive": "", "unsure": "\nproposed", "negative": "\nrejected"}[item.judgement], "issue")
    passage = passages.get(item.key)
    body = Text(item.key if passage is None else clip(passage.words, CLIP))
    where = f"{item.key}{_on(item.day)}{'' if item.action is None else f', action {item.action}'}{_by(item)}"
    return Row(label, body, "", (Text(where, "quiet"), *(Text(reason, "quiet") for reason in item.reasons)))


def thing_row(thing: Thing, as_of: date | None = None) -> Row:
    """Return a thing's row: its day or state before its name, places and disagreements below.

    What was planned for days before `as_of` says that no report of it is kept.
    """
    label = Text(days_words(thing.days) or thing.status or "")
    body = Text(thing.name, "name")
    details = [thing.series] if thing.series and thing.series.casefold() not in thing.name.casefold() else []
    details += [f"no. {thing.ordinal}"] if thing.ordinal is not None else []
    details += list(thing.places[:2])
    over = thing.status == "planned" and as_of is not None and thing.last_day is not None and thing.last_day < as_of
    details += [_status_words(thing, over=over)] if _is_told(thing) else []
    details += [f"host {thing.party}"] if thing.section == "meeting" and thing.party else []
    if details:
        body.append(f" · {' · '.join(detail for detail in details if detail)}", "quiet")
    documents = len({item.document for item in thing.items})
    notes = [Text(f"{thing.key} · {documents} document{'s' if documents > 1 else ''}", "quiet")]
    if len(thing.days) > 1:
        others = "; ".join(f"{days_words((one,))} ({', '.join(one.keys[:2])})" for one in thing.days[1:4])
        notes.append(Text(f"sources disagree on the day: also {others}", "issue"))
    return Row(label, body, "", tuple(notes))


def _status_words(thing: Thing, *, over: bool) -> str:
    return f"{thing.status}, no report kept" if over else f"{thing.status}"


def _is_told(thing: Thing) -> bool:
    """Tell whether a thing's status stands beside its name: that it was held is said by its day."""
    return thing.status not in (None, "held") and bool(thing.days)


def days_words(days: Sequence[Days]) -> str:
    """Return the days that most sources give."""
    return dates_words(days[0].first, days[0].last) if days else ""


def thing_lines(thing: Thing, passages: Mapping[str, Passage], console: Console) -> Iterator[Text]:
    """Yield everything about a thing: its facts, and the words of every document that speaks of it."""
    yield from wrap(Text(thing.name, "title"), console.width, console)
    pairs = [("id", Text(thing.key)), ("what", Text(thing.section))]
    if len(thing.names) > 1:
        pairs.append(("also", Text("; ".join(name for name in thing.names if name != thing.name))))
    if thing.series:
        number = "" if thing.ordinal is None else f", no. {thing.ordinal}"
        pairs.append(("series", Text(thing.series + number)))
    for days in thing.days:
        pairs.append(("days", Text(f"{days_words((days,))}  ({', '.join(days.keys)})")))
    if thing.places:
        pairs.append(("place", Text("; ".join(thing.places))))
    if thing.party:
        pairs.append(("host" if thing.section == "meeting" else "party", Text(thing.party)))
    yield from facts(pairs, console)
    rows = []
    for item in thing.items:
        passage = passages.get(item.key)
        body = Text()
        if passage is not None:
            body = Text(clip_before(passage.before), "quiet").append(passage.words, "name")
            body.append(" " + clip(passage.after, 110) if passage.after else "", "quiet")
        label = Text("" if item.said is None else day_words(item.said))
        post = item.data.get("post")
        notes = [Text(f"{item.key} · {item.title or ''}", "quiet")] + ([Text(post, "quiet")] if post else [])
        rows.append(Row(label, body, "", tuple(notes)))
    yield from section("Named in", rows, console, str(len(rows)))


def clip_before(words: str, limit: int = 90) -> str:
    """Return the last characters of what stands before, from a word's start, with the space that parts it."""
    if len(words) > limit:
        words = "… " + words[-limit:].partition(" ")[2]
    return words + " " if words else ""


def more_line(number: int, page: int, *, more: bool, total: int | None = None, nothing: str = "none") -> Text:
    """Return the line below a list that says how to see the rest; `nothing` where it is empty."""
    if not number:
        return Text(nothing if page == 1 else f"nothing on page {page}", "quiet")
    shown = f"{number} shown" if total is None else f"{number} of {total:,} shown"
    return Text(f"{shown}; --page {page + 1} for more" if more else shown, "quiet")
