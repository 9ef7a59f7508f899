"""Names of bodies, persons and places on re3d, beside the bare spaCy model over the same parse.

    python -m benchmarks.names [FOLDER] [--errors]

FOLDER holds re3d's folders with `documents.json` and `entities.json` (default: benchmarks/re3d-dev of the shared
material beside the repository). Only annotations of confidence 0.5 and more count.

A name found is right where it overlaps an annotated one of its type (each counted once, the longest overlap first);
`exact` asks for the same words, an article at either's start apart. re3d also annotates what is no name: pronouns
("We"), common nouns ("partner forces", "a supply route"), posts without a name. No reader here finds those, so recall
stays low; `named` leaves out annotations without a capital letter and pronouns, for ours and for spaCy alike.

spaCy's labels: ORG for Organisation, PERSON for Person, GPE, LOC and FAC for Location.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from communique.extract.context import Context
from communique.extract.names import find_places
from communique.extract.organizations import find_organizations
from communique.extract.parse import Parsed, load_parser, parse
from communique.extract.parties import find_parties
from communique.extract.persons import find_persons
from communique.packs import load_packs
from communique.read import from_text

SHARED = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "re3d-dev"
TYPES = ("Organisation", "Person", "Location")
LABELS = {"ORG": "Organisation", "PERSON": "Person", "GPE": "Location", "LOC": "Location", "FAC": "Location"}
_PRONOUNS = frozenset(
    ["i", "we", "they", "he", "she", "it", "you", "our", "their", "his", "her", "my", "its", "us", "me", "them", "who"]
)
_ARTICLES = ("the ", "a ", "an ")

Span = tuple[int, int]
Names = dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class Text:
    """One document of the corpus with its annotated names by type."""

    name: str
    text: str
    golds: Names


@dataclass(slots=True)
class Tally:
    """Names matched, annotated and found."""

    matched: int = 0
    exact: int = 0
    gold: int = 0
    found: int = 0

    @property
    def figures(self) -> tuple[float, float, float, float]:
        """Precision, recall and F1 of overlap, and F1 of exact match."""
        precision, recall = _share(self.matched, self.found), _share(self.matched, self.gold)
        return (
            precision,
            recall,
            _f1(precision, recall),
            _f1(_share(self.exact, self.found), _share(self.exact, self.gold)),
        )


@dataclass(slots=True)
class Figures:
    """The tallies of one reader by type, over all annotations and over those that are names."""

    whole: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in TYPES})
    named: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in TYPES})


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def load(folder: Path) -> list[Text]:
    """Return the texts of re3d folders; raise `FileNotFoundError` where there are none."""
    texts = [text for entities in sorted(folder.rglob("entities.json")) for text in _load_one(entities)]
    if not texts:
        raise FileNotFoundError(f"no re3d folders under {folder}")
    return texts


def _load_one(entities: Path) -> Iterator[Text]:
    golds: dict[str, Names] = {}
    for entity in _lines(entities):
        if entity["type"] in TYPES and entity["confidence"] >= 0.5:
            named = golds.setdefault(entity["documentId"], {kind: [] for kind in TYPES})
            named[entity["type"]].append((entity["begin"], entity["end"]))
    for document in _lines(entities.with_name("documents.json")):
        named = golds.get(document["_id"], {kind: [] for kind in TYPES})
        yield Text(document["title"], document["text"], {kind: sorted(set(named[kind])) for kind in TYPES})


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def ours(parsed: Parsed) -> Names:
    """Return the names Communique finds: mentions of persons and bodies, and places."""
    packs = tuple(load_packs())
    context = Context(parsed, packs, None, parties=find_parties(parsed, packs))
    context = replace(context, persons=find_persons(context))
    context = replace(context, organizations=find_organizations(context))
    return {
        "Organisation": [(m.start, m.end) for thing in context.organizations for m in thing.mentions],
        "Person": [(m.start, m.end) for person in context.persons for m in person.mentions],
        "Location": [(place.start, place.end) for place in find_places(context)],
    }


def bare(parsed: Parsed) -> Names:
    """Return the entities of the bare spaCy model."""
    names: Names = {kind: [] for kind in TYPES}
    for sentence in parsed.sentences:
        for entity in sentence.span.ents:
            if entity.label_ in LABELS:
                start = sentence.offset + entity.start_char
                names[LABELS[entity.label_]].append((start, start + len(entity.text)))
    return names


def match(golds: Iterable[Span], found: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Return one-to-one pairs of overlapping spans, the longest overlap first."""
    pairs = sorted(
        ((min(g[1], f[1]) - max(g[0], f[0]), g, f) for g in golds for f in found if g[0] < f[1] and f[0] < g[1]),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    used: set[tuple[str, Span]] = set()
    kept = []
    for _, gold, span in pairs:
        if ("g", gold) not in used and ("f", span) not in used:
            used |= {("g", gold), ("f", span)}
            kept.append((gold, span))
    return kept


def count(tally: Tally, text: str, golds: list[Span], found: list[Span]) -> list[tuple[Span, Span]]:
    """Add one document's names of one type to a tally and return the pairs."""
    pairs = match(golds, found)
    tally.gold += len(golds)
    tally.found += len(found)
    tally.matched += len(pairs)
    tally.exact += sum(_without_article(text, gold) == _without_article(text, span) for gold, span in pairs)
    return pairs


def _without_article(text: str, span: Span) -> Span:
    start, end = span
    article = next((a for a in _ARTICLES if text[start:end].lower().startswith(a)), "")
    return start + len(article), end


def is_name(text: str, span: Span) -> bool:
    """Tell whether an annotated span is a name: a capital letter in it, and no pronoun."""
    words = text[span[0] : span[1]]
    return words.lower() not in _PRONOUNS and any(letter.isupper() for letter in words.removeprefix("The "))


def evaluate(texts: list[Text], *, errors: bool = False) -> dict[str, Figures]:
    """Return the figures of both readers over the texts."""
    nlp = load_parser()
    readers = {"communique": ours, "spaCy alone": bare}
    figures = {name: Figures() for name in readers}
    for text in texts:
        parsed = parse(from_text(text.text), nlp)
        for name, reader in readers.items():
            found = reader(parsed)
            for kind in TYPES:
                spans = sorted(set(found[kind]))
                pairs = count(figures[name].whole[kind], text.text, text.golds[kind], spans)
                proper = [gold for gold in text.golds[kind] if is_name(text.text, gold)]
                count(figures[name].named[kind], text.text, proper, spans)
                if errors and reader is ours:
                    _show(text, kind, proper, spans, pairs)
    return figures


def _show(text: Text, kind: str, golds: list[Span], spans: list[Span], pairs: list[tuple[Span, Span]]) -> None:
    matched = {span for pair in pairs for span in pair}
    for verdict, group in (("missed", golds), ("extra", spans)):
        for start, end in group:
            if (start, end) not in matched:
                around = (
                    text.text[max(0, start - 40) : start] + "[" + text.text[start:end] + "]" + text.text[end : end + 30]
                )
                print(f"{kind:12} {verdict:6} {' '.join(around.split())}")


def main(arguments: list[str] | None = None) -> int:
    """Print the table; return 1 where ours is not above the bare model in a type."""
    parser = argparse.ArgumentParser(description="Names on re3d, beside the bare spaCy model.")
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--errors", action="store_true", help="print what ours missed and what it found too much")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"no folder {options.folder}: name the one that holds re3d", file=sys.stderr)
        return 2
    texts = load(options.folder)
    figures = evaluate(texts, errors=options.errors)
    print(f"{len(texts)} documents      {'P':>6}{'R':>7}{'F1':>7}{'exact':>7}   {'named: P':>9}{'R':>7}{'F1':>7}")
    for kind in TYPES:
        for name, tallies in figures.items():
            whole, named = tallies.whole[kind].figures, tallies.named[kind].figures
            cells = (
                "".join(f"{value:7.3f}" for value in whole) + "   " + "".join(f"{value:7.3f}" for value in named[:3])
            )
            print(
                f"{kind:13}{name:12}{cells}   ({tallies.whole[kind].gold} annotated, {tallies.named[kind].gold} names)"
            )
    own, other = figures["communique"].whole, figures["spaCy alone"].whole
    return 0 if all(own[kind].figures[2] > other[kind].figures[2] for kind in TYPES) else 1


if __name__ == "__main__":
    sys.exit(main())
