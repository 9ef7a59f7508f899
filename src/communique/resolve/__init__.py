"""Resolve: which items of different documents are one thing, and which later act bears on which commitment."""

from __future__ import annotations

from collections.abc import Sequence

from communique.packs import Pack
from communique.resolve.link import EVIDENCE, POSSIBLE, RELATIONS, SAME, SURE, Link
from communique.resolve.subject import ActSubject, ItemSubject, Reference, Setting, Subject

__all__ = [
    "EVIDENCE",
    "POSSIBLE",
    "RELATIONS",
    "SAME",
    "SURE",
    "ActSubject",
    "ItemSubject",
    "Link",
    "Reference",
    "Setting",
    "Subject",
    "propose",
]


def propose(new: Sequence[Subject], candidates: Sequence[Subject], packs: Sequence[Pack] = ()) -> list[Link]:
    """Return the links between subjects of a new document and those of documents that are kept already."""
    return []
