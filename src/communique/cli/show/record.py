"""The record as a person wants to see it: who met, what they promised and by when, what they did and held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rich.console import Console
from rich.text import Text

from communique.cli.show.layout import Row, facts, passage, print_lines, section, wrap
from communique.cli.show.things import meeting_lines, thing_lines
from communique.cli.show.words import FIDELITY, Places, party_words, who_words
from communique.model import Act, Anchor, Record
from communique.words.days import interval_words, long_day_words
from communique.words.terms import clip, one_line, term_words

CLIP = {"commitment": 280, "decision": 280, "call": 220, "objection": 180, "endorsement": 180, "affirmation": 180}
"""Characters of a clause that the overview shows; `--all` shows every one."""

LONGEST_SUBJECT = 60
"""Characters of a clause's subject, above which the overview starts at the trigger."""

ROLE_WORDS = {
    "act": ("with an act", "with acts"),
    "heading": ("heading", "headings"),
    "furniture": ("of page furniture", "of page furniture"),
    "none": ("without an act", "without an act"),
}
"""What a sentence of each role is called, one and many."""

CHECKABLE = ("specific", "scheduled", "assurance", "continuing")
"""The kinds of commitments, those that someone could check first."""

STANCES = ("objection", "endorsement", "affirmation")


@dataclass(frozen=True, slots=True)
class Shown:
    """What to show of a record: all of it or the overview, with or without reasons, with parties by name."""

    everything: bool = False
    reasons: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


def show_record(record: Record, console: Console, shown: Shown) -> None:
    """Print the record for reading."""
    print_lines(record_lines(record, console, shown), console)


def record_lines(record: Record, console: Console, shown: Shown) -> Iterator[Text]:
    """Yield the record's lines, laid out for the console's width."""
    places = Places(record)
    yield from header(record, console, shown.names)
    yield from meeting_lines(record, places, console, shown.names)
    yield from _act_lines(record, places, console, shown)
    yield from thing_lines(record, places, console, everything=shown.everything)
    yield from _loose_ends(record, places, console, shown)


def header(record: Record, console: Console, names: Mapping[str, str]) -> Iterator[Text]:
    """Yield title, kind, date, speakers, fidelity and source."""
    document = record.document
    source = document.source
    yield from wrap(Text(" ".join((document.title or "Without a title").split()), "title"), console.width, console)
    pairs = [
        ("kind", Text(term_words(document.kind or "not known"))),
        ("date", Text("not known" if document.date is None else long_day_words(document.date))),
        ("speakers", Text(", ".join(party_words(code, names) for code in document.speakers) or "not known")),
        ("wording", Text(FIDELITY[document.fidelity])),
        ("source", Text("standard input" if source.stdin else source.url or source.path or "")),
    ]
    if document.language != "en":
        pairs.insert(4, ("language", Text(document.language)))
    yield from facts(pairs, console)


def _act_lines(record: Record, places: Places, console: Console, shown: Shown) -> Iterator[Text]:
    by_class: dict[str, list[Act]] = {}
    for act in record.acts:
        by_class.setdefault(act.cls, []).append(act)
    rows = _Rows(record, places, shown)
    commitments = by_class.get("commitment", [])
    dated = sorted((act for act in commitments if act.due is not None), key=due_order)
    if commitments:
        remark = f"{len(commitments)}, {len(dated)} with a time" if dated else str(len(commitments))
        ordered = [*dated, *sorted((act for act in commitments if act.due is None), key=kind_order)]
        yield from section("Commitments", map(rows.commitment, ordered), console, remark)
    for cls, title in (("decision", "Decisions"), ("call", "Calls")):
        if cls in by_class:
            yield from section(title, map(rows.plain, by_class[cls]), console, str(len(by_class[cls])))
    stances = [act for cls in STANCES for act in by_class.get(cls, [])]
    if stances:
        yield from section("Stances", map(rows.labelled, stances), console, str(len(stances)))
    reports = by_class.get("report", [])
    if reports and shown.everything:
        yield from section("Reports", map(rows.plain, reports), console, str(len(reports)))
    elif reports:
        yield from section("Reports", (), console, f"{len(reports)}, shown with --all")


def due_order(act: Act) -> tuple[date, date, int]:
    """Order commitments by when they fall due; those whose time is vague come last, in the text's order."""
    interval = None if act.due is None else act.due.interval
    latest = date.max if interval is None else interval.latest or interval.earliest or date.max
    earliest = date.max if interval is None else interval.earliest or latest
    return latest, earliest, act.anchor.start


def kind_order(act: Act) -> tuple[int, int]:
    """Order commitments without a time: first what can be checked, last what goes on; each in the text's order."""
    if act.recurrence is not None:
        return 0, act.anchor.start
    return CHECKABLE.index(act.kind) + 1 if act.kind in CHECKABLE else len(CHECKABLE) + 1, act.anchor.start


class _Rows:
    """Turns acts into rows."""

    def __init__(self, record: Record, places: Places, shown: Shown) -> None:
        self._record = record
        self._places = places
        self._shown = shown

    def commitment(self, act: Act) -> Row:
        """Return a commitment's row: labelled by its due date, else its recurrence and kind."""
        label = Text()
        if act.due is not None:
            interval = act.due.interval
            words = (
                f"“{one_line(act.due.anchor.quote)}”"
                if interval.latest is None and interval.earliest is None
                else interval_words(interval)
            )
            label.append(words, "trigger.commitment")
        else:
            label.append(act.recurrence or act.kind or "", "act.commitment")
        return self._row(act, label)

    def plain(self, act: Act) -> Row:
        """Return a row without the class's name, for a section of one class."""
        return self._row(act, Text())

    def labelled(self, act: Act) -> Row:
        """Return a row that names the class."""
        return self._row(act, Text().append(act.cls, f"act.{act.cls}"))

    def _row(self, act: Act, label: Text) -> Row:
        who = who_words(act, self._record.document.speakers)
        if who:
            label.append(("\n" if label.plain else "") + who)
        notes = (reason(act),) if self._shown.reasons else ()
        return Row(label, self.body(act), self._places.of(act.trigger.start), notes)

    def body(self, act: Act) -> Text:
        """Return the act's words with trigger and due phrase marked, cut to the overview's length."""
        limit = None if self._shown.everything else CLIP.get(act.cls)
        start, end = act.anchor.start, act.anchor.end
        if limit is not None and act.actors and act.trigger.start - start > LONGEST_SUBJECT:
            start = act.trigger.start
        inside = [action for action in act.actions if act.trigger.end <= action.start and action.end <= end]
        several = len(inside) > 1 and len(inside) == len(act.actions)
        stop = inside[0].start if several else end
        words = self._marked(act, start, stop, limit)
        if start > act.anchor.start:
            words = Text("… ", "quiet").append_text(words)
        if several:
            words.rstrip()
            for action in inside:
                words.append("\n• ").append_text(self._marked(act, action.start, action.end, limit))
            words.append_text(self._marked(act, inside[-1].end, end, limit))
        return words

    def _marked(self, act: Act, start: int, end: int, limit: int | None) -> Text:
        text = self._record.document.text
        cut = clip(text[start:end], limit)
        clipped = len(cut) < end - start
        stop = start + len(cut) - 2 if clipped else end
        marks = [(act.anchor.start, act.trigger.start, "quiet"), *_mark(act.trigger, f"trigger.{act.cls}")]
        if act.due is not None:
            marks += _mark(act.due.anchor, "due")
        words = passage(text, start, stop, marks)
        return words.append(" …", "quiet") if clipped else words


def reason(act: Act) -> Text:
    """Return what the rule saw that made the act, how binding a commitment is, and the rule's name."""
    rule = act.origin or "without a name"
    parts = [act.why.removeprefix(f"rule {rule.partition('/')[0]}: ") or f"read as {act.cls}"]
    if act.cls == "commitment":
        parts += [act.kind] if act.kind else []
        parts.append(f"strength {act.strength} of 3")
    return Text(f"{', '.join(parts)} (rule {rule})", "quiet")


def _mark(anchor: Anchor, style: str) -> Sequence[tuple[int, int, str]]:
    return [(anchor.start, anchor.end, style)]


def _loose_ends(record: Record, places: Places, console: Console, shown: Shown) -> Iterator[Text]:
    """Yield what was odd, the sentences without an act, and the count that accounts for every sentence."""
    if record.issues:
        issues = [
            Row(
                Text(issue.code, "issue"),
                Text(issue.message),
                "" if issue.anchor is None else places.of(issue.anchor.start),
            )
            for issue in record.issues
        ]
        yield from section("Issues", issues, console, str(len(issues)))
    idle = [sentence for sentence in record.sentences if sentence.role == "none"]
    if idle and shown.everything:
        rows = [
            Row(Text((s.reason or "").replace("-", " ")), Text(one_line(s.anchor.quote)), places.of(s.anchor.start))
            for s in idle
        ]
        yield from section("Sentences without an act", rows, console, str(len(rows)))
    roles, count = Counter(sentence.role for sentence in record.sentences), len(record.sentences)
    parts = [f"{roles[role]} {words[roles[role] > 1]}" for role, words in ROLE_WORDS.items() if roles[role]]
    yield Text()
    yield from wrap(
        Text(f"{count} {'sentence' if count == 1 else 'sentences'}: {', '.join(parts) or 'none'}", "quiet"),
        console.width,
        console,
    )
