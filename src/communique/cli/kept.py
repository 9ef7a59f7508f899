"""What all commands on a register share: their options, opening it, and writing JSON."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from communique.cli.day import DAY
from communique.cli.terminal import shared

if TYPE_CHECKING:
    from communique.packs import Pack
    from communique.register import Register
    from communique.register.moment import Moment
    from communique.register.view import View

Function = TypeVar("Function", bound=Callable[..., Any])

PAGE = 25
"""Items of a list's page."""


def _set_wait(_context: click.Context, _option: click.Parameter, seconds: float | None) -> None:
    if seconds is not None:
        from communique.register import engine

        engine.WAIT_SECONDS = seconds


def on_register(function: Function) -> Function:
    """Add the options of every command on a register."""
    for option in (
        click.option(
            "--wait",
            type=click.FloatRange(0),
            metavar="SECONDS",
            expose_value=False,
            callback=_set_wait,
            help="How long to wait where another program writes to the register's file. Default: 30.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Write JSON."),
        click.option(
            "--register",
            "place",
            metavar="PATH|URL",
            help="The register: a file, or postgresql://... Default: COMMUNIQUE_REGISTER, else communique.db here.",
        ),
    ):
        function = option(function)
    return shared(function)


def at_moment(function: Function) -> Function:
    """Add the options that set the day asked about, and whose knowledge answers."""
    for option in (
        click.option(
            "--known-on", type=DAY, metavar="DATE", help="Answer with what the register knew at the end of this day."
        ),
        click.option("--as-of", type=DAY, metavar="DATE", help="The day asked about. Default: today."),
    ):
        function = option(function)
    return function


def paged(function: Function) -> Function:
    """Add the options that choose the page of a list."""
    for option in (
        click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page."),
        click.option(
            "--limit", type=click.IntRange(1, 1000), default=PAGE, show_default=True, help="How many on a page."
        ),
    ):
        function = option(function)
    return function


def moment(as_of: datetime | None = None, known_on: datetime | None = None) -> Moment:
    """Return the moment that the options name; the clock is read here and nowhere else."""
    from communique.register.moment import Moment

    return Moment(date.today() if as_of is None else as_of.date(), None if known_on is None else known_on.date())


@contextmanager
def viewing(place: str | None) -> Iterator[View]:
    """Give a view of the register that the option names."""
    from communique.register import open_register

    register = open_register(place)
    try:
        with register.view() as view:
            yield view
    finally:
        register.close()


@contextmanager
def opened(place: str | None, *, create: bool = False, waiting_told: bool = True) -> Iterator[Register]:
    """Give the register that the option names; a person is told where it is another's turn to write."""
    from communique.register import engine, open_register

    if waiting_told:
        engine.tell_of_waiting(_say_it_waits)
    register = open_register(place, create=create)
    try:
        yield register
    finally:
        register.close()


def _say_it_waits() -> None:
    from communique.cli.report import say

    say("another program is writing to this register: waiting for it (Ctrl-C stops, --wait SECONDS sets how long)")


def person() -> str:
    """Return the name under which a person's decisions are kept: COMMUNIQUE_USER, else that of the account."""
    name = os.environ.get("COMMUNIQUE_USER", "").strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def packs() -> tuple[Pack, ...]:
    """Return the packs that ship."""
    from communique.packs import load_packs

    return load_packs()


def put_json(value: Any) -> None:
    """Write a value as indented JSON, dataclasses as objects and days as ISO texts."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.flush()


def plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    return value
