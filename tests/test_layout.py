"""Page layouts: what each part of a page becomes, told on small pages."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters import layout
from converters.layout import LayoutError, Page, apply
from converters.layout.data import load, names
from converters.layout.parties import parties
from converters.layout.vocabulary import words
from converters.matching import AnyOf, pattern
from tei.metadata import Stated

SEED = Path(__file__).parent.parent / "seeds" / "000_3824588f5786910d.txt"


def outline(text: str, page: Page, *without: str) -> list[str]:
    """The blocks with their types and first words, in order."""
    lines = []
    for a in page.blocks:
        if a.element not in without:
            named = ".".join([a.element, *filter(None, [a.attrs.get("type")])])
            start, end = a.content
            lines.append(f"{named} {' '.join(text[start:end].split())[:28]}".rstrip())
    return lines


def words_of(stated: Stated | None) -> str:
    return stated.text if stated else ""


def assert_whole(text: str, page: Page) -> None:
    """All but blanks is in a block or outside the document, and every value is where it says."""
    covered = bytearray(len(text))
    for part in (*page.blocks, *page.outside):
        assert 0 <= part.start <= part.end <= len(text)
        covered[part.start : part.end] = b"\1" * (part.end - part.start)
    assert [c for c, seen in zip(text, covered, strict=True) if not seen and c not in " \t\r\n"] == []
    values = [getattr(page.metadata, field) for field in page.metadata.__dataclass_fields__]
    for value in values:
        for stated in value if isinstance(value, tuple) else (value,):
            if isinstance(stated, Stated) and stated.span:
                assert " ".join(text[slice(*stated.span)].split()) == stated.text


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

    TELEGRAM = """\
64. Telegram From the Ambassador in Iran ( Henderson ) to the Department of State

Tehran , May 3, 1953—2 p. m.

secret

4012. I saw the Prime Minister today.[1] He was very tired.

Henderson

[1] Source: Department of State, Central Files, 788.00/5–353. Secret; Priority.
"""

    def test_a_telegram(self) -> None:
        page = apply(self.TELEGRAM)
        assert (page.layout, page.cert) == ("frus", "high")
        assert outline(self.TELEGRAM, page) == [
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
        assert_whole(self.TELEGRAM, page)

    def test_what_its_heading_says(self) -> None:
        told = apply(self.TELEGRAM).metadata
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


class TestOffices:
    """Heads in several languages."""

    def test_a_german_memorandum(self) -> None:
        text = """\
Bundesministerium des Innern

Bonn, den 3. Mai 1958

Vermerk

Von: Ministerialrat Dr. Schmidt
An: Herrn Staatssekretär
Betreff: Unterbringung der Flüchtlinge

Vertraulich

In der Besprechung vom 2. Mai wurde festgestellt, daß die Unterbringung nicht mehr gesi-
chert ist. Ich bitte um Zustimmung.

Mit vorzüglicher Hochachtung

Dr. Schmidt
Ministerialrat
"""
        page = apply(text)
        assert page.layout == "memorandum"
        assert outline(text, page, "lb") == [
            "opener Bundesministerium des Innern",
            "seg.letterhead Bundesministerium des Innern",
            "dateline Bonn, den 3. Mai 1958",
            "head Vermerk",
            "argument Von: Ministerialrat Dr. Schm",
            "list.heads Von: Ministerialrat Dr. Schm",
            "label Von:",
            "item Ministerialrat Dr. Schmidt",
            "label An:",
            "item Herrn Staatssekretär",
            "label Betreff:",
            "item Unterbringung der Flüchtling",
            "opener Vertraulich",
            "seg.classification Vertraulich",
            "p In der Besprechung vom 2. Ma",
            "closer Mit vorzüglicher Hochachtung",
            "salute Mit vorzüglicher Hochachtung",
            "signed Dr. Schmidt Ministerialrat",
        ]
        told = page.metadata
        assert (words_of(told.place), words_of(told.date)) == ("Bonn", "3. Mai 1958")
        assert words_of(told.subject) == "Unterbringung der Flüchtlinge"
        assert [a.text for a in (*told.authors, *told.addressees)] == [
            "Ministerialrat Dr. Schmidt",
            "Herrn Staatssekretär",
        ]
        assert_whole(text, page)

    def test_a_french_letter_with_a_postscript(self) -> None:
        text = """\
Paris, le 12 mars 1947

À Monsieur le Ministre des Affaires étrangères

Monsieur le Ministre,

J'ai l'honneur de vous faire connaître que la délégation est arrivée hier soir.

Veuillez agréer, Monsieur le Ministre, l'expression de ma haute considération.

Jean Dupont

P.S. Les documents suivront par la valise.
"""
        page = apply(text)
        assert page.layout == "letter"
        assert outline(text, page) == [
            "opener Paris, le 12 mars 1947 À Mon",
            "dateline Paris, le 12 mars 1947",
            "seg.address À Monsieur le Ministre des A",
            "salute Monsieur le Ministre,",
            "p J'ai l'honneur de vous faire",
            "closer Veuillez agréer, Monsieur le",
            "salute Veuillez agréer, Monsieur le",
            "signed Jean Dupont",
            "postscript P.S. Les documents suivront",
            "p P.S. Les documents suivront",
        ]

    def test_a_russian_record_of_conversation(self) -> None:
        text = """\
Совершенно секретно
Экз. № 1

ЗАПИСЬ БЕСЕДЫ
с послом КНР в СССР Лю Сяо

15 мая 1962 г.

Сегодня принял посла КНР Лю Сяо по его просьбе. Посол вручил мне памятную записку.

Заместитель министра
В. Кузнецов
"""
        page = apply(text)
        assert page.layout == "minutes"
        assert outline(text, page, "lb", "opener", "closer") == [
            "seg.classification Совершенно секретно",
            "idno.reference Экз. № 1",
            "head ЗАПИСЬ БЕСЕДЫ с послом КНР в",
            "dateline 15 мая 1962 г.",
            "p Сегодня принял посла КНР Лю",
            "signed Заместитель министра В. Кузн",
        ]
        assert words_of(page.metadata.date) == "15 мая 1962 г."
        assert page.metadata.genre == "memorandum-of-conversation"

    def test_a_catalogue_record_of_another_archive(self) -> None:
        text = """\
Titel: Aussage von Anna Beck
Datum: 3. März 1946
Signatur: Yad Vashem Archives, O.33/123, Bl. 4-9
Übersetzerin: Maria Huber

Transkription

Ich heiße Anna Beck und wurde am 4. Mai 1920 in Brünn geboren.

Anna Beck
"""
        page = apply(text)
        assert page.layout == "catalogue"
        assert outline(text, page) == ["p Ich heiße Anna Beck und wurd", "closer Anna Beck", "signed Anna Beck"]
        told = page.metadata
        assert (words_of(told.title), words_of(told.date)) == ("Aussage von Anna Beck", "3. März 1946")
        assert words_of(told.repository) == "Yad Vashem Archives"

    def test_a_british_minute_with_a_note_below(self) -> None:
        text = """\
SECRET

Mr. Stevens

                         Sino-Soviet Relations

    The Chinese Chargé called on me this morning at his own request and left a note.

    2.  I told him that I would pass on what he had said.

                                        (A. J. de la Mare)
                                        May 14, 1962.

I agree. - R. S. Milward, 15/5.
"""
        page = apply(text)
        assert outline(text, page) == [
            "opener SECRET Mr. Stevens",
            "seg.classification SECRET",
            "seg.address Mr. Stevens",
            "head Sino-Soviet Relations",
            "p The Chinese Chargé called on",
            "p 2. I told him that I would p",
            "closer (A. J. de la Mare) May 14, 1",
            "signed (A. J. de la Mare)",
            "dateline May 14, 1962.",
            "note.routing I agree. - R. S. Milward, 15",
        ]

    def test_a_letterhead_beside_the_date_line(self) -> None:
        text = """\
Abteilung Internationale Verbindungen                    Berlin, den 12.3.1963

Streng vertraulich!

Aktenvermerk
über ein Gespräch mit dem Botschafter der VR China

An dem Gespräch nahmen teil:
Genosse Schwab
Genosse Wang Guoquan

Genosse Wang teilte mit, daß seine Regierung den Vorschlag geprüft habe.
"""
        page = apply(text)
        assert outline(text, page, "lb") == [
            "opener Abteilung Internationale Ver",
            "seg.letterhead Abteilung Internationale Ver",
            "dateline Berlin, den 12.3.1963",
            "seg.classification Streng vertraulich!",
            "head Aktenvermerk über ein Gesprä",
            "list.participants An dem Gespräch nahmen teil:",
            "head An dem Gespräch nahmen teil:",
            "item Genosse Schwab",
            "item Genosse Wang Guoquan",
            "p Genosse Wang teilte mit, daß",
        ]
        assert_whole(text, page)

    def test_a_chinese_note(self) -> None:
        text = "机密\n\n关于苏联政府备忘录的答复\n\n中国政府认真研究了备忘录。\n\n中华人民共和国外交部\n1962年4月29日\n"
        page = apply(text)
        assert [a.element for a in page.blocks] == ["opener", "seg", "head", "p", "closer", "signed", "dateline"]
        assert words_of(page.metadata.date) == "1962年4月29日"


class TestText:
    """Paragraphs and what is like them."""

    LINES = (
        "The committee met in the afternoon of the fourth of May and",
        "decided to put off its answer until the autumn.",
    )

    def test_a_paragraph_is_one_whether_wrapped_or_not(self) -> None:
        wrapped, whole = "\n".join(self.LINES), " ".join(self.LINES)
        for text in (f"{wrapped}\n\n{wrapped}\n", f"{whole}\n\n{whole}\n", f"{whole}\r\n\r\n{wrapped}"):
            assert [a.element for a in apply(text).blocks] == ["p", "p"]

    @pytest.mark.parametrize("width", [60, 72, 90])
    def test_a_document_reads_the_same_wrapped_to_any_width(self, width: int) -> None:
        paragraphs = [
            "64. Telegram From the Ambassador in Iran (Henderson) to the Department of State",
            "Tehran, May 3, 1953, 2 p.m.",
            "I saw the Prime Minister today. He was very tired, and said to Mr. J. R. Smith of this Embassy that he "
            "would go to the country in May 1953. He asked me what I thought of it, and I said nothing.",
            "1. The first point that he raised was that of the oil, of which he had been told very little by anybody "
            "who knew of it, and nothing by those who did not.",
            "Henderson",
        ]
        whole = apply("\n\n".join(paragraphs))
        wrapped = apply("\n\n".join(textwrap.fill(p, width) for p in paragraphs))
        assert [a.element for a in wrapped.blocks] == [a.element for a in whole.blocks]

    def test_long_lines_without_blank_lines_are_paragraphs(self) -> None:
        line = "This is a sentence that is part of a very long line. " * 4
        assert [a.element for a in apply(f"{line}\n{line}\n{line}").blocks] == ["p", "p", "p"]

    def test_a_word_divided_at_the_end_of_a_line(self) -> None:
        text = "The members of the committee were very much of the opin-\nion that nothing should be done about it."
        (break_,) = (a for a in apply(text).blocks if a.element == "lb")
        assert (text[break_.start : break_.end], dict(break_.attrs)) == ("-\n", {"break": "no"})
        assert break_.inner == (break_.end, break_.end)

    def test_page_numbers_running_heads_and_a_paragraph_over_the_page(self) -> None:
        text = """\
SECRET

It was decided to send the report to all the members of the

- 2 -

SECRET

council. The chairman thanked those present for coming to the

[Page 3]

SECRET

meeting.
"""
        page = apply(text)
        assert outline(text, page) == [
            "fw.header SECRET",
            "p It was decided to send the r",
            "pb",
            "fw.header SECRET",
            "pb",
            "fw.header SECRET",
        ]
        assert [a.attrs["n"] for a in page.blocks if a.element == "pb"] == ["2", "3"]
        assert_whole(text, page)

    def test_lists_tables_verse_and_rules(self) -> None:
        text = """\
The song was found in a notebook, and it goes as it is given here.

When evening comes upon the wire,
And all the towers are still,
We gather round a dying fire
Below the empty hill.

* * *

• bread
• salt

Adler\t1926\t4711
Beck\t1919\t4712

| Name | Born |
|------|------|
| Adler | 1926 |
"""
        page = apply(text)
        assert outline(text, page) == [
            "p The song was found in a note",
            "lg When evening comes upon the",
            "l When evening comes upon the",
            "l And all the towers are still",
            "l We gather round a dying fire",
            "l Below the empty hill.",
            "ab.separator * * *",
            "list • bread • salt",
            "label •",
            "item bread",
            "label •",
            "item salt",
            "table Adler 1926 4711 Beck 1919 47",
            "row Adler 1926 4711",
            "cell Adler",
            "cell 1926",
            "cell 4711",
            "row Beck 1919 4712",
            "cell Beck",
            "cell 1919",
            "cell 4712",
            "table | Name | Born | |------|----",
            "row | Name | Born |",
            "cell Name",
            "cell Born",
            "fw.rule |------|------|",
            "row | Adler | 1926 |",
            "cell Adler",
            "cell 1926",
        ]
        assert_whole(text, page)

    def test_headings_make_divisions(self) -> None:
        paragraph = "It is true that the Government of that country is faced with serious economic difficulties."
        text = (
            f"Report on the Islands\n\n{paragraph}\n\nEconomic Aspects\n\n{paragraph}\n\nII. Discussion\n\n{paragraph}"
        )
        assert outline(text, apply(text)) == [
            "head Report on the Islands",
            "p It is true that the Governme",
            "div.section Economic Aspects It is true",
            "head Economic Aspects",
            "p It is true that the Governme",
            "div.section II. Discussion It is true th",
            "head II. Discussion",
            "p It is true that the Governme",
        ]

    def test_a_quotation_of_two_paragraphs(self) -> None:
        text = """\
Notification letter sent both governments also contains following paragraphs, as was agreed at the meeting:

“The committee travel arrangements will probably require that it fly to Karachi.

“This should give opportunity to pay compliments to the Pakistan Government.”

The letter was then sent to both governments by the secretary of the commission.
"""
        assert [a.element for a in apply(text).blocks] == ["p", "quote", "p", "p", "p"]

    def test_the_lines_below_a_protocol(self) -> None:
        text = """\
Statement

I was born in Prague and came to Theresienstadt in the winter of 1941, together with my mother.

Signature: Adler Hanuš

Statement accepted by: Marta Kratková

On behalf of the archive:

Alex. Schmiedt
"""
        assert outline(text, apply(text)) == [
            "head Statement",
            "p I was born in Prague and cam",
            "closer Signature: Adler Hanuš State",
            "signed Signature: Adler Hanuš",
            "seg.witness Statement accepted by: Marta",
            "seg.witness On behalf of the archive:",
            "signed Alex. Schmiedt",
        ]


class TestOtherArchives:
    """Papers of other offices and centuries: one small page for each habit."""

    @staticmethod
    def of(text: str) -> list[str]:
        page = apply(text)
        assert_whole(text, page)
        return outline(text, page, "lb")

    def test_a_cabinet_minute(self) -> None:
        text = """\
THIS DOCUMENT IS THE PROPERTY OF HIS BRITANNIC MAJESTY'S GOVERNMENT

SECRET                                   Copy No. 38

CONCLUSIONS of a Meeting of the Cabinet held at 10 Downing Street, on Monday, 28th June, 1948, at 11 a.m.

Present:
The Right Hon. C. R. ATTLEE, M.P., Prime Minister (in the Chair).
The Right Hon. VISCOUNT ADDISON, Lord Privy Seal.

The following were also present:
Sir EDWARD BRIDGES, Treasury.

1. The Foreign Secretary informed the Cabinet of the latest developments.

Cabinet Office, Whitehall,
28th June, 1948.
"""
        page = apply(text)
        assert self.of(text) == [
            "opener THIS DOCUMENT IS THE PROPERT",
            "seg.letterhead THIS DOCUMENT IS THE PROPERT",
            "seg.classification SECRET",
            "idno.reference Copy No. 38",
            "head CONCLUSIONS of a Meeting of",
            "list.participants Present: The Right Hon. C. R",
            "head Present:",
            "item The Right Hon. C. R. ATTLEE,",
            "item The Right Hon. VISCOUNT ADDI",
            "list.participants The following were also pres",
            "head The following were also pres",
            "item Sir EDWARD BRIDGES, Treasury",
            "p 1. The Foreign Secretary inf",
            "closer Cabinet Office, Whitehall, 2",
            "dateline Cabinet Office, Whitehall, 2",
        ]
        assert words_of(page.metadata.date) == "Monday, 28th June, 1948"
        assert words_of(page.metadata.place) == "Cabinet Office, Whitehall"

    def test_a_letter_with_the_address_below(self) -> None:
        text = """\
PREM 11/3326

10, Downing Street,
Whitehall.
July 22, 1960.

My dear Mr. Chairman,

Thank you for your letter of July 14. I was disturbed to read it.

Yours sincerely,

(Sgd.) HAROLD MACMILLAN

His Excellency Mr. N. S. Khrushchev,
Chairman of the Council of Ministers,
The Kremlin, Moscow.

cc. Foreign Secretary
    Mr. de Zulueta
"""
        page = apply(text)
        assert self.of(text) == [
            "opener PREM 11/3326 10, Downing Str",
            "idno.reference PREM 11/3326",
            "seg.letterhead 10, Downing Street,",
            "seg.letterhead Whitehall.",
            "dateline July 22, 1960.",
            "salute My dear Mr. Chairman,",
            "p Thank you for your letter of",
            "closer Yours sincerely, (Sgd.) HARO",
            "salute Yours sincerely,",
            "signed (Sgd.) HAROLD MACMILLAN",
            "seg.address His Excellency Mr. N. S. Khr",
            "seg.witness cc. Foreign Secretary",
            "seg.witness Mr. de Zulueta",
        ]
        assert [stated.text for stated in page.metadata.authors] == ["HAROLD MACMILLAN"]
        assert [stated.text for stated in page.metadata.addressees] == ["His Excellency Mr. N. S. Khrushchev"]
        assert page.metadata.place is None

    def test_a_letter_of_the_eighteenth_century(self) -> None:
        text = """\
From George Washington to Philip Schuyler

Head Quarters Morris Town 17th Feby 1777.

Dear Sir

I have yours of the 4th before me. I am Dr Sir with great Esteem Yr most Obedt Servt

Go: Washington
"""
        page = apply(text)
        assert self.of(text) == [
            "head From George Washington to Ph",
            "opener Head Quarters Morris Town 17",
            "dateline Head Quarters Morris Town 17",
            "salute Dear Sir",
            "p I have yours of the 4th befo",
            "closer Go: Washington",
            "signed Go: Washington",
        ]
        assert (words_of(page.metadata.date), words_of(page.metadata.place)) == (
            "17th Feby 1777",
            "Head Quarters Morris Town",
        )
        assert [stated.text for stated in page.metadata.addressees] == ["Philip Schuyler"]

    def test_a_french_telegram_of_an_edition(self) -> None:
        text = """\
85

M. COUVE DE MURVILLE, AMBASSADEUR DE FRANCE À BONN,
À M. PINEAU, MINISTRE DES AFFAIRES ÉTRANGÈRES.

T. nos 3245 à 3251. Réservé¹.
Bonn, 2 novembre 1956.

Je me réfère à mon télégramme n° 3198.

COUVE DE MURVILLE
"""
        page = apply(text)
        assert self.of(text) == [
            "opener 85",
            "seg.letterhead 85",
            "head M. COUVE DE MURVILLE, AMBASS",
            "opener T. nos 3245 à 3251. Réservé¹",
            "idno.reference T. nos 3245 à 3251. Réservé¹",
            "dateline Bonn, 2 novembre 1956.",
            "p Je me réfère à mon télégramm",
            "closer COUVE DE MURVILLE",
            "signed COUVE DE MURVILLE",
        ]
        assert (words_of(page.metadata.date), words_of(page.metadata.place)) == ("2 novembre 1956", "Bonn")

    def test_who_had_copies_did_not_sign(self) -> None:
        text = """\
Hanoi has denounced the conference that was held in Manila.

SECRET

DISTRIBUTION:
State (INR)
DIA
NSA
"""
        assert self.of(text) == [
            "p Hanoi has denounced the conf",
            "closer SECRET DISTRIBUTION: State (",
            "seg.classification SECRET",
            "seg.witness DISTRIBUTION:",
            "seg.witness State (INR)",
            "seg.witness DIA",
            "seg.witness NSA",
        ]

    def test_what_stands_below_a_dated_signature_did_not_sign(self) -> None:
        text = "Der Zug, in den wir stiegen, fuhr nach Dachau, und dort blieben wir bis zum April.\n\nFür die Richtigkeit:\ngez. Ella Lingens\n\nLondon, den 14.3.1957\nThe Wiener Library\n"
        assert self.of(text)[2:] == [
            "seg.witness Für die Richtigkeit:",
            "signed gez. Ella Lingens",
            "dateline London, den 14.3.1957",
            "seg.witness The Wiener Library",
        ]

    def test_a_note_in_the_margin(self) -> None:
        text = "It was decided to wait until the autumn.\n\nCOLE\n\n[Marginal note by Mr. Bevin:] This must be dealt with at once.\n"
        assert self.of(text) == [
            "p It was decided to wait until",
            "closer COLE",
            "signed COLE",
            "note.marginal [Marginal note by Mr. Bevin:",
        ]

    def test_an_examination(self) -> None:
        text = """\
Deposition of William Parker, taken before me.

Q. Where do you live?
A. On South Street.
Q. Did the Mayor interfere?
A. No sir.
"""
        assert self.of(text) == [
            "p Deposition of William Parker",
            "sp Q. Where do you live?",
            "speaker Q.",
            "p Where do you live?",
            "sp A. On South Street.",
            "speaker A.",
            "p On South Street.",
            "sp Q. Did the Mayor interfere?",
            "speaker Q.",
            "p Did the Mayor interfere?",
            "sp A. No sir.",
            "speaker A.",
            "p No sir.",
        ]

    def test_an_outline_is_no_examination(self) -> None:
        text = "The plan.\n\nA. Bread.\n\nB. Salt.\n\nD. Oil.\n\nA. Men.\n\nB. Women.\n\nD. Oxen.\n"
        assert not any(line.startswith("sp") for line in self.of(text))

    def test_a_number_in_brackets_that_stands_alone_is_a_page(self) -> None:
        text = "SMITH: I went to Paris in May.\n\n[2]\n\nJONES: Did you go alone?\n"
        assert [line for line in self.of(text) if line.startswith("pb")] == ["pb"]

    def test_a_row_of_a_table_with_fewer_cells(self) -> None:
        text = """\
These are the figures of the camps in the zone.

Camp          Nationality    Men    Women
-----------------------------------------
Wegscheid     Polish         412      288
Ebelsberg     Jewish         350      297
-----------------------------------------
Total                        762      585
"""
        page = apply(text)
        cells = [a for a in page.blocks if a.element == "cell"]
        assert [text[slice(*a.content)] for a in cells[-3:]] == ["Total", "762", "585"]
        assert [a.attrs.get("cols", "") for a in cells[-3:]] == ["2", "", ""]
        assert sum(a.element == "row" for a in page.blocks) == 4

    def test_a_source_below_a_table_makes_no_catalogue_record(self) -> None:
        text = "Displaced persons, 1945\n\nWegscheid     Polish     412\nEbelsberg     Jewish     350\n\nThe figures for both are estimates of the team.\n\nThey were counted twice.\n\nSource: Area Team 3.\n"
        assert apply(text).outside == ()

    @pytest.mark.parametrize(
        ("heading", "authors", "addressees"),
        [
            ("Cable from the Chinese Embassy in Hanoi, 'Talk between He Wei and Pham Van Dong'", "Chinese Embassy in Hanoi", ""),
            ("Report, Embassy of Hungary in Korea to the Foreign Ministry", "Embassy of Hungary in Korea", "Foreign Ministry"),
            ("From George Washington to Philip Schuyler", "George Washington", "Philip Schuyler"),
            ("From MOSCOW to FOREIGN OFFICE", "", ""),
            ("Confidential report from John W. Dulanty to Joseph P. Walshe (Dublin)", "John W. Dulanty", "Joseph P. Walshe"),
            ("The Ambassador in the Soviet Union (Kohler) to the Department of State", "Kohler", "Department of State"),
            ("123 CABLEGRAM FROM EMBASSY IN WASHINGTON TO DEPARTMENT OF STATE", "EMBASSY IN WASHINGTON", "DEPARTMENT OF STATE"),
            ("LETTER FROM THE CHAIRMAN ADDRESSED TO THE PRESIDENT OF THE COUNCIL", "CHAIRMAN", "PRESIDENT OF THE COUNCIL"),
            ("Sir D. Kelly (Moscow) to Mr. Bevin (London)", "Sir D. Kelly", "Bevin"),
            ("Der Botschafter in Moskau an das Auswärtige Amt", "Botschafter in Moskau", "Auswärtige Amt"),
            ("Botschafter Groepper, Moskau, an das Auswärtige Amt", "Groepper", "Auswärtige Amt"),
            ("L'Ambassadeur de France à Londres à M. Pineau, ministre", "Ambassadeur de France à Londres", "Pineau"),
            ("M. CHAUVEL, AMBASSADEUR À LONDRES, À M. PINEAU, MINISTRE.", "CHAUVEL", "PINEAU"),
            ("L'ambasciatore a Parigi, Quaroni, al ministro degli Esteri, De Gasperi", "Quaroni", "De Gasperi"),
            ("IL MINISTRO, CIANO, AGLI AMBASCIATORI A BERLINO, ATTOLICO, E A PARIGI, GUARIGLIA", "CIANO", ""),
            ("El embajador en Roma al ministro de Estado", "embajador en Roma", "ministro de Estado"),
            ("Der Prinz an die Königin", "", ""),
            ("MEMORANDUM FOR THE PRESIDENT", "", "PRESIDENT"),
            ("Memorandum for the Record", "", ""),
        ],
    )  # fmt: skip
    def test_who_wrote_to_whom(self, heading: str, authors: str, addressees: str) -> None:
        found = {name: heading[a:b] for name, a, b, _ in parties(heading)}
        assert (found.get("authors", ""), found.get("addressees", "")) == (authors, addressees)


class TestRouting:
    """Notes of those who handled a document are told by their form."""

    @pytest.mark.parametrize(
        "note",
        [
            "Comrade [Zhang] Hanfu, please check.—[Qiao] Guanhua, 8/5, 1963.",
            "To Vice Minister Ji for approval — Wu, 3 May",
            "Read and agreed. —Zhou, May 6",
            "Тов. Громыко. Прошу ознакомиться. — Н. Хрущев, 12/5",
            "Herrn Staatssekretär z.K. — Schmidt, 4.5.",
        ],
    )
    def test_they_stand_above_the_title(self, note: str) -> None:
        text = f"{note}\n\nReport on the Border\n\nThe border was quiet in the month of May.\n"
        blocks = [(a.element, text[a.start : a.end]) for a in apply(text).blocks]
        assert blocks[:3] == [("front", note), ("note", note), ("head", "Report on the Border")]

    @pytest.mark.parametrize("text", ["The results were poor—Germany, 1945", "He said no — Stalin", "A — B"])
    def test_other_dashes_are_no_notes(self, text: str) -> None:
        page = apply(f"{text}\n\nThe border was quiet in the month of May.\n")
        assert all(a.element != "note" for a in page.blocks)


class TestChoosing:
    """The layout is chosen with reasons, or told."""

    def test_reasons_are_given(self) -> None:
        chosen, cert, reasons = layout.choose(TestFrus.TELEGRAM)
        assert (chosen.name, cert) == ("frus", "high")
        assert reasons[0].startswith("begins with a number and the kind of document (“64. Telegram From")

    def test_bare_text_is_plain(self) -> None:
        assert layout.choose("Only a sentence.")[0].name == "plain"

    def test_a_layout_by_name(self) -> None:
        page = apply(TestFrus.TELEGRAM, "plain")
        assert (page.layout, page.reasons) == ("plain", ("as told",))
        with pytest.raises(LayoutError, match="unknown layout 'nosuch'; there are cabinet, catalogue, cia-report"):
            apply("x", "nosuch")

    def test_a_layout_of_ones_own(self, tmp_path: Path) -> None:
        path = tmp_path / "diary.toml"
        path.write_text(
            'description = "Diaries."\n[[rule]]\nas = "dateline"\nwhere = "top"\nis = "Day (?P<date>[0-9]+)"\n',
            encoding="utf-8",
        )
        text = "Day 12\n\nNothing happened today."
        assert outline(text, apply(text, path)) == ["opener Day 12", "dateline Day 12", "p Nothing happened today."]
        assert words_of(apply(text, str(path)).metadata.date) == "12"

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("[[rule]]\nwhere = 'top'\nis = 'x'", "rule 1: 'as' is missing"),
            ("[[rule]]\nas = 'head'\nis = '('", "rule 1: missing \\)"),
            ("[[rules]]\nas = 'head'", "unknown key 'rules'"),
            ("[[rule]]\nas = 'head'\nis = 'x'\nwhen = 'y'", "rule 1: unknown key 'when'"),
            ("rule = ", "Invalid value"),
        ],
    )
    def test_errors_name_the_file_and_the_rule(self, tmp_path: Path, content: str, message: str) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(LayoutError, match=f"mine.toml: {message}"):
            apply("text", path)

    def test_a_missing_file_is_named(self) -> None:
        with pytest.raises(LayoutError, match=r"no/such\.toml: No such file"):
            apply("text", "no/such.toml")

    @pytest.mark.parametrize("name", names())
    def test_the_layouts_that_come_with_regesta_are_sound(self, name: str) -> None:
        one = load(name)
        assert one.description
        for rule in one.rules:
            pattern(rule.expression)
            assert rule.where <= {"first", "top", "end"}
        for sign in one.signs:
            pattern(sign.expression)
            assert sign.says
            assert sign.where in {"first", "head", "top", "end", "any"}
        assert AnyOf([rule.expression for rule in one.rules]).find("") is not None

    def test_a_label_stands_for_one_field(self) -> None:
        assert words().labels["betreff"].field == "subject"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("\n", "\n\n", "\r\n", "\r", "\f", "\u00a0", "\u2028", " ", "\t", "|", "[1]", "[Page 2]", "- 3 -"),
                *("1. ", "• ", "Dear Bob:", "SECRET", "From: ", "A: b", "“x", "”", "Washington, May 3, 1953"),
                *("Sincerely,", "Enclosure", "get citation", "Wilson Center Digital Archive"),
                *("Document Information", "word and word.", "\ud800", "é"),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_every_character_has_its_place(text: str) -> None:
    page = apply(text)
    covered = bytearray(len(text))
    for block in page.blocks:
        assert 0 <= block.start <= block.content[0] <= block.content[1] <= block.end <= len(text)
    for part in (*page.blocks, *page.outside):
        covered[part.start : part.end] = b"\1" * (part.end - part.start)
    assert all(seen or c in " \t\r\n" for c, seen in zip(text, covered, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        " \t\r\n",
        "\u00a0",
        "\f",
        "x" * 2_000_000,
        "\n" * 2_000_000,
        "[" * 100_000,
        "a\n" * 20_000,
        "1. a\n\n" * 5_000,
    ],
    ids=[
        "empty",
        "newline",
        "blank",
        "no-break space",
        "form feed",
        "one line",
        "newlines",
        "brackets",
        "lines",
        "items",
    ],
)
def test_odd_texts(text: str) -> None:
    page = apply(text)
    assert all(a.end <= len(text) for a in page.blocks)


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Held on 4 March 1921", "", "4 March 1921"),
        ("Held at Vienna, on 4 March 1921", "Vienna", "4 March 1921"),
        ("Given at London, the 4th March 1921", "London", "4th March 1921"),
    ],
)
def test_a_date_line_may_say_what_was_done_then(line: str, place: str, date: str) -> None:
    text = f"MINUTES OF A CONFERENCE\n{line}\n\nPresent: Mr. A. Brown, Chairman\nDr. C. Green\n\nHe opened the meeting.\n"
    found = layout.apply(text, None, language="en").metadata
    assert (found.place.text if found.place else "", found.date.text if found.date else "") == (place, date)


def test_words_divided_in_an_item_of_a_list() -> None:
    text = (
        "The following was agreed:\n\n(a) that the fund be closed and the re-\nport be sent;\n"
        "(b) that Dr. Green write to the Treasurer.\n\nThe meeting then rose, and all went home by train.\n"
    )
    found = [b for b in layout.apply(text, None, language="en").blocks if b.element in ("item", "lb")]
    assert sorted((b.start, b.element, b.attrs.get("break", "")) for b in found) == [
        (text.index("that the"), "item", ""), (text.index("-\n"), "lb", "no"), (text.index("that Dr."), "item", ""),
    ]  # fmt: skip


TELEGRAM_OF_THE_FOREIGN_OFFICE = """\
From: Sir F. Roberts (Moscow)
To: Foreign Office
No. 1024  Confidential
25 June, 1962

My telegram No. 1019: Laos.

Mr. Kuznetsov sent for me this morning.
"""


def test_what_stands_below_the_value_of_a_label_is_no_part_of_it() -> None:
    found = layout.apply(TELEGRAM_OF_THE_FOREIGN_OFFICE, None, language="en").metadata
    assert [stated.text for stated in found.addressees] == ["Foreign Office"]
    assert words_of(found.date) == "25 June, 1962"
