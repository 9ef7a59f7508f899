"""Records to JSON (schema `communique.record/1`) and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from communique.model.act import Act, Due, PloverActor, PloverEvent
from communique.model.anchor import Anchor
from communique.model.document import Block, Document, Source
from communique.model.interval import Interval, TimeExpression
from communique.model.issue import Issue
from communique.model.record import SCHEMA, Record, Sentence
from communique.model.things import Exercise, Instrument, Meeting, Organization, Participant, Person

Json = dict[str, Any]


def record_to_json(record: Record) -> Json:
    """Return the record as one JSON object; equal records give equal objects with keys in a fixed order."""
    return {
        "schema": SCHEMA,
        "document": _document(record.document),
        "sentences": [
            {
                "anchor": _anchor(s.anchor),
                "role": s.role,
                "reason": s.reason,
                "paragraph": s.paragraph,
                "number": s.number,
            }
            for s in record.sentences
        ],
        "acts": [_act(act) for act in record.acts],
        "meetings": [_meeting(meeting) for meeting in record.meetings],
        "exercises": [
            _thing(x)
            | {
                "name": x.name,
                "ordinal": x.ordinal,
                "status": x.status,
                "start": _day(x.start),
                "end": _day(x.end),
                "domains": list(x.domains),
            }
            for x in record.exercises
        ],
        "instruments": [
            _thing(x) | {"name": x.name, "kind": x.kind, "date": x.date, "parties": list(x.parties)}
            for x in record.instruments
        ],
        "persons": [_thing(x) | {"name": x.name, "post": x.post, "party": x.party} for x in record.persons],
        "organizations": [_thing(x) | {"name": x.name, "acronym": x.acronym} for x in record.organizations],
        "dates": [_time(time) for time in record.dates],
        "issues": [_issue(issue) for issue in record.issues],
    }


def record_from_json(data: Mapping[str, Any]) -> Record:
    """Return the record that `record_to_json` wrote; raise `ValueError` on another schema."""
    if data.get("schema") != SCHEMA:
        raise ValueError(f"schema {data.get('schema')!r} is not {SCHEMA!r}")
    return Record(
        document=_read_document(data["document"]),
        sentences=tuple(
            Sentence(_read_anchor(s["anchor"]), s["role"], s["paragraph"], s["number"], s.get("reason"))
            for s in data["sentences"]
        ),
        acts=tuple(_read_act(a) for a in data["acts"]),
        meetings=tuple(_read_meeting(m) for m in data["meetings"]),
        exercises=tuple(
            Exercise(
                **_read_thing(x),
                ordinal=x["ordinal"],
                status=x["status"],
                start=_read_day(x["start"]),
                end=_read_day(x["end"]),
                domains=tuple(x["domains"]),
            )
            for x in data["exercises"]
        ),
        instruments=tuple(
            Instrument(**_read_thing(x), kind=x["kind"], date=x["date"], parties=tuple(x["parties"]))
            for x in data["instruments"]
        ),
        persons=tuple(Person(**_read_thing(x), post=x["post"], party=x["party"]) for x in data["persons"]),
        organizations=tuple(Organization(**_read_thing(x), acronym=x["acronym"]) for x in data["organizations"]),
        dates=tuple(_read_time(t) for t in data["dates"]),
        issues=tuple(_read_issue(i) for i in data["issues"]),
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _anchor(anchor: Anchor) -> Json:
    return {"start": anchor.start, "end": anchor.end, "quote": anchor.quote}


def _read_anchor(data: Mapping[str, Any]) -> Anchor:
    return Anchor(data["start"], data["end"], data["quote"])


def _anchors(anchors: Iterable[Anchor]) -> list[Json]:
    return [_anchor(anchor) for anchor in anchors]


def _read_anchors(data: Iterable[Mapping[str, Any]]) -> tuple[Anchor, ...]:
    return tuple(_read_anchor(anchor) for anchor in data)


def _issue(issue: Issue) -> Json:
    return {
        "code": issue.code,
        "message": issue.message,
        "anchor": None if issue.anchor is None else _anchor(issue.anchor),
    }


def _read_issue(data: Mapping[str, Any]) -> Issue:
    return Issue(data["code"], data["message"], None if data["anchor"] is None else _read_anchor(data["anchor"]))


def _document(document: Document) -> Json:
    source = document.source
    place: Json = (
        {"stdin": True} if source.stdin else {"url": source.url} if source.url is not None else {"path": source.path}
    )
    if source.origin is not None:
        place["origin"] = source.origin
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "date": _day(document.date),
        "language": document.language,
        "speakers": list(document.speakers),
        "source": place | {"media_type": source.media_type, "sha256": source.sha256},
        "fidelity": document.fidelity,
        "text": document.text,
        "furniture": _anchors(document.furniture),
        "blocks": [
            {"start": b.start, "end": b.end, "kind": b.kind, "level": b.level, "marker": b.marker}
            for b in document.blocks
        ],
    }


def _read_document(data: Mapping[str, Any]) -> Document:
    source = data["source"]
    return Document(
        id=data["id"],
        text=data["text"],
        title=data["title"],
        kind=data["kind"],
        date=_read_day(data["date"]),
        language=data["language"],
        source=Source(
            source["media_type"],
            source["sha256"],
            source.get("path"),
            source.get("url"),
            source.get("stdin", False),
            source.get("origin"),
        ),
        fidelity=data["fidelity"],
        blocks=tuple(Block(**block) for block in data["blocks"]),
        furniture=_read_anchors(data["furniture"]),
        speakers=tuple(data["speakers"]),
    )


def _act(act: Act) -> Json:
    return {
        "id": act.id,
        "anchor": _anchor(act.anchor),
        "trigger": _anchor(act.trigger),
        "class": act.cls,
        "actors": list(act.actors),
        "target": list(act.target),
        "strength": act.strength,
        "kind": act.kind,
        "actions": _anchors(act.actions),
        "due": None if act.due is None else _due(act.due),
        "recurrence": act.recurrence,
        "refers_to": list(act.refers_to),
        "origin": act.origin,
        "why": act.why,
        "plover": None if act.plover is None else _plover(act.plover),
    }


def _plover(event: PloverEvent) -> Json:
    return {
        "event": event.event,
        "source": [_plover_actor(actor) for actor in event.source],
        "target": [_plover_actor(actor) for actor in event.target],
    }


def _plover_actor(actor: PloverActor) -> Json:
    return {
        "code": actor.code,
        "sector": actor.sector,
        "anchor": None if actor.anchor is None else _anchor(actor.anchor),
    }


def _read_plover(data: Mapping[str, Any]) -> PloverEvent:
    source, target = (tuple(_read_plover_actor(actor) for actor in data[side]) for side in ("source", "target"))
    return PloverEvent(data["event"], source, target)


def _read_plover_actor(data: Mapping[str, Any]) -> PloverActor:
    anchor = data["anchor"]
    return PloverActor(data["code"], data["sector"], None if anchor is None else _read_anchor(anchor))


def _due(due: Due) -> Json:
    interval = due.interval
    return {
        "phrase": due.anchor.quote,
        "anchor": _anchor(due.anchor),
        "earliest": _day(interval.earliest),
        "latest": _day(interval.latest),
        "vague": interval.vague,
        "precision": interval.precision,
    }


def _read_act(data: Mapping[str, Any]) -> Act:
    due = data["due"]
    return Act(
        id=data["id"],
        anchor=_read_anchor(data["anchor"]),
        trigger=_read_anchor(data["trigger"]),
        cls=data["class"],
        actors=tuple(data["actors"]),
        target=tuple(data["target"]),
        strength=data["strength"],
        kind=data["kind"],
        actions=_read_anchors(data["actions"]),
        due=None if due is None else Due(_read_anchor(due["anchor"]), _read_interval(due)),
        recurrence=data["recurrence"],
        refers_to=tuple(data["refers_to"]),
        origin=data["origin"],
        why=data["why"],
        plover=None if data.get("plover") is None else _read_plover(data["plover"]),
    )


def _read_interval(data: Mapping[str, Any]) -> Interval:
    return Interval(_read_day(data["earliest"]), _read_day(data["latest"]), data["vague"], data["precision"])


def _thing(thing: Meeting | Exercise | Instrument | Person | Organization) -> Json:
    return {
        "id": thing.id,
        "anchor": _anchor(thing.anchor),
        "mentions": _anchors(thing.mentions),
        "origin": thing.origin,
    }


def _read_thing(data: Mapping[str, Any]) -> Json:
    return {
        "id": data["id"],
        "anchor": _read_anchor(data["anchor"]),
        "mentions": _read_anchors(data["mentions"]),
        "name": data["name"],
        "origin": data["origin"],
    }


def _meeting(meeting: Meeting) -> Json:
    return _thing(meeting) | {
        "name": meeting.name,
        "series": meeting.series,
        "ordinal": meeting.ordinal,
        "status": meeting.status,
        "main": meeting.main,
        "start": _day(meeting.start),
        "end": _day(meeting.end),
        "place": meeting.place,
        "host": meeting.host,
        "format": meeting.format,
        "participants": [{"name": p.name, "post": p.post, "party": p.party} for p in meeting.participants],
    }


def _read_meeting(data: Mapping[str, Any]) -> Meeting:
    return Meeting(
        **_read_thing(data),
        series=data["series"],
        ordinal=data["ordinal"],
        status=data["status"],
        main=data["main"],
        start=_read_day(data["start"]),
        end=_read_day(data["end"]),
        place=data["place"],
        host=data["host"],
        format=data["format"],
        participants=tuple(Participant(p["name"], p["post"], p["party"]) for p in data["participants"]),
    )


def _time(time: TimeExpression) -> Json:
    interval = time.interval
    return {
        "anchor": _anchor(time.anchor),
        "core": _anchor(time.core),
        "earliest": _day(interval.earliest),
        "latest": _day(interval.latest),
        "precision": interval.precision,
        "vague": interval.vague,
        "recurrence": time.recurrence,
        "deadline": time.deadline,
        "origin": time.origin,
    }


def _read_time(data: Mapping[str, Any]) -> TimeExpression:
    return TimeExpression(
        anchor=_read_anchor(data["anchor"]),
        core=_read_anchor(data["core"]),
        interval=_read_interval(data),
        recurrence=data["recurrence"],
        deadline=data["deadline"],
        origin=data["origin"],
    )
