"""Names of persons, organisations and places: what is found, whom it means, and how sure that is."""

from __future__ import annotations

import time
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.names import NameIndex, describe, find_names, prepare
from converters.reading import Reading, read
from tei.entities import Entity, Name, Role
from tei.metadata import Metadata, Stated
from tei.model import Annotation


def person(id_: str, surname: str, forename: str = "", note: str = "", roles: tuple[Role, ...] = ()) -> Entity:
    name = Name(f"{forename} {surname}".strip(), parts=(("surname", surname), ("forename", forename)))
    return Entity(id_, "person", (name,), note=note, roles=roles)


def authority(*entities: Entity, register: bool | None = None) -> NameIndex:
    return prepare(SimpleNamespace(entities=entities), register=register)


def names(
    text: str,
    index: NameIndex | None = None,
    *,
    date: str = "",
    language: str = "en",
    marks: tuple[Annotation, ...] = (),
) -> list[tuple[str, str, str]]:
    """(element, words, ref) of what is found, offices left out."""
    found = recognised(text, index, date=date, language=language, marks=marks)
    return [
        (a.element, text[a.start : a.end], a.attrs.get("ref", ""))
        for a in sorted(found.annotations, key=lambda a: (a.start, -a.end))
        if a.attrs.get("type") != "office"
    ]


def recognised(text, index=None, *, date="", language="en", marks=()):  # type: ignore[no-untyped-def]
    metadata = Metadata(date=Stated(date, attrs={"when": date})) if date else Metadata()
    return find_names(read(text, marks), index, metadata=metadata, marks=marks, language=language)


def persons(text: str, index: NameIndex | None = None, **options: str) -> list[tuple[str, str]]:
    return [(words, ref) for element, words, ref in names(text, index, **options) if element == "persName"]  # type: ignore[arg-type]


RUBOTTOM = person("rubottom", "Rubottom", "Roy R., Jr.", "Assistant Secretary of State for Inter-American Affairs")
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


class TestPersonsWithoutAnAuthority:
    @pytest.mark.parametrize(
        ("text", "language", "words"),
        [
            ("Foreign Minister Taboada agreed.", "en", "Taboada"),
            ("I saw Piotr Jaroszewicz there.", "en", "Piotr Jaroszewicz"),
            ("according to R.G.K. Thompson", "en", "R.G.K. Thompson"),
            ("The Ambassador in the Netherlands (Baruch) to the Secretary", "en", "Baruch"),
            ("with captain Spievek", "en", "Spievek"),
            ("Es kam Herr Löwenherz.", "de", "Löwenherz"),
            ("der Oberscharführer Hanke", "de", "Hanke"),
            ("Valerie Straussová, geb. Kantorová", "de", "Kantorová"),
            ("avec M. Jean Monnet", "fr", "Jean Monnet"),
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


class TestOrganisations:
    NATO = Entity("nato", "org", (Name("NATO", "abbr"),), note="NATO, North Atlantic Treaty Organization")
    FY = Entity("fy", "org", (Name("FY", "abbr"),), note="FY, fiscal year")
    S = Entity("s", "org", (Name("S", "abbr"),), note="S, Office of the Secretary of State")

    def test_an_abbreviation_of_a_body_and_of_a_thing(self) -> None:
        assert names("NATO in FY 1960", authority(self.NATO, self.FY)) == [
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
            ("an die Israelitische Kultusgemeinde Wien", "de", "Israelitische Kultusgemeinde Wien"),
            ("Die K.G. Mährisch Ostrau hat", "de", "K.G. Mährisch Ostrau"),
        ],
    )
    def test_by_form(self, text: str, language: str, words: str) -> None:
        assert ("orgName", words, "") in names(text, language=language)


def place(id_: str, name: str) -> Entity:
    return Entity(id_, "place", (Name(name),))


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


class TestTheWhole:
    def test_every_rule_is_described(self) -> None:
        text = "Mr. Rubottom, Paris. Frederick Nolting and NATO; the Secretary; Katzdorf in Katzdorf."
        found = recognised(text, authority(RUBOTTOM, TestOrganisations.NATO))
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
