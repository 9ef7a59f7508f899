"""`communique search`: documents with words in them, each with a passage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from communique.cli.day import DAY
from communique.cli.kept import at_moment, moment, on_register, packs, paged, put_json, viewing
from communique.cli.party import party_code
from communique.model.act import CLASSES
from communique.model.document import DOCUMENT_KINDS


class Words(click.Command):
    """A command that takes words, of which one after a hyphen is a word to leave out and no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the words to leave out behind `--`, and say so where that is no help."""
        ours = args[: args.index("--")] if "--" in args else args
        left_out = [word for place, word in enumerate(ours) if self._leaves_out(ours, place, ctx)]
        rest = [word for place, word in enumerate(ours) if not self._leaves_out(ours, place, ctx)]
        return super().parse_args(ctx, [*rest, "--", *left_out, *args[len(ours) + 1 :]] if left_out else args)

    def _leaves_out(self, args: Sequence[str], place: int, ctx: click.Context) -> bool:
        """Tell whether an argument is a word after one hyphen that is neither an option nor the value of one."""
        word = args[place]
        if not word.startswith("-") or word.startswith("--") or len(word) < 2 or word in ctx.help_option_names:
            return False
        options = [one for one in self.params if isinstance(one, click.Option) and not one.is_flag]
        return place == 0 or all(args[place - 1] not in one.opts for one in options)


@click.command("search", cls=Words, short_help="Search the texts; shows where the words stand.")
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--party", metavar="CODE", help="In documents in which this party speaks (KOR, USA, EU ...).")
@click.option("--series", metavar="NAME", help="Of this series of meetings, or of this framework (trilateral).")
@click.option("--class", "cls", type=click.Choice(CLASSES), help="With an act of this class.")
@click.option("--kind", type=click.Choice(DOCUMENT_KINDS), metavar="KIND", help="Of this kind (joint_statement ...).")
@click.option("--from", "first", type=DAY, metavar="DATE", help="Of this day or later.")
@click.option("--until", "last", type=DAY, metavar="DATE", help="Of this day or before.")
@paged
@at_moment
@on_register
def command(
    words: tuple[str, ...],
    party: str | None,
    series: str | None,
    cls: str | None,
    kind: str | None,
    first: datetime | None,
    last: datetime | None,
    **given: Any,
) -> None:
    """Search titles and texts for all WORDS, whatever their endings, and show a passage of each document.

    "Words in quotation marks" stand together; -word leaves documents out. Nothing else has a meaning.
    """
    from communique.register.full_text import BEGIN, END
    from communique.register.pages import DocumentsWanted, documents

    at = moment(given["as_of"], given["known_on"])
    asked = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with viewing(given["place"]) as view:
        wanted = DocumentsWanted(
            words=asked,
            party=party_code(view, party),
            series=None if series is None else view.circle_of(series, packs()),
            cls=cls,
            kind=kind,
            after=None if first is None else first.date(),
            before=None if last is None else last.date(),
        )
        found, more = documents(view, wanted, at, given["limit"], (given["page"] - 1) * given["limit"])
    if given["as_json"]:
        marked = [
            {
                "key": hit.key,
                "title": hit.title,
                "date": hit.date,
                "framework": hit.framework,
                "snippet": (hit.snippet or "").replace(BEGIN, "[").replace(END, "]"),
            }
            for hit in found
        ]
        put_json({"more": more, "found": marked})
        return
    from rich.text import Text

    from communique.cli.show.kept import more_line
    from communique.cli.show.layout import Row, print_lines, section
    from communique.cli.terminal import console
    from communique.words.days import day_words

    def row(hit: Any) -> Row:
        body = Text()
        for number, part in enumerate((hit.snippet or "").replace(END, BEGIN).split(BEGIN)):
            body.append(part, "name" if number % 2 else "")
        note = Text(f"{hit.key} · {' '.join((hit.title or 'Without a title').split())}", "quiet")
        return Row(Text("" if hit.date is None else day_words(hit.date)), body, "", (note,))

    screen = console(given["color"])
    lines = list(section("Found", map(row, found), screen))
    print_lines([*lines[1:], more_line(len(found), given["page"], more=more, nothing=_nothing(words))], screen)


def _nothing(words: Sequence[str]) -> str:
    """Return what to say where nothing was found."""
    if all(word.startswith("-") for word in words):
        return "none: name a word to find too, beside those to leave out"
    return "no document has all these words"
