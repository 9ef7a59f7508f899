"""Extract a Record from a Document: pure, the same input gives the same output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.extract.acts import find_acts
from communique.extract.assemble import assemble
from communique.extract.context import Context
from communique.extract.dates import find_times, first_date
from communique.extract.exercises import find_exercises
from communique.extract.instruments import find_instruments
from communique.extract.meetings import find_meetings
from communique.extract.organizations import find_organizations
from communique.extract.parse import load_parser, parse
from communique.extract.parties import find_parties, find_speakers
from communique.extract.persons import find_persons
from communique.extract.plover import code_acts
from communique.model import Document, Record
from communique.packs import Pack, load_packs

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["extract", "load_parser"]


def extract(document: Document, *, nlp: Language | None = None, packs: Sequence[Pack] | None = None) -> Record:
    """Return the record of a document.

    `nlp` is a spaCy pipeline with a parser (default: `load_parser()`), `packs` the frameworks to know (default: all
    that ship with Communique). Pure: no clock, no network, no file but the models and lexicons. Of a text in a language
    that is not read, the record has the sentences and nothing that English rules would misread in them.
    """
    parsed = parse(document, load_parser() if nlp is None else nlp)
    if parsed.is_foreign:
        return assemble(Context(parsed, (), document.date), ())
    on = first_date(parsed) if document.date is None else document.date
    context = Context(parsed, tuple(load_packs() if packs is None else packs), on)
    context = replace(context, times=find_times(parsed, on), parties=find_parties(parsed, context.packs))
    context = replace(context, persons=find_persons(context))
    context = replace(context, speakers=find_speakers(context))
    context = replace(context, organizations=find_organizations(context))
    context = replace(context, instruments=find_instruments(context))
    context = replace(context, exercises=find_exercises(context))
    context = replace(context, meetings=find_meetings(context))
    return assemble(context, code_acts(context, find_acts(context)))
