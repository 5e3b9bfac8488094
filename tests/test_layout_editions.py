"""Page layouts of editions: the Wilson Center and Foreign Relations of the United States."""

from __future__ import annotations

from pathlib import Path

from converters.layout import apply
from tests.outline import TELEGRAM, assert_whole, outline, words_of

SEED = Path(__file__).parent.parent / "seeds" / "000_3824588f5786910d.txt"


class TestWilsonCenter:
    """Web pages and PDF copies: a record around the text."""

    def test_the_seed(self) -> None:
        text = SEED.read_text(encoding="utf-8")
        page = apply(text)

        assert (page.layout, page.cert) == ("wilson-center", "high")
        assert [text[o.start : o.end].splitlines()[0] for o in page.outside] == ["Search in"]
        assert outline(text, page)[:5] == [
            "front Comrade [Zhang] Hanfu, pleas",
            "note.routing Comrade [Zhang] Hanfu, pleas",
            "note.routing Sent to Vice Premier Chen [Y",
            "head Response to the Soviet Side’",
            "p The Chinese Government has c",
        ]
        told = page.metadata
        assert words_of(told.title) == (
            "Response to the Soviet Side’s Memorandum of 29 April on the Mass Exodus of Xinjiang Chinese "
            "Residents to the Soviet Union"
        )
        assert words_of(told.date) == "April 29, 1962"
        assert words_of(told.abstract).startswith("The Chinese Government rejects the Soviet position")
        assert words_of(told.publisher) == "History and Public Policy Program Digital Archive"
        assert words_of(told.repository) == "PRC FMA"
        assert [(i.text, i.attrs["type"]) for i in told.idnos] == [("118-01154-04", "shelfmark")]
        assert told.locus is not None
        assert dict(told.locus.attrs) == {"from": "35", "to": "39"}
        assert [t.text for t in told.translators] == ["Charles Kraus"]
        assert [f.text for f in told.funders] == ["MacArthur Foundation", "Henry Luce Foundation"]
        assert_whole(text, page)

    def test_a_pdf_copy_with_labels_and_wrapped_lines(self) -> None:
        text = """\
Digital Archive
International History Declassified
digitalarchive.wilsoncenter.org

December 1, 1956
Protocol No. 62 of CPSU CC Presidium Session

Citation:
"Protocol No. 62 of CPSU CC Presidium Session," December 01, 1956, History and Public Policy Program
Digital Archive, TsKhSD, F. 3, Op. 14, D. 84, Ll. 1-3. Obtained by Mark Kramer and translated by
Svetlana Savranskaya.
https://digitalarchive.wilsoncenter.org/document/111884

Summary:
The Presidium discusses the situation in Hungary.

Original Language:
Russian

Contents:
- English Translation

Scan of Original Document

Top Secret

The members of the Presidium heard a report by Comrade Serov on the situation in the
Hungarian capital. They decided to instruct Comrades Zhukov and Konev.
"""
        page = apply(text)
        told = page.metadata
        assert outline(text, page) == [
            "opener Top Secret",
            "seg.classification Top Secret",
            "p The members of the Presidium",
        ]
        assert words_of(told.repository) == "TsKhSD"
        assert [(i.text, i.attrs["type"]) for i in told.idnos] == [("3", "fonds"), ("14", "opis"), ("84", "delo")]
        assert [t.text for t in (*told.editors, *told.translators)] == ["Mark Kramer", "Svetlana Savranskaya"]
        assert words_of(told.abstract) == "The Presidium discusses the situation in Hungary."
        assert told.original_language == "ru"
        assert_whole(text, page)

    def test_a_record_below_the_text(self) -> None:
        text = """\
Wilson Center Digital Archive

June 14, 1954

Report from Ambassador Wang

English

The ambassador had a talk with the Foreign Minister about the trade of both countries.

Wang Bingnan
14 June 1954

Document Information

Source

PRC FMA 110-00123-01, 1-2. Translated by Jeffrey Wang.

Original Uploaded Date

2011-11-20

Language

Chinese
"""
        page = apply(text, language="en")
        assert outline(text, page) == [
            "p The ambassador had a talk wi",
            "closer Wang Bingnan 14 June 1954",
            "signed Wang Bingnan",
            "dateline 14 June 1954",
        ]
        assert [text[o.start : o.end].split()[0] for o in page.outside] == ["Wilson", "Document"]
        assert words_of(page.metadata.title) == "Report from Ambassador Wang"
        assert (page.metadata.language, page.metadata.original_language) == ("en", "zh")
        assert [t.text for t in page.metadata.translators] == ["Jeffrey Wang"]
        assert_whole(text, page)

    def test_a_page_without_labels(self) -> None:
        text = """\
Skip to content

March 5, 1965

Cable from the Division of European Affairs to the Embassy in Hungary

This document was made possible with support from MacArthur Foundation

To: Budapest

Contents: Asking to check up on several situations

Embassy in Hungary:

Please immediately devise a way to investigate the following matters and report back your findings.

    Division of European Affairs

The Foreign Ministry requires additional details on the protests in Budapest.

Document Information

PRC FMA 109-03333-02, 7-8. Obtained by You Lan and translated by Jake Miller.

The History and Public Policy Program welcomes reuse of Digital Archive materials for research.

Record ID
"""
        page = apply(text)
        told = page.metadata
        assert page.layout == "wilson-center"
        assert outline(text, page) == [
            "argument To: Budapest Contents: Askin",
            "list.heads To: Budapest Contents: Askin",
            "label To:",
            "item Budapest",
            "label Contents:",
            "item Asking to check up on severa",
            "opener Embassy in Hungary:",
            "salute Embassy in Hungary:",
            "p Please immediately devise a",
            "closer Division of European Affairs",
            "signed Division of European Affairs",
        ]
        assert words_of(told.title) == "Cable from the Division of European Affairs to the Embassy in Hungary"
        assert (
            words_of(told.abstract) == "The Foreign Ministry requires additional details on the protests in Budapest."
        )
        assert words_of(told.repository) == "PRC FMA"
        assert [t.text for t in (*told.editors, *told.translators)] == ["You Lan", "Jake Miller"]
        assert_whole(text, page)


class TestFrus:
    """Documents of an edition: a numbered heading, a date line, the text, a signature, notes."""

    def test_a_telegram(self) -> None:
        page = apply(TELEGRAM)
        assert (page.layout, page.cert) == ("frus", "high")
        assert outline(TELEGRAM, page) == [
            "head 64. Telegram From the Ambass",
            "opener Tehran , May 3, 1953—2 p. m.",
            "dateline Tehran , May 3, 1953—2 p. m.",
            "seg.classification secret",
            "p 4012. I saw the Prime Minist",
            "closer Henderson",
            "signed Henderson",
            "back [1] Source: Department of St",
            "div.notes [1] Source: Department of St",
            "note.source [1] Source: Department of St",
        ]
        assert_whole(TELEGRAM, page)

    def test_what_its_heading_says(self) -> None:
        told = apply(TELEGRAM).metadata
        assert (words_of(told.number), words_of(told.place), told.genre) == ("64", "Tehran", "telegram")
        assert words_of(told.date) == "May 3, 1953—2 p. m."
        assert [(a.text, dict(a.attrs)) for a in told.authors] == [
            ("Henderson", {"type": "person", "role": "Ambassador in Iran"})
        ]
        assert [(a.text, dict(a.attrs)) for a in told.addressees] == [("Department of State", {"type": "org"})]
        assert words_of(told.repository) == "Department of State"
        assert words_of(told.classification) == "secret"

    def test_a_conversation(self) -> None:
        text = """\
64. Memorandum of Conversation

New York, October 5, 1973, 3:45–4:15 p.m.

PARTICIPANTS

Morocco

Foreign Minister Benhima

U.S.

The Secretary

Mr. Peter W. Rodman, NSC Staff

SUBJECT

Bilateral Relations

Benhima: Your time is even shorter than mine.

The Secretary: Not at all.

Benhima: We have studied your note.

The Secretary: What do you think of it?

[The meeting ended.]
"""
        page = apply(text)
        assert outline(text, page, "opener", "dateline") == [
            "head 64. Memorandum of Conversati",
            "list.participants PARTICIPANTS Morocco Foreign",
            "head PARTICIPANTS",
            "item Morocco Foreign Minister Ben",
            "label Morocco",
            "list Foreign Minister Benhima",
            "item Foreign Minister Benhima",
            "item U.S. The Secretary Mr. Peter",
            "label U.S.",
            "list The Secretary Mr. Peter W. R",
            "item The Secretary",
            "item Mr. Peter W. Rodman, NSC Sta",
            "list.subject SUBJECT Bilateral Relations",
            "head SUBJECT",
            "item Bilateral Relations",
            "sp Benhima: Your time is even s",
            "speaker Benhima:",
            "p Your time is even shorter th",
            "sp The Secretary: Not at all.",
            "speaker The Secretary:",
            "p Not at all.",
            "sp Benhima: We have studied you",
            "speaker Benhima:",
            "p We have studied your note.",
            "sp The Secretary: What do you t",
            "speaker The Secretary:",
            "p What do you think of it?",
            "p [The meeting ended.]",
        ]
        told = page.metadata
        assert [p.text for p in told.participants] == [
            "Foreign Minister Benhima",
            "The Secretary",
            "Mr. Peter W. Rodman, NSC Staff",
        ]
        assert (words_of(told.subject), told.genre) == ("Bilateral Relations", "memorandum-of-conversation")
        assert_whole(text, page)

    def test_an_enclosure_is_a_division_of_its_own(self) -> None:
        text = """\
12. Letter From the Under Secretary of State (Ball) to Secretary of Defense McNamara

Washington, July 31, 1965.

Dear Bob:

I send you the paper of which we spoke.

Sincerely,

George W. Ball

Enclosure

The paper itself says very little that is new to anybody.
"""
        page = apply(text)
        assert outline(text, page) == [
            "div.document 12. Letter From the Under Se",
            "head 12. Letter From the Under Se",
            "opener Washington, July 31, 1965. D",
            "dateline Washington, July 31, 1965.",
            "salute Dear Bob:",
            "p I send you the paper of whic",
            "closer Sincerely, George W. Ball",
            "salute Sincerely,",
            "signed George W. Ball",
            "div.enclosure Enclosure The paper itself s",
            "head Enclosure",
            "p The paper itself says very l",
        ]

    def test_a_web_copy_with_nested_lists_and_figures_of_footnotes(self) -> None:
        text = """\
136. Memorandum of Conversation0

SUBJECT

  • Germany and Berlin

PARTICIPANTS

  • U.S.
    • The Secretary
    • Mr. Akalovsky

Mr. Gromyko wished to make some points which he had discussed with the President,1 and left.

  1. Source: Department of State, Central Files, 110.11–RU/10–162. Secret.
"""
        page = apply(text)
        assert outline(text, page) == [
            "head 136. Memorandum of Conversat",
            "list.subject SUBJECT • Germany and Berlin",
            "head SUBJECT",
            "item • Germany and Berlin",
            "list.participants PARTICIPANTS • U.S. • The Se",
            "head PARTICIPANTS",
            "item • U.S. • The Secretary • Mr.",
            "label • U.S.",
            "list • The Secretary • Mr. Akalov",
            "item • The Secretary",
            "item • Mr. Akalovsky",
            "p Mr. Gromyko wished to make s",
            "back 1. Source: Department of Sta",
            "div.notes 1. Source: Department of Sta",
            "note.source 1. Source: Department of Sta",
        ]
        assert [p.text for p in page.metadata.participants] == ["The Secretary", "Mr. Akalovsky"]
        assert (words_of(page.metadata.title), words_of(page.metadata.number)) == ("Memorandum of Conversation", "136")

    def test_an_older_volume(self) -> None:
        text = """\
124.61/263: Telegram

The Ambassador to the Soviet Union (Standley) to the Secretary of State

Moscow, August 8, 1943—noon.

1038. My number 1010, August 3, 5 p.m. Kuibyshev advises that office there will be closed.

Standley
"""
        page = apply(text)
        assert outline(text, page) == [
            "opener 124.61/263: Telegram",
            "seg.file 124.61/263: Telegram",
            "head The Ambassador to the Soviet",
            "opener Moscow, August 8, 1943—noon.",
            "dateline Moscow, August 8, 1943—noon.",
            "p 1038. My number 1010, August",
            "closer Standley",
            "signed Standley",
        ]
        (author,) = page.metadata.authors
        assert (author.text, author.attrs["role"]) == ("Standley", "Ambassador to the Soviet Union")
