"""`communique search`: documents with words in them, each with a passage."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.kept import at_moment, moment, on_register, paged, put_json, viewing


@click.command("search", short_help="Search the texts; shows where the words stand.")
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@paged
@at_moment
@on_register
def command(words: tuple[str, ...], **given: Any) -> None:
    """Search titles and texts for all WORDS, whatever their endings, and show a passage of each document.

    "Words in quotation marks" stand together; -word leaves documents out (after `--`). Nothing else has a meaning.
    """
    at = moment(given["as_of"], given["known_on"])
    asked = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with viewing(given["place"]) as view:
        found = view.search(asked, at, given["limit"] + 1, (given["page"] - 1) * given["limit"])
    more, found = len(found) > given["limit"], found[: given["limit"]]
    from communique.register.full_text import BEGIN, END

    if given["as_json"]:
        marked = [
            {
                "key": hit.key,
                "title": hit.title,
                "date": hit.date,
                "framework": hit.framework,
                "snippet": hit.snippet.replace(BEGIN, "[").replace(END, "]"),
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
        for number, part in enumerate(hit.snippet.replace(END, BEGIN).split(BEGIN)):
            body.append(part, "name" if number % 2 else "")
        note = Text(f"{hit.key} · {' '.join((hit.title or 'Without a title').split())}", "quiet")
        return Row(Text("" if hit.date is None else day_words(hit.date)), body, "", (note,))

    screen = console(given["color"])
    lines = list(section("Found", map(row, found), screen))
    print_lines([*lines[1:], more_line(len(found), given["page"], more=more)], screen)
