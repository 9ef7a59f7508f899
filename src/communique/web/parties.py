"""Parties: the states and bodies that act, each with what it said and promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from communique.model.errors import RegisterError
from communique.register.commitments import Commitment, Filter
from communique.register.pages import DocumentRow, DocumentsWanted, PartyRow, documents, parties
from communique.register.things import Thing, Wanted
from communique.web.answer import twin
from communique.web.asked import AtMoment, Code
from communique.web.desk import AtDesk
from communique.web.lasting import lasting, lasting_of_texts

LISTED = 10

router = APIRouter(tags=["parties"])


@dataclass(frozen=True, slots=True)
class Parties:
    """All parties."""

    parties: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class PartyPage:
    """A party: the newest documents in which it speaks, its commitments by their last day, its people."""

    party: PartyRow
    name: str
    as_of: date
    documents: tuple[DocumentRow, ...]
    commitments: tuple[Commitment, ...]
    people: tuple[Thing, ...]
    frameworks: tuple[str, ...]


@twin(router, "/parties", "parties.html")
@lasting_of_texts
def list_parties(desk: AtDesk) -> Parties:
    """List the parties, those that speak in most documents first."""
    with desk.view() as view:
        return Parties(tuple(parties(view)))


@twin(router, "/parties/{code}", "party.html")
@lasting
def show_party(desk: AtDesk, code: Annotated[Code, Path()], asked: Annotated[AtMoment, Query()]) -> PartyPage:
    """Show a party: where it speaks, what it promised, who speaks for it."""
    moment = desk.moment(asked.as_of, asked.known_on)
    with desk.view() as view:
        own = next((one for one in parties(view) if one.code == code), None)
        if own is None:
            raise RegisterError(f"no document in this register lets a party {code!r} speak")
        return PartyPage(
            party=own,
            name=desk.names.get(code, code),
            as_of=moment.as_of,
            documents=tuple(documents(view, DocumentsWanted(party=code), moment, LISTED)[0]),
            commitments=view.commitments(Filter(party=code), moment, LISTED).found,
            people=tuple(view.things(Wanted("person", party=code), moment, LISTED * 2)[0]),
            frameworks=tuple(pack.title for pack in desk.packs if code in (*pack.codes, pack.code)),
        )
