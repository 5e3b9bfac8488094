"""Organisations and places: found by form and by an authority."""

from __future__ import annotations

import pytest

from tei.entities import Entity, Name
from tests.named import NATO, authority, names, place, recognised


class TestOrganisations:
    FY = Entity("fy", "org", (Name("FY", "abbr"),), note="FY, fiscal year")
    S = Entity("s", "org", (Name("S", "abbr"),), note="S, Office of the Secretary of State")

    def test_an_abbreviation_of_a_body_and_of_a_thing(self) -> None:
        assert names("NATO in FY 1960", authority(NATO, self.FY)) == [
            ("orgName", "NATO", "#nato"),
            ("term", "FY", "#fy"),
        ]

    @pytest.mark.parametrize("text", ["the U.S. Army", "Harry S. Truman", "S. Everett Gleason"])
    def test_an_initial_is_no_abbreviation(self, text: str) -> None:
        assert "#s" not in [ref for _, _, ref in names(text, authority(self.S))]

    @pytest.mark.parametrize(
        ("text", "language", "words"),
        [
            ("the Central Intelligence Agency says", "en", "Central Intelligence Agency"),
            ("the Ministry of Defense", "en", "Ministry of Defense"),
            ("the Office of Near Eastern and African Affairs", "en", "Office of Near Eastern and African Affairs"),
            ("Department of Health, Education, and Welfare", "en", "Department of Health, Education, and Welfare"),
            ("the Ministry of Finance and Brown", "en", "Ministry of Finance"),
            ("the Ministry of Finance and Defense Department", "en", "Ministry of Finance"),
            ("an die Israelitische Kultusgemeinde Wien", "de", "Israelitische Kultusgemeinde Wien"),
            ("Die K.G. Mährisch Ostrau hat", "de", "K.G. Mährisch Ostrau"),
        ],
    )
    def test_by_form(self, text: str, language: str, words: str) -> None:
        assert ("orgName", words, "") in names(text, language=language)


class TestPlaces:
    def test_another_name_of_the_authoritys_place(self) -> None:
        index = authority(place("lviv", "Lviv"), place("ostrava", "Ostrava"))
        assert names("aus Lemberg nach Mähr. Ostrau", index, language="de") == [
            ("placeName", "Lemberg", "#lviv"),
            ("placeName", "Mähr. Ostrau", "#ostrava"),
        ]

    def test_words_derived_from_places(self) -> None:
        assert names("die Wiener Transporte", authority(place("vienna", "Vienna")), language="de") == [
            ("placeName", "Wiener", "#vienna")
        ]
        assert names("the German officer and the Viennese", authority(place("vienna", "Vienna"))) == []

    def test_a_date_line_and_a_preposition(self) -> None:
        text = "Teplá, 4 September 1945\n\nThey arrived in Katzdorf. Katzdorf was empty."
        assert [words for _, words, _ in names(text)] == ["Teplá", "Katzdorf", "Katzdorf"]

    @pytest.mark.parametrize("text", ["He had a nice day.", "Georgia Brown came.", "Mrs. Berlin spoke."])
    def test_a_word_that_is_a_place_too(self, text: str) -> None:
        assert [words for element, words, _ in names(text) if element == "placeName"] == []

    def test_a_camp_is_a_place(self) -> None:
        assert ("placeName", "Auschwitz", "") in names("They were sent to Auschwitz.")


INDEX_OF_PLACES = authority(
    *(Entity(id_, "place", (Name(name),)) for id_, name in (("czechia", "Czech Republic"), ("germany", "Germany"))),
    *(Entity(f"p{n}", "place", (Name(f"Qplace{chr(97 + n % 26)}{chr(97 + n // 26)}"),)) for n in range(100)),
)


@pytest.mark.parametrize(
    ("text", "derived"),
    [
        ("The Germans left and the Czech police came.", ["Germans", "Czech"]),
        ("Nationality - Czech, German; sex - boys", []),
        ("of German nationality, a Czech citizen", []),
        ("whispering in broken German: let me keep it.", []),
    ],
)
def test_words_derived_from_places_where_an_index_marks_them(text: str, derived: list[str]) -> None:
    found = recognised(text, INDEX_OF_PLACES)
    assert [text[a.start : a.end] for a in found.annotations if a.attrs.get("type") == "demonym"] == derived


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "She was born in Cleveland, Ohio, and lived in Racine.", ["Cleveland", "Ohio", "Racine"]),
        ("en", "Mr. Racine wrote; Racine agreed.", []),
        ("en", "We left Topoľčany. Topoľčany was quiet; we stayed in Topoľčany.", ["Topoľčany"] * 3),
        ("fr", "L'entretien a eu lieu à Rambouillet.", ["Rambouillet"]),
        ("ru", "Встреча в Женеве, затем в Москве и под Рязанью.", ["Женеве", "Москве", "Рязанью"]),
    ],
)
def test_towns_and_declined_places(language: str, text: str, expected: list[str]) -> None:
    found = [words for element, words, _ in names(text, language=language) if element == "placeName"]
    assert found == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It came from the War Department and the Royal Navy.", ["War Department", "Royal Navy"]),
        (
            "en", "the Press Division of the Intelligence Section, the House of Commons",
            ["Press Division of the Intelligence Section", "House of Commons"],
        ),
        (
            "en", "the Central Committee of the Communist Party of China",
            ["Central Committee of the Communist Party of China"],
        ),
        ("de", "Das Auswärtige Amt, das Finanzministerium und die SPD", ["Auswärtige Amt", "Finanzministerium", "SPD"]),
        (
            "fr", "le ministère des Affaires étrangères et l'ambassade de France à Moscou",
            ["ministère des Affaires étrangères", "ambassade de France"],
        ),
        (
            "ru", "Министерство иностранных дел СССР и Центральный Комитет КПСС",
            ["Министерство иностранных дел СССР", "Центральный Комитет КПСС"],
        ),
    ],
)  # fmt: skip
def test_organisations_by_form_and_by_the_list(language: str, text: str, expected: list[str]) -> None:
    assert [words for element, words, _ in names(text, language=language) if element == "orgName"] == expected
