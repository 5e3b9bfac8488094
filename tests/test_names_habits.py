"""Persons without an authority, in the habits of many languages, and in other letters."""

from __future__ import annotations

import pytest

from tests.named import RUBOTTOM, authority, person, persons, recognised


class TestPersonsWithoutAnAuthority:
    @pytest.mark.parametrize(
        ("text", "language", "words"),
        [
            ("Foreign Minister Taboada agreed.", "en", "Taboada"),
            ("I saw Piotr Jaroszewicz there.", "en", "Piotr Jaroszewicz"),
            ("according to R.G.K. Thompson", "en", "R.G.K. Thompson"),
            ("The Ambassador in the Netherlands (Baruch) to the Secretary", "en", "Baruch"),
            ("with captain Spievek", "en", "Spievek"),
            ("I saw Secretary of State Christian Herter.", "en", "Christian Herter"),
            ("the Minister of Public Works Carlos Dantas", "en", "Carlos Dantas"),
            ("Minister of Economy Emelio D. del Carril", "en", "Emelio D. del Carril"),
            ("I met Toshiro K. Shimanouchi.", "en", "Toshiro K. Shimanouchi"),
            ("It is clear that Kerridge despises him.", "en", "Kerridge"),
            ("I told Kerridge that it was late.", "en", "Kerridge"),
            ("We saw Kerridge’s brother.", "en", "Kerridge"),
            ("Not so Kerridge, who was ill.", "en", "Kerridge"),
            ("Kerridge and I left.", "en", "Kerridge"),
            ("Then Walt Rostow asked for it.", "en", "Walt Rostow"),
            ("I saw Treasury Minister Emilio Colombo.", "en", "Emilio Colombo"),
            ("Andropov Yu. V. spoke first.", "en", "Andropov Yu. V."),
            ("Comrade Andropov Yu.V. spoke.", "en", "Andropov Yu.V."),
            ("Es kam Joh. Seb. Bach.", "de", "Joh. Seb. Bach"),
            ("They say that Kerridge was arrested.", "en", "Kerridge"),
            ("Das hat Baumeister Kroy gesagt.", "de", "Kroy"),
            ("France (Pineau) said so.", "en", "Pineau"),
            ("The Foreign Minister, Molotov, said so.", "en", "Molotov"),
            ("Toshiro Shimanouchi, Consul General at Los Angeles", "en", "Toshiro Shimanouchi"),
            ("Assistant Secretary of State for European Affairs Roy Rubottom", "en", "Roy Rubottom"),
            ("Foreign Minister Von Brentano", "en", "Von Brentano"),
            ("It was Mr. Page.", "en", "Page"),
            ("It was Mr. Thomas C. Mann.", "en", "Thomas C. Mann"),
            ("Es kam Herr Löwenherz.", "de", "Löwenherz"),
            ("der Oberscharführer Hanke", "de", "Hanke"),
            ("Valerie Straussová, geb. Kantorová", "de", "Kantorová"),
            ("avec M. Jean Monnet", "fr", "Jean Monnet"),
            ("de la visite que lord Halifax doit faire", "fr", "Halifax"),
            ("сказал, что лорд Хьюм прибудет", "ru", "Хьюм"),
            ("встретился с тов. Громыко", "ru", "Громыко"),
            ("Хрущев Н.С. сказал", "ru", "Хрущев Н.С."),
            ("with Chou En-lai in Peking", "en", "Chou En-lai"),
        ],
    )
    def test_by_form(self, text: str, language: str, words: str) -> None:
        assert words in [found for found, _ in persons(text, language=language)]

    @pytest.mark.parametrize("text", ["Mr. President, I thank you.", "the General Assembly", "the Secretary General"])
    def test_a_title_alone_is_no_name(self, text: str) -> None:
        assert persons(text) == []

    def test_an_abbreviation_behind_an_article_is_no_name(self) -> None:
        assert persons("L'ambassadeur de l'U.R.S.S. a remis une note.", language="fr") == []

    def test_one_bearer_becomes_one_entity(self) -> None:
        found = recognised("Frederick Nolting came. Mr. Nolting spoke. Nolting left.")
        assert [(e.id, [n.text for n in e.names]) for e in found.entities] == [
            ("frederick-nolting", ["Frederick Nolting", "Nolting"])
        ]
        assert {a.attrs["ref"] for a in found.annotations} == {"#frederick-nolting"}

    def test_a_list_with_the_surname_first(self) -> None:
        text = "1/ Kohn Jakob\n2/ Bauer Rudolf\n3/ Stepper Max\n"
        assert [words for words, _ in persons(text, language="de")] == ["Kohn Jakob", "Bauer Rudolf", "Stepper Max"]

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Gespräch mit Außenminister Schröder", "Schröder"),
            ("des sowjetischen Verteidigungsministers Malinowski", "Malinowski"),
            ("Aufzeichnung des Vortragenden Legationsrats I. Klasse Blumenfeld", "Blumenfeld"),
            ("Aufzeichnung des Gesandten von Walther", "von Walther"),
            ("Gesandter Freiherr von Braun kam.", "von Braun"),
            ("vom Kriminalkommissar Lehmann verhaftet", "Lehmann"),
            ("der Landgerichtsdirektor Weber", "Weber"),
        ],
    )
    def test_german_titles_of_several_words_in_one(self, text: str, name: str) -> None:
        assert [words for words, _ in persons(text, language="de")] == [name]

    @pytest.mark.parametrize("text", ["Der Außenminister kam.", "die Generaldirektion Bonn", "für Private Investment", "à la Maison Blanche."])
    def test_a_title_alone_is_no_person(self, text: str) -> None:
        assert persons(text, language="de") == []

    @pytest.mark.parametrize(
        ("text", "language", "found"),
        [
            ("Тт. Косыгин и Суслов, Микоян прибыли.", "ru", ["Косыгин", "Суслов", "Микоян"]),
            ("MM. Pinay et Faure sont venus.", "fr", ["Pinay", "Faure"]),
            ("Messrs. Deane and Lee came.", "en", ["Deane", "Lee"]),
            ("президент США Дж. Кеннеди", "ru", ["Дж. Кеннеди"]),
            ("M. Ch. Lucet parla.", "fr", ["Ch. Lucet"]),
        ],
    )
    def test_titles_and_initials_of_other_languages(self, text: str, language: str, found: list[str]) -> None:
        assert [words for words, _ in persons(text, language=language)] == found

    def test_a_signature(self) -> None:
        assert ("Scheck", "#scheck") in persons("It was so.\n\nSignature:\n\nScheck\n")

    def test_names_that_a_register_lacks_are_marked(self) -> None:
        found = recognised("Mr. Frigerio and Mr. Rubottom met.", authority(RUBOTTOM, register=True))
        assert [(a.attrs.get("type"), a.attrs["ref"]) for a in found.annotations] == [
            ("unlisted", "#frigerio"),
            (None, "#rubottom"),
        ]


class TestNamesInOtherLetters:
    """An authority in English, and texts that write its names otherwise."""

    SOVIET = authority(
        person("khrushchev", "Khrushchev", "Nikita S."),
        person("dobrynin", "Dobrynin", "Anatoly F."),
        person("vyshinsky", "Vyshinsky", "Andrei"),
        person("kennedy", "Kennedy", "John F."),
        person("rusk", "Rusk", "Dean"),
        person("shtein", "Shtein", "Boris"),
    )

    @pytest.mark.parametrize(
        ("text", "language", "found"),
        [
            ("принял Н. С. Хрущева", "ru", [("Н. С. Хрущева", "#khrushchev")]),
            ("беседа с тов. Вышинским", "ru", [("Вышинским", "#vyshinsky")]),
            ("президенту Кеннеди и Раску", "ru", [("Кеннеди", "#kennedy"), ("Раску", "#rusk")]),
            ("M. Khrouchtchev a vu l'ambassadeur Dobrynine.", "fr", [("Khrouchtchev", "#khrushchev"),
                                                                    ("Dobrynine", "#dobrynin")]),
            ("Ministerpräsident Chruschtschow", "de", [("Chruschtschow", "#khrushchev")]),
            ("Außenminister Wyschinski", "de", [("Wyschinski", "#vyshinsky")]),
            ("Herr Stein kam.", "de", [("Stein", "#stein")]),
        ],
    )  # fmt: skip
    def test_a_transcription_is_linked(self, text: str, language: str, found: list[tuple[str, str]]) -> None:
        assert persons(text, self.SOVIET, language=language) == found

    def test_it_is_said_that_it_is_one(self) -> None:
        (name,) = (a for a in recognised("Chruschtschow sprach.", self.SOVIET, language="de").annotations)
        assert (name.rule, name.cert) == ("name.authority.transcribed", "medium")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Rt. Hon. C. R. ATTLEE and Sir WILLIAM SLIM", ["C. R. ATTLEE", "WILLIAM SLIM"]),
        ("en", "Genl. Washington and Messrs. Deane and Lee at Paris", ["Washington", "Deane", "Lee"]),
        ("en", "He is Chief of the Imperial General Staff; General Bradley came.", ["Bradley"]),
        ("en", "ADMINISTRATIVE PROBLEMS OF MAJOR AGENCIES", []),
        ("en", "My sister Feige stayed, my husband, Sol Perlmutter, left.", ["Feige", "Sol Perlmutter"]),
        ("en", "Moshe Zweig spoke. Then Rachel Zweig came.", ["Moshe Zweig", "Rachel Zweig"]),
        ("en", "So long as Sihanouk continued, Monnet felt nothing. The Eximbank agreed.", ["Sihanouk", "Monnet"]),
        ("en", "Tell Samuel to come. Doesn't think so. Laos and El Salvador.", []),
        ("en", "He listens to General Khiem and Presidency.", ["Khiem"]),
        ("en", "He spoke to M. Schuman.", ["Schuman"]),
        ("en", "FonMin Tran Van Do met Pham Van Dong at Gia Long Palace.", ["Tran Van Do", "Pham Van Dong"]),
        ("en", "Chou En-lai and Ch'en Yi left; McNaughton, O'Brien stayed.", ["Chou En-lai", "Ch'en Yi", "McNaughton", "O'Brien"]),
        ("en", "Comrade Gomułka asked Cdes. Ulbricht and Grotewohl.", ["Gomułka", "Ulbricht", "Grotewohl"]),
        ("en", "A minute by his Private Secretary, R. Scott, follows.", ["R. Scott"]),
        ("en", "The Right Hon. VISCOUNT ADDISON and Sir STAFFORD CRIPPS came.", ["ADDISON", "STAFFORD CRIPPS"]),
        ("en", "Mr. P.-H. Spaak and Pte. Harris saw Vice-Chairman Chu Teh.", ["P.-H. Spaak", "Harris", "Chu Teh"]),
        ("en", "H.M.S. Dolphin, 17° 30' S. Longitude. James Horne, Clerk, and Lord Privy Seal came.", ["James Horne"]),
        ("fr", "Le docteur Bernard Weill et le rabbin Kaplan.", ["Bernard Weill", "Kaplan"]),
        ("it", "IL MINISTRO A BERNA, TAMARO. Parlo con il ministro di Germania Köcher.", []),
        ("it", "Il generale Guisan e il ministro Köcher, con il Presidente Pilet-Golaz.", ["Guisan", "Köcher", "Pilet-Golaz"]),
        ("de", "Botschaftsrat Bowin nahm teil, StS Bahr kam mit Außenminister Gromyko.", ["Bowin", "Bahr", "Gromyko"]),
        ("ru", "Товарищ Ворошилов сообщил: т. Берия приедет.", ["Ворошилов", "Берия"]),
        ("fr", "Le général de Gaulle a reçu M. Couve de Murville.", ["de Gaulle", "Couve de Murville"]),
        ("fr", "M. Couve de Murville est venu.\n\nCOUVE DE MURVILLE.", ["Couve de Murville", "COUVE DE MURVILLE"]),
        ("de", "Hochachtungsvoll\ngez. von Brentano", ["von Brentano"]),
        ("ru", "Присутствовали В.В. Кузнецов и Микоян А.И.", ["В.В. Кузнецов", "Микоян А.И."]),
    ],
)
def test_names_by_their_form_in_other_habits(language: str, text: str, expected: list[str]) -> None:
    assert [words for words, _ in persons(text, language=language)] == expected


def test_a_russian_name_in_another_case_is_the_same_name() -> None:
    text = "Беседа с Н.С. Хрущевым. Хрущев заявил, что посол Томпсон встретится с Томпсоном."
    assert persons(text, language="ru") == [
        ("Н.С. Хрущевым", "#n-s-khrushchevym"),
        ("Хрущев", "#n-s-khrushchevym"),
        ("Томпсон", "#tompson"),
        ("Томпсоном", "#tompson"),
    ]
    index = authority(person("khrushchev", "Хрущев", "Никита"))
    assert persons("Я видел Хрущева и Хрущеву писал.", index, language="ru") == [
        ("Хрущева", "#khrushchev"),
        ("Хрущеву", "#khrushchev"),
    ]
