"""The forms in which a name of an authority may stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.authority.forms import expansions, forms, titles
from converters.authority.naming import personal
from converters.authority.roles import told
from tei.entities import Entity, Name
from tests.authority_files import person, texts

# --- forms -------------------------------------------------------------------------------------------


NAMES = [
    ("Rubottom", "R. Roy, Jr.",
     {"R. Roy Rubottom", "R. Roy Rubottom, Jr.", "Roy Rubottom", "R. R. Rubottom", "R.R. Rubottom", "Rubottom"}),
    ("Eisenhower", "Dwight D.",
     {"Dwight D. Eisenhower", "Dwight Eisenhower", "D. D. Eisenhower", "D. Eisenhower", "Eisenhower, Dwight D."}),
    ("Eisenhower", "Major John S.D.", {"John S. D. Eisenhower", "John S.D. Eisenhower", "John Eisenhower"}),
    ("Bulganin", "Nikolai Alexandrovich",
     {"Nikolai Alexandrovich Bulganin", "Nikolai A. Bulganin", "N. A. Bulganin", "Nikolai Bulganin"}),
    ("Brentano", "Heinrich von", {"Heinrich von Brentano", "von Brentano", "Von Brentano", "Brentano"}),
    ("de Gaulle", "Charles", {"Charles de Gaulle", "de Gaulle", "De Gaulle", "Gaulle"}),
    ("al-Said", "Nuri", {"Nuri al-Said", "al-Said", "Al-Said", "Nuri Said"}),
    ("Averoff-Tosizza", "M. Evangelos",
     {"Evangelos Averoff-Tosizza", "Averoff-Tosizza", "Averoff", "Evangelos Averoff"}),
    ("Alessandri Rodríguez", "Jorge",
     {"Jorge Alessandri Rodríguez", "Jorge Alessandri", "Alessandri", "Jorge Alessandri Rodriguez"}),
    ("Couve de Murville", "Maurice", {"Maurice Couve de Murville", "Couve de Murville", "Couve"}),
    ("Aramburu", "Major General Pedro Eugenio", {"Pedro Eugenio Aramburu", "Pedro Aramburu", "P. E. Aramburu"}),
    ("Guevara de la Serna", "Major Ernesto “Che,”",
     {"Ernesto Guevara de la Serna", "Ernesto Guevara", "Guevara", "Che"}),
    ("Bohlen", "Charles E. (Chip)", {"Charles E. Bohlen", "Chip Bohlen", "Charlie Bohlen"}),
    ("Schaeffer (Schaffer)", "Fritz", {"Fritz Schaeffer", "Schaffer", "Fritz Schaffer", "Schäffer"}),
    ("Brandt", "Willy (Herbert Frahm)", {"Willy Brandt", "Herbert Frahm"}),
    ("Strauss", "Franz-Josef", {"Franz-Josef Strauss", "Franz Josef Strauss", "F.-J. Strauss"}),
    ("Luebke", "Heinrich (CDU)", {"Heinrich Luebke", "Lübke", "Heinrich Lübke"}),
    ("Müller", "Anna, geb. Schmidt", {"Anna Müller", "Schmidt", "Anna Mueller", "Anna Muller"}),
    ("O’Connor", "James F.", {"James F. O’Connor", "James F. O'Connor", "Jim O’Connor"}),
    ("Zhang", "Hanfu", {"Zhang Hanfu", "Hanfu", "Zhang", "Chang Han-fu", "Zhang, Hanfu"}),
    ("Thieu", "General Nguyen Van", {"Nguyen Van Thieu", "Thieu"}),
    ("Ngo Dinh Diem", "", {"Ngo Dinh Diem", "Diem"}),
    ("Duong Van (“Big”) Minh", "Major General", {"Duong Van Minh", "Minh", "Big Minh"}),
    ("Charles Kraus", "", {"Charles Kraus", "Kraus", "C. Kraus"}),
    ("Хрущёв, Никита", "", {"Никита Хрущёв", "Хрущёв", "Nikita Khrushchev", "Khrushchev", "Nikita Chruschtschow"}),
    ("周恩来", "", {"周恩来"}),
]  # fmt: skip


@pytest.mark.parametrize(("surname", "forename", "expected"), NAMES)
def test_forms_of_a_persons_name(surname: str, forename: str, expected: set[str]) -> None:
    assert expected <= texts(person(surname, forename))


def test_forms_say_of_what_kind_they_are() -> None:
    kinds = {form.text: form.kind for form in forms(person("Alessandri Rodríguez", "Jorge E."))}
    assert kinds["Jorge Alessandri Rodríguez"] == "full"
    assert kinds["J. E. Alessandri Rodríguez"] == "initials"
    assert kinds["Alessandri Rodríguez, Jorge E."] == "inverted"
    assert kinds["Alessandri Rodríguez"] == "surname"
    assert kinds["Alessandri"] == "surname-part"
    assert {f.text: f.kind for f in forms(person("Ngo Dinh Diem", ""))}["Diem"] == "forename"


def test_ranks_and_parties_are_no_part_of_a_name() -> None:
    assert titles(person("Goodpaster", "Brigadier General Andrew J., USA (ret.)")) == ("Brigadier", "General")
    assert not texts(person("Barzel", "Rainer (CDU)")) & {"CDU", "CDU Barzel", "Rainer CDU Barzel"}
    assert personal(person("Togo", "Fumihiko, Director").names[0]).given == ("Fumihiko",)
    assert personal(person("Resor", "Stanley, R.").names[0]).given == ("Stanley", "R.")
    assert personal(person("Billotte", "General of the Army Pierre").names[0]).given == ("Pierre",)


ORGANISATIONS = [
    ("AFP (A&FP)", {"AFP (A&FP)", "AFP", "A&FP"}),
    ("OPAR(s)", {"OPAR(s)", "OPAR", "OPARs"}),
    ("TE or TOE", {"TE", "TOE"}),
    ("P.L.", {"P.L.", "PL", "P. L."}),
    ("AFL–CIO", {"AFL–CIO", "AFL-CIO"}),
    ("BBC - British Broadcasting Corporation", {"BBC", "British Broadcasting Corporation"}),
    ("The Society of Friends", {"The Society of Friends", "Society of Friends"}),
    ("TO & E", {"TO & E", "TO&E"}),
]


@pytest.mark.parametrize(("form", "expected"), ORGANISATIONS)
def test_forms_of_an_abbreviation(form: str, expected: set[str]) -> None:
    assert expected <= texts(Entity("t", "org", (Name(form, "abbr"),)))


def test_what_an_abbreviation_stands_for() -> None:
    def org(form: str, note: str) -> Entity:
        return Entity("t", "org", (Name(form, "abbr"),), note=note)

    assert expansions(org("ACSI", "ACSI, Assistant Chief of Staff for Intelligence")) == (
        "Assistant Chief of Staff for Intelligence",
    )
    assert expansions(org("CG", "CG, circular airgram; Commanding General")) == (
        "circular airgram",
        "Commanding General",
    )
    party = org("SED", "SED, Sozialistische Einheitspartei Deutschlands (Socialist Unity Party of Germany)")
    assert expansions(party) == ("Sozialistische Einheitspartei Deutschlands", "Socialist Unity Party of Germany")
    assert "Socialist Unity Party of Germany" in texts(party, "expansion")
    assert not texts(org("Secto", "Secto, series indicator for telegrams"), "expansion")


def test_forms_of_a_place() -> None:
    assert {"Republic of Lithuania", "Lithuania"} <= texts(Entity("l", "place", (Name("Republic of Lithuania"),)))
    assert {"Blechhammer concentration camp", "Blechhammer"} <= texts(
        Entity("b", "place", (Name("Blechhammer concentration camp"),))
    )
    assert {"Łódź", "Lodz"} <= texts(Entity("l", "place", (Name("Łódź"),)))
    assert {"Xinjiang", "Sinkiang"} <= texts(Entity("x", "place", (Name("Xinjiang"),)))
    assert {"Wien", "Vienna"} <= texts(Entity("v", "place", (Name("Vienna"), Name("Wien", "variant", "de"))))


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_makes_it_fail(surname: str, forename: str) -> None:
    for kind in ("person", "org", "place"):
        entity = Entity(
            "x",
            kind,
            (Name(f"{surname}, {forename}", parts=(("surname", surname), ("forename", forename))),),
            note=surname,
        )
        found = forms(entity)
        assert len({form.text for form in found}) == len(found)
    told(forename, (surname,))
