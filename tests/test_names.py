"""Persons and offices: found by an authority, by the marks of editors, by the layout; and what is no person."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.names import NameIndex, describe, find_names
from converters.reading import Reading, read
from tei.entities import Entity, Name
from tei.metadata import Metadata
from tei.model import Annotation
from tests.named import NATO, RUBOTTOM, authority, names, person, persons, place, recognised

ALLEN = person("allen-dulles", "Dulles", "Allen W.", "Director of Central Intelligence")
FOSTER = person("foster-dulles", "Dulles", "John Foster", "Secretary of State until April 1959")
HERTER = person(
    "herter", "Herter", "Christian A.", "Under Secretary of State until April 1959; thereafter Secretary of State"
)


class TestPersonsOfAnAuthority:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Mr. Rubottom said no.", "Rubottom"),
            ("Assistant Secretary Rubottom", "Rubottom"),
            ("I asked Roy R. Rubottom, Jr., for it.", "Roy R. Rubottom, Jr."),
            ("R. R. Rubottom signed.", "R. R. Rubottom"),
            ("From Rubottom’s memorandum", "Rubottom"),
            ("the Assistant Secretary for Inter-American Affairs (Rubottom)", "Rubottom"),
            ("RUBOTTOM: I agree.", "RUBOTTOM"),
        ],
    )
    def test_a_name_in_its_forms(self, text: str, words: str) -> None:
        assert (words, "#rubottom") in persons(text, authority(RUBOTTOM))

    def test_another_forename_is_another_person(self) -> None:
        assert ("Peter Rubottom", "#rubottom") not in persons("Peter Rubottom came.", authority(RUBOTTOM))

    def test_two_of_one_surname_by_forename_and_office(self) -> None:
        index = authority(ALLEN, FOSTER)
        text = "Mr. Allen Dulles asked Secretary Dulles about it."
        assert persons(text, index, date="1956-03-01") == [
            ("Allen Dulles", "#allen-dulles"),
            ("Dulles", "#foster-dulles"),
        ]

    def test_two_of_one_surname_stay_open_where_nothing_decides(self) -> None:
        found = recognised("Mr. Dulles replied.", authority(ALLEN, FOSTER))
        (mention,) = [a for a in found.annotations if a.element == "persName"]
        assert set(mention.attrs["ref"].split()) == {"#allen-dulles", "#foster-dulles"}
        assert mention.cert == "low"
        assert {e.id for e in found.entities} == {"allen-dulles", "foster-dulles"}

    def test_a_later_short_mention_has_the_bearer_of_the_earlier_full_one(self) -> None:
        found = recognised("John Foster Dulles arrived. Then Dulles left.", authority(ALLEN, FOSTER))
        later = max((a for a in found.annotations if a.element == "persName"), key=lambda a: a.start)
        assert later.attrs == {"ref": "#foster-dulles", "evidence": "internal"}
        assert (later.cert, later.rule) == ("medium", "name.carry")

    def test_sex_tells_a_couple_apart(self) -> None:
        index = authority(person("jagan", "Jagan", "Cheddi"), person("janet-jagan", "Jagan", "Janet"))
        assert persons("Mrs. Jagan spoke.", index) == [("Jagan", "#janet-jagan")]

    def test_an_entry_that_refers_to_another(self) -> None:
        thuan = Entity("nguyen-dinh-thuan", "person", (Name("Nguyen Dinh Thuan"),))
        assert persons("I saw Thuan. Nguyen Dinh Thuan spoke.", authority(thuan)) == [
            ("Thuan", "#nguyen-dinh-thuan"),
            ("Nguyen Dinh Thuan", "#nguyen-dinh-thuan"),
        ]

    @pytest.mark.parametrize("written", ["Zhou Enlai", "Chou En-lai", "Zhou En-lai"])
    def test_chinese_names_in_either_romanisation(self, written: str) -> None:
        assert persons(f"Premier {written} spoke.", authority(person("zhou", "Zhou", "Enlai"))) == [(written, "#zhou")]

    def test_diacritics_do_not_matter(self) -> None:
        index = authority(person("lopez", "Lopez Mateos", "Adolfo"))
        assert persons("President López Mateos", index) == [("López Mateos", "#lopez")]

    def test_particles(self) -> None:
        index = authority(person("de-gaulle", "de Gaulle", "Charles"))
        assert persons("He saw De Gaulle and General de Gaulle.", index) == [
            ("De Gaulle", "#de-gaulle"),
            ("de Gaulle", "#de-gaulle"),
        ]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("I dined with M. Monnet.", [("Monnet", "#monnet")]),
            ("M. Jean Monnet, President", [("Jean Monnet", "#monnet")]),
            ("Secretary General of NATO Paul-Henri Spaak", [("Paul-Henri Spaak", "#spaak")]),
            ("Ros Gilpatric's visit", [("Ros Gilpatric", "#gilpatric")]),
            ("the Spaak-Monnet talks", [("Spaak", "#spaak"), ("Monnet", "#monnet")]),
            ("the President-Spaak meeting", [("Spaak", "#spaak")]),
            ("Moreira-Salles spoke of a pro-Monnet mood.", [("Moreira-Salles", "#moreira"), ("Monnet", "#monnet")]),
            ("Ambassador Makins came. Sir Roger sat.", [("Makins", "#makins"), ("Roger", "#makins")]),
        ],
    )
    def test_names_before_and_beside_which_something_stands(self, text: str, expected: list[tuple[str, str]]) -> None:
        index = authority(
            person("monnet", "Monnet", "Jean"), person("spaak", "Spaak", "Paul-Henri"),
            person("gilpatric", "Gilpatric", "Roswell"), person("moreira", "Moreira Salles", "Walther"),
            person("makins", "Makins", "Sir Roger"),
        )  # fmt: skip
        assert persons(text, index) == expected

    def test_the_forename_in_salutation_and_signature(self) -> None:
        text = "Letter to Secretary Rusk\n\nDear Dean:\n\nThank you.\n\nSincerely,"
        assert ("Dean", "#rusk") in persons(text, authority(person("rusk", "Rusk", "Dean", "Secretary of State")))


class TestWhatIsNoPerson:
    INDEX = authority(
        person("white", "White", "Thomas D."), person("ford", "Ford", "Gerald"), person("may", "May", "Stacy"),
        person("moscow", "Moscow", "Warren"), person("brown", "Brown", "Winthrop"), person("bush", "Bush", "George"),
    )  # fmt: skip

    @pytest.mark.parametrize(
        "text",
        [
            "at the White House",
            "the Ford Foundation gave",
            "on May 10, 1958",
            "He flew to Moscow.",
            "the brown bush",
            "Brown bread is eaten.",
            "near Fort Ford",
        ],
    )
    def test_a_word_that_is_a_surname_too(self, text: str) -> None:
        assert persons(text, self.INDEX) == []

    @pytest.mark.parametrize("text", ["General White spoke.", "Mr. May came.", "Winthrop Brown", "Senator Bush"])
    def test_with_title_or_forename_it_is_one(self, text: str) -> None:
        assert len(persons(text, self.INDEX)) == 1


class TestEditorsMarks:
    TEXT = "Comrade [Zhang] Hanfu, please check.—[Qiao] Guanhua. Sent to the Premier [Zhou Enlai]—Hanfu"

    def marks(self) -> tuple[Annotation, ...]:
        def supplied(words: str) -> Annotation:
            at = self.TEXT.index(words)
            inner = (at + 1, at + len(words) - 1)
            return Annotation(at, at + len(words), "supplied", {"reason": "name-completion"}, inner)

        role = self.TEXT.index("the Premier")
        end = self.TEXT.index("]", role) + 1
        return (supplied("[Zhang]"), supplied("[Qiao]"), Annotation(role, end, "rs", {"type": "person"}))

    def test_completed_names_glossed_offices_and_what_follows_from_them(self) -> None:
        assert names(self.TEXT, marks=self.marks()) == [
            ("persName", "[Zhang] Hanfu", "#zhang-hanfu"),
            ("persName", "[Qiao] Guanhua", "#qiao-guanhua"),
            ("rs", "the Premier [Zhou Enlai]", "#zhou-enlai"),
            ("persName", "Zhou Enlai", "#zhou-enlai"),
            ("persName", "Hanfu", "#zhang-hanfu"),
        ]


class TestLayout:
    def test_signatures_and_participants_that_the_layout_shows(self) -> None:
        text = "PARTICIPANTS\n\nHasan Isik, Director General\n\nThey met.\n\nTimberlake"
        item, signed = text.index("Hasan"), text.index("Timberlake")
        blocks = (
            Annotation(0, text.index("They"), "list", {"type": "participants"}),
            Annotation(item, text.index("\n", item), "item"),
            Annotation(signed, len(text), "signed"),
        )
        found = find_names(read(text, ()), None, metadata=Metadata(), blocks=blocks, language="en")
        persons = [text[a.start : a.end] for a in found.annotations if a.element == "persName"]
        assert persons == ["Hasan Isik", "Timberlake"]

    def test_a_name_that_the_end_of_a_line_divides(self) -> None:
        text = "He saw Foreign Minister Carlos Alberto\nFlorit and left.\n\nMr.\nBrown"
        paragraph = Annotation(0, text.index("\n\n"), "p")
        found = find_names(read(text, ()), None, metadata=Metadata(), blocks=(paragraph,), language="en")
        persons = [text[a.start : a.end] for a in found.annotations if a.element == "persName"]
        assert persons == ["Carlos Alberto\nFlorit"]


class TestOffices:
    def office(self, text: str, index: NameIndex | None = None, date: str = "") -> list[tuple[str, str]]:
        found = recognised(text, index, date=date)
        return [
            (text[a.start : a.end], a.attrs.get("ref", ""))
            for a in found.annotations
            if a.attrs.get("type") == "office"
        ]

    def test_the_text_settles_it(self) -> None:
        assert ("President", "#frondizi") in self.office("President Frondizi came. The President spoke.")

    def test_a_vice_president_is_not_the_president(self) -> None:
        assert ("President", "") in self.office("Vice President Nixon came. The President spoke.")

    @pytest.mark.parametrize(("date", "ref"), [("1958-05-01", "#foster-dulles"), ("1960-05-01", "#herter")])
    def test_the_authority_settles_it_at_the_date(self, date: str, ref: str) -> None:
        assert self.office("The Secretary agreed.", authority(FOSTER, HERTER), date) == [("Secretary", ref)]

    def test_a_former_holder_who_is_named_does_not_settle_an_office(self) -> None:
        text = "The Secretary recalled what Secretary Dulles had said."
        assert self.office(text, authority(FOSTER, HERTER), "1959-08-14") == [("Secretary", "#herter")]
        assert self.office(text, authority(FOSTER, HERTER), "1958-08-14") == [("Secretary", "#foster-dulles")]
        assert self.office(text, authority(FOSTER), "1959-08-14") == [("Secretary", "")]


class TestTheWhole:
    def test_every_rule_is_described(self) -> None:
        text = "Mr. Rubottom, Paris. Frederick Nolting and NATO; the Secretary; Katzdorf in Katzdorf."
        found = recognised(text, authority(RUBOTTOM, NATO))
        assert all(describe(a.rule) for a in found.annotations)
        assert all(a.cert in ("high", "medium", "low") for a in found.annotations)

    @given(st.text(max_size=300))
    @settings(max_examples=150, deadline=None)
    def test_any_text_at_all(self, text: str) -> None:
        text = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
        found = find_names(
            read(text, ()), authority(RUBOTTOM, FOSTER, place("lviv", "Lviv")), metadata=Metadata(), language="de"
        )
        assert all(0 <= a.start < a.end <= len(text) for a in found.annotations)

    @given(
        st.lists(
            st.sampled_from(
                ["Mr.", "Dulles", "John", "de", "of", "May", "(", ")", "\n", "Paris,", "J.", "von", "Nr.", "’s"]
            ),
            max_size=40,
        )
    )
    @settings(max_examples=150, deadline=None)
    def test_any_order_of_words(self, words: list[str]) -> None:
        text = " ".join(words)
        found = find_names(read(text, ()), authority(ALLEN, FOSTER), metadata=Metadata(), language="en")
        mentions = sorted((a.start, a.end) for a in found.annotations if a.element == "persName")
        assert all(a[1] <= b[0] for a, b in pairwise(mentions))

    def test_a_large_authority_costs_no_time(self) -> None:
        few = authority(*(person(f"p{i}", f"Surname{i}", "John") for i in range(200)))
        many = authority(*(person(f"p{i}", f"Surname{i}", "John") for i in range(20_000)))
        text = "Mr. Surname7 met Mr. Surname150 in Paris. " * 60

        def spent(index: NameIndex) -> float:
            times = []
            for _ in range(5):
                started = time.perf_counter()
                find_names(Reading(text, (0,), (0,), {}, {}), index, metadata=Metadata(), language="en")
                times.append(time.perf_counter() - started)
            return min(times)

        assert spent(many) < 3 * spent(few) + 0.002
