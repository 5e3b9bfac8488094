"""Page layouts of offices: memoranda, letters, minutes and records, in several languages."""

from __future__ import annotations

from converters.layout import apply
from tests.outline import assert_whole, outline, words_of


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
