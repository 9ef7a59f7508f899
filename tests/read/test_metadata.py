"""Title, date, kind, fidelity and language: what tells them, and what must not."""

from datetime import date

import pytest

from communique.read import from_text, read_bytes
from communique.read.days import first_day
from communique.read.kinds import kind_of
from communique.read.language import language_of

BODY = (
    "The ministers of the three countries met in Singapore on the margins of the annual security forum and "
    "reviewed the state of their cooperation at sea, in the air and in cyberspace.\n\n"
)
TITLE = "Joint Statement of the Ministers\n\n"

DATES = [
    ("a date line under the title", TITLE + "September 10, 2024\n\n" + BODY, None, date(2024, 9, 10)),
    ("day first, with a place", TITLE + "Seoul, 10 September 2024\n\n" + BODY, None, date(2024, 9, 10)),
    ("a weekday and an hour", TITLE + "Tuesday, Sept. 10, 2024, 10:30 a.m.\n\n" + BODY, None, date(2024, 9, 10)),
    ("an ISO date", TITLE + "2024-09-10\n\n" + BODY, None, date(2024, 9, 10)),
    ("East Asian order", TITLE + "2024. 9. 10.\n\n" + BODY, None, date(2024, 9, 10)),
    ("Japanese", TITLE + "2024年9月10日\n\n" + BODY, None, date(2024, 9, 10)),
    ("Korean", TITLE + "2024년 9월 10일\n\n" + BODY, None, date(2024, 9, 10)),
    ("French", TITLE + "Paris, le 10 septembre 2024\n\n" + BODY, None, date(2024, 9, 10)),
    ("run into the first sentence", TITLE + "SEOUL, Sept. 10, 2024 - " + BODY, None, date(2024, 9, 10)),
    ("run in, with an agency", TITLE + "SEOUL, September 10, 2024 (Yonhap) -- " + BODY, None, date(2024, 9, 10)),
    ("run in, day first", TITLE + "SEOUL, 10 September 2024 - " + BODY, None, date(2024, 9, 10)),
    ("run in, with the weekday", TITLE + "SEOUL, Tuesday, 10 September 2024 - " + BODY, None, date(2024, 9, 10)),
    ("run in, behind a stop", TITLE + "Seoul, Sept. 10, 2024.- " + BODY, None, date(2024, 9, 10)),
    ("run in, the place behind", TITLE + "10 September 2024, Seoul: " + BODY, None, date(2024, 9, 10)),
    ("hyphens", TITLE + "10-Sep-2024\n\n" + BODY, None, date(2024, 9, 10)),
    ("numbers of which one is no month", TITLE + "14/03/2025\n\n" + BODY, None, date(2025, 3, 14)),
    ("numbers of which either may be the month", TITLE + "10/09/2024\n\n" + BODY, None, None),
    ("in the title", "Statement of the Group on Ukraine, 11 October 2022\n\n" + BODY, None, date(2022, 10, 11)),
    ("by the file's name", TITLE + BODY, "2024-09-10-talks.txt", date(2024, 9, 10)),
    (
        "a date line holds over the name",
        TITLE + "September 9, 2024\n\n" + BODY,
        "2024-09-10-talks.txt",
        date(2024, 9, 9),
    ),
    ("a published line", TITLE + "Published: 10 September 2024\n\n" + BODY, None, date(2024, 9, 10)),
    ("under the text", TITLE + BODY + "Done at Seoul, 10 September 2024\n", None, date(2024, 9, 10)),
    ("in a sentence of the body only", TITLE + BODY + "They met on September 10, 2024, too.\n", None, None),
    ("the body begins with a date that is told", TITLE + "On September 10, 2024, the " + BODY, None, None),
    ("a month alone", TITLE + "September 2024\n\n" + BODY, None, None),
    ("no such day", TITLE + "February 31, 2024\n\n" + BODY, None, None),
    ("an ambiguous order is no date", TITLE + "10/09/2024\n\n" + BODY, None, None),
    ("a number is no date", TITLE + BODY, "20249910.txt", None),
    ("an updated line is none", TITLE + "Last updated: 12 September 2024\n\n" + BODY, None, None),
]


@pytest.mark.parametrize(("why", "text", "path", "expected"), DATES, ids=[case[0] for case in DATES])
def test_date(why, text, path, expected):
    assert from_text(text, path=path).date == expected


def test_the_callers_date_holds():
    assert from_text(TITLE + "May 2, 2023\n\n" + BODY, on=date(2024, 9, 10)).date == date(2024, 9, 10)


def test_date_in_the_address():
    document = read_bytes((TITLE + BODY).encode(), url="https://example.org/2024/09/10/talks")
    assert document.date == date(2024, 9, 10)


def test_the_seed_has_no_date_of_its_own(shared):
    path = shared / "gold" / "seed-dtt-15.txt"
    document = from_text(path.read_text(encoding="utf-8"), path=path.name)
    assert document.date is None
    assert document.kind == "news_story"
    assert document.fidelity == "report"


def test_first_day_passes_over_what_is_none():
    assert first_day("31 February 2024, then 1 March 2024") == date(2024, 3, 1)


WE = "We, the leaders of the two countries, met today."
THEY = "The leaders of the two countries met in Seoul and discussed trade."

KINDS = [
    ("Joint Statement of Japan and Australia", WE, "", "joint_statement"),
    ("Leaders’ Joint Statement", WE, "", "joint_statement"),
    ("G7 Leaders’ Statement", WE, "", "joint_statement"),
    ("Joint Vision Statement of the Partners", WE, "", "joint_statement"),
    ("Trilateral Ministerial Press Statement", THEY, "", "press_statement"),
    ("Joint Press Release on Trade", THEY, "", "press_statement"),
    ("Statement by Minister Penny Wong on the Launch of the Plan and the Fund", THEY, "", "press_statement"),
    ("Statement by Australia, Japan, and New Zealand on Fisheries", THEY, "", "joint_statement"),
    ("Washington Declaration", WE, "", "declaration"),
    ("Joint Declaration on Migration", WE, "", "declaration"),
    ("G7 Hiroshima Leaders’ Communiqué", WE, "", "communique"),
    ("The Jeddah Communique: A Joint Statement Between Two States", WE, "", "communique"),
    ("FACT SHEET: Implementation of the Partnership", THEY, "", "fact_sheet"),
    ("Joint Readout of the Meeting of Advisors", THEY, "", "readout"),
    ("Readout of the Launch of the Los Angeles Declaration", THEY, "", "readout"),
    ("Statement Welcoming the Aqaba Meeting and Communique", THEY, "", "press_statement"),
    ("Defence officials of three countries hold talks", THEY, "ORGANIZATIONS IN THIS STORY", "news_story"),
    ("Allies issue joint statement condemning launch", THEY, "Subscribe to our newsletter", "news_story"),
    ("Seoul, Tokyo vow closer ties", "SEOUL, Sept. 10 (Yonhap) -- " + THEY, "", "news_story"),
    ("Administration Announces New Partnership", THEY, "", "press_statement"),
    ("Minister's Meeting with the Ambassador", THEY, "", "readout"),
    ("Trilateral Leaders' Summit in the Mountains", "The president hosted the two leaders.", "", "readout"),
    ("Framework for Securing Supply", "The participants intend to cooperate.", "", None),
    (None, WE, "", "joint_statement"),
    (None, THEY, "", None),
    ("한미일 국방장관 공동성명", "", "", "joint_statement"),
    ("日米韓首脳共同声明", "", "", "joint_statement"),
]


@pytest.mark.parametrize(("title", "opening", "furniture", "expected"), KINDS, ids=[str(case[0]) for case in KINDS])
def test_kind(title, opening, furniture, expected):
    assert kind_of(title, opening, furniture) == expected


def test_an_unknown_kind_is_an_issue():
    document = from_text("Framework for Securing Supply\n\nThe participants intend to cooperate on supply.")
    assert document.kind is None
    assert [issue.code for issue in document.issues] == ["kind"]


def test_kinds_and_dates_of_the_annotated_statements(shared):
    import json

    for path in sorted((shared / "gold").glob("202[1-5]-*.json")):
        if path.name.startswith(HELD_OUT):
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))["document"]
        document = from_text(path.with_suffix(".txt").read_text(encoding="utf-8"))
        assert (document.kind, document.date.isoformat()) == (gold["kind"], gold["date"]), path.stem
        assert [anchor.quote for anchor in document.furniture] == gold["boilerplate"], path.stem


# Kept unseen, so that they can measure how well we read what we have not read.
HELD_OUT = ("2022-05-10", "2022-09-23", "2023-04-14", "2023-07-18", "2023-09-15", "2023-08-18")

FIDELITIES = [
    ("an official host", {"url": "https://www.mofa.go.kr/eng/brd/m_5676/view.do"}, "", "verbatim"),
    ("a government's archive", {"url": "https://bidenwhitehouse.archives.gov/x"}, "", "verbatim"),
    ("any other host", {"url": "https://example.org/x"}, "", "unknown"),
    ("a look-alike host", {"url": "https://mofa.go.kr.example.org/x"}, "", "unknown"),
    ("a file", {"path": "x.txt"}, "", "unknown"),
    (
        "the formula of release",
        {"path": "x.txt"},
        "The text of the following statement was released by the Governments of Japan and Australia.\n\n",
        "verbatim",
    ),
    (
        "a digest that says so",
        {"path": "x.txt"},
        "Digest written from public facts; not the official text\n\n",
        "paraphrase",
    ),
    ("a translation", {"url": "https://www.mofa.go.jp/x"}, "(Provisional Translation)\n\n", "translation"),
]


@pytest.mark.parametrize(("why", "origin", "before", "expected"), FIDELITIES, ids=[case[0] for case in FIDELITIES])
def test_fidelity(why, origin, before, expected):
    assert read_bytes((TITLE + before + BODY).encode(), **origin).fidelity == expected


def test_a_news_story_is_a_report():
    assert from_text("Ministers hold talks\n\n" + BODY + "Related stories\n").fidelity == "report"


LANGUAGES = [
    ("We welcome the outcome of the talks and look forward to the next round in Tokyo.", "en"),
    ("Joint Statement", "en"),
    ("세 나라의 국방 당국 대표들은 서울에서 회의를 열고 협력을 강화하기로 하였다.", "ko"),
    ("日米韓の防衛当局の代表はソウルで会合を開き、協力を強化することで一致した。", "ja"),
    ("三国防务部门代表在首尔举行会晤，就加强合作达成共识。", "zh"),
    ("Les ministres de la défense se sont réunis à Séoul et ont réaffirmé leur engagement en faveur de la paix.", "fr"),
    ("Los ministros de defensa se reunieron en Seúl y reafirmaron su compromiso con la paz y la estabilidad.", "es"),
    ("Die Verteidigungsminister trafen sich in Seoul und bekräftigten ihre Zusammenarbeit in der Region.", "de"),
    ("Министры обороны встретились в Сеуле и подтвердили приверженность миру и стабильности в регионе.", "ru"),
    ("12345 --", "und"),
]


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_language(text, expected):
    assert language_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), [case for case in LANGUAGES if case[1] not in ("en", "und")])
def test_another_language_is_an_issue_and_the_document_is_made(text, expected):
    document = from_text(text)
    assert document.language == expected
    assert "language" in [issue.code for issue in document.issues]


def test_a_foreign_part_is_an_issue():
    document = from_text(
        "Joint Statement\n\n" + BODY + "세 나라의 국방 당국 대표들은 서울에서 회의를 열고 협력을 강화하기로 하였다."
    )
    assert document.language == "en"
    assert [issue.code for issue in document.issues] == ["language"]


def test_english_text_does_not_load_the_detector():
    import subprocess
    import sys

    code = (
        "import sys; from communique.read import from_text; "
        f"from_text({(TITLE + BODY)!r}); "
        "print([m for m in ('py3langid', 'trafilatura', 'pypdfium2', 'docx', 'httpx', 'charset_normalizer', 'lxml', "
        "'numpy', 'spacy', 'markdown_it') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"Leaders\u2019 Statement: \u201CThe Way\_Ahead\u201D", "Leaders’ Statement: “The Way Ahead”"),
        (r"Statement on Sharing C:\users and \u000A \ud83d", r"Statement on Sharing C:\users and \u000A \ud83d"),
    ],
)
def test_a_title_has_the_signs_that_its_source_wrote_as_escapes(written, title):
    text = f"{written}\n\nSeptember 10, 2024\n\n{BODY}"
    document = from_text(text)
    assert document.title == title
    assert document.text.startswith(written)
