"""Page furniture: the lines that are marked, and the look-alikes that are left in the text."""

import pytest

from communique.read import from_text
from communique.read.furniture import is_furniture

BODY = (
    "The ministers of the three countries met in Singapore on the margins of the annual security forum and "
    "reviewed the state of their cooperation at sea, in the air and in cyberspace.\n\n"
)

ANYWHERE = [
    "###",
    "# # #",
    "* * *",
    "***",
    "-30-",
    "- 30 -",
    "-END-",
    "[END]",
    "END",
    "Ends",
    "--------",
    "_____",
    "<!-- -->",
    "Begin text:",
    "https://www.example.org/news/2024/talks?id=7",
    "Source: https://www.example.org/a",
    "press@example.org",
    "reporter@example.co.kr (END)",
    "PDF (120 KB)",
    "(English version)",
    "Get emails about this page",
    "@example #talks",
    "Webp k7d02hq9x1mmz4r8",
    "IMG_20240910",
    "talks-photo-1.jpg",
    "Richard Marles, Minister for Defence | https://www.example.org/biography/richard-marles",
    "The harbour of Busan | Wikimedia Commons",
    "Photo: Ministry of Defence",
    "Photo by Staff Sgt. of the Air Force",
    "(Yonhap)",
    "A ship in port (Reuters)",
    "Ships at sea. EPA-EFE/POOL",
    "Share",
    "Share this article",
    "Share on Facebook",
    "Tweet",
    "Print this page",
    "Follow us on X",
    "Subscribe to our newsletter for weekly updates",
    "Sign up for our daily newsletter",
    "Read more:",
    "Read more about the talks",
    "Related stories",
    "Related Articles:",
    "ORGANIZATIONS IN THIS STORY",
    "People in this story",
    "You may also like",
    "Advertisement",
    "Skip to main content",
    "Back to top",
    "3 min read",
    "2 Comments",
    "Download PDF",
    "Copyright 2024 Example News. All rights reserved.",
    "© 2024 Example News",
    "This website uses cookies to give you the best experience.",
    "Accept all cookies",
    "Privacy Policy",
    "Terms of Use",
    "Tags: defence, trilateral, exercises",
    "Last updated: 12 September 2024",
    "Page 2 of 5",
    "- 3 -",
    "2/5",
    "Next article",
]

HEAD = [
    "FOR IMMEDIATE RELEASE",
    "For Immediate Release: September 10, 2024",
    "Press Release",
    "Embargoed until 10 a.m. KST",
    "THE WHITE HOUSE",
    "BRIEFING ROOM",
    "Statements and Releases",
    "Office of the Spokesperson",
    "Media Note",
    "Press release | 24 March 2022",
    "From: Prime Minister's Office",
    "Ministry of Foreign Affairs of Japan",
    "U.S. Department of Defense",
    "Home > News > Press releases",
    "Home » Statements",
    "By Kim Soo-yeon",
]

TAIL = [
    "Media contact: press office, 555 0100",
    "Contact",
    "Tel. 02-555-0100",
    "For more information, visit the ministry's page",
    "Notes to editors:",
    "Next",
    "Source: Ministry of Defence",
]

TEXT = [
    "Space",
    "Defense",
    "Iran",
    "Next Steps",
    "Other matters",
    "Search and rescue",
    "Follow the agreed timetable",
    "Share real-time warning data",
    "Share best practices on export controls",
    "Read out by the chair",
    "Printing of the joint plan",
    "End-use controls",
    "Ending violence at sea",
    "Sources of finance",
    "Contact group on Ukraine",
    "Photonics and quantum sensing",
    "Updated plans for the exercise",
    "Related resolutions of the Security Council",
    "Topics for the next dialogue",
    "Home affairs",
    "Closer cooperation",
    "Comments by the co-chairs on the plan",
    "Terms of reference of the working group",
    "The leaders met.",
    "2025",
    "Page",
    "Additional Protocol (AP)",
]


@pytest.mark.parametrize("line", ANYWHERE)
def test_furniture_anywhere(line):
    assert is_furniture(line)


@pytest.mark.parametrize("line", HEAD)
def test_furniture_of_a_pages_head(line):
    assert is_furniture(line, "head")
    assert not is_furniture(line)


@pytest.mark.parametrize("line", TAIL)
def test_furniture_of_a_pages_tail(line):
    assert is_furniture(line, "tail")
    assert not is_furniture(line)


@pytest.mark.parametrize("line", TEXT)
def test_text_is_none(line):
    assert not is_furniture(line)


def test_a_news_page_has_its_furniture_marked_and_kept():
    text = (
        "Officials hold talks in Singapore\n\nWebp k7d02hq9x1mmz4r8\nPenny Wong, Minister | https://www.example.org/wong\n\n"
        "Officials hold talks in Singapore\n\nORGANIZATIONS IN THIS STORY\n\n" + BODY + "They agreed to meet again.\n\n"
        "###\n\nORGANIZATIONS IN THIS STORY"
    )
    document = from_text(text)
    assert document.text == text
    assert [anchor.quote for anchor in document.furniture] == [
        "Webp k7d02hq9x1mmz4r8",
        "Penny Wong, Minister | https://www.example.org/wong",
        "ORGANIZATIONS IN THIS STORY",
        "###",
        "ORGANIZATIONS IN THIS STORY",
    ]
    assert [b.start for b in document.blocks if b.kind == "furniture"] == [a.start for a in document.furniture]


def test_the_same_words_are_furniture_at_the_head_only():
    text = "The White House\n\nJoint Statement on Trade\n\n" + BODY + "The White House\n\n" + BODY
    document = from_text(text)
    assert [anchor.start for anchor in document.furniture] == [0]


def test_the_seeds_furniture_is_that_of_its_annotation(shared):
    import json

    path = shared / "gold" / "seed-dtt-15.txt"
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["document"]["boilerplate"]
    document = from_text(path.read_text(encoding="utf-8"))
    assert {anchor.quote for anchor in document.furniture} == set(gold)
