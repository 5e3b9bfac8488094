"""Offices and their times, read out of notes, and who held one at a date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from converters import authority
from converters.authority.offices import holders, home
from converters.authority.roles import told
from tei.entities import Role
from tests.authority_files import SEED, VOLUME

# --- offices -----------------------------------------------------------------------------------------


NOTES = [
    ("Ambassador to Peru until January 1960; Counselor of the Department of State from March 1960",
     [("Ambassador to Peru", "", "1960-01"), ("Counselor of the Department of State", "1960-03", "")]),
    ("Deputy Assistant Secretary of State, June 1958–October 1959",
     [("Deputy Assistant Secretary of State", "1958-06", "1959-10")]),
    ("Under Secretary of State for Political Affairs, August–December 1959",
     [("Under Secretary of State for Political Affairs", "1959-08", "1959-12")]),
    ("British Ambassador until May 1957; British Foreign Secretary thereafter",
     [("British Ambassador", "", "1957-05"), ("British Foreign Secretary", "1957-05", "")]),
    ("High Commissioner to Austria until May 1955 and Ambassador to Austria until July 1957; "
     "thereafter Ambassador to the Soviet Union",
     [("High Commissioner to Austria", "", "1955-05"), ("Ambassador to Austria", "", "1957-07"),
      ("Ambassador to the Soviet Union", "1957-07", "")]),
    ("Foreign Secretary, January 22, 1965–August 10, 1966, and after March 15, 1968",
     [("Foreign Secretary", "1965-01-22", "1966-08-10"), ("Foreign Secretary", "1968-03-15", "")]),
    ("Special Assistant and Press Secretary (from March 1964) to the President to July 1965",
     [("Special Assistant and Press Secretary to the President", "1964-03", "1965-07")]),
    ("Deputy Executive Secretary, National Security Council, until fall 1959",
     [("Deputy Executive Secretary, National Security Council", "", "1959")]),
    ("USAF, Chairman, Joint Chiefs of Staff", [("Chairman, Joint Chiefs of Staff", "", "")]),
    ("Personal Cabinet until November l, 1963", [("Personal Cabinet", "", "1963-11-01")]),
    ("Bundeskanzler von September 1949 bis 16. Oktober 1963", [("Bundeskanzler", "1949-09", "1963-10-16")]),
    ("Außenminister bis Mai 1956; danach Botschafter in der Mongolei, 1957–1960",
     [("Außenminister", "", "1956-05"), ("Botschafter in der Mongolei", "1957", "1960")]),
    ("Premier ministre de janvier 1959 à avril 1962, puis ministre des Finances",
     [("Premier ministre", "1959-01", "1962-04"), ("ministre des Finances", "1962-04", "")]),
    ("Embajador desde marzo de 1951 hasta 1953", [("Embajador", "1951-03", "1953")]),
    ("министр иностранных дел с февраля 1957 по июль 1985", [("министр иностранных дел", "1957-02", "1985-07")]),
]  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_offices_with_their_times_are_read_out_of_notes(note: str, expected: list[tuple[str, str, str]]) -> None:
    found = told(f"Doe, John, {note}", ("Doe, John",)).roles
    assert [(r.label, r.notbefore, r.notafter) for r in found] == expected


def test_dates_of_life_and_cross_references() -> None:
    assert told("Freiberger, Rudolf (* 11.3.1906)", ("Freiberger, Rudolf",)).birth == "1906-03-11"
    lived = told("Adenauer, Konrad (1876–1967), Bundeskanzler", ("Adenauer, Konrad",))
    assert (lived.birth, lived.death, lived.roles) == ("1876", "1967", (Role("Bundeskanzler"),))
    assert told("Diem, see Ngo Dinh Diem", ("Diem",)).see == "Ngo Dinh Diem"


@pytest.mark.parametrize(
    ("note", "offices"),
    [
        ("brother of President Diem; Archbishop of Hue", ["Archbishop of Hue"]),
        ("Kaufmann in Wien, Vater von Hans", ["Kaufmann in Wien"]),
        ("ouvrier, né à Lyon", ["ouvrier"]),
        ("ami d'Alfred", []),
        ("mentioned only once", []),
    ],
)
def test_what_a_note_tells_beside_offices_is_no_office(note: str, offices: list[str]) -> None:
    assert [role.label for role in told(note).roles] == offices


@pytest.mark.parametrize(
    ("office", "date", "expected"),
    [
        ("Secretary of State", "1959-08", [("herter", "high")]),
        ("the Secretary of State", "1958", [("dulles", "high")]),
        ("Secretary of State", "1959-04", [("dulles", "low"), ("herter", "low")]),
        ("the President", "1959-08-27", [("eisenhower", "medium")]),
        ("French President", "1959-08", [("degaulle", "high")]),
        ("President of the French Republic", "1958", []),
        ("British Foreign Secretary", "1959", [("lloyd", "high")]),
        ("Foreign Minister of the United Kingdom", "", [("lloyd", "high")]),
        ("Chairman of the Joint Chiefs of Staff", "1960-01", [("twining", "high")]),
        ("Chairman of the Joint Chiefs of Staff", "1961", []),
        ("Postmaster General", "", []),
    ],
)
def test_who_held_an_office(file_of: Callable[..., Path], office: str, date: str, expected: list[tuple[str, str]]) -> None:
    volume = authority.load([file_of(VOLUME)])
    assert [(entity.id, cert) for entity, cert in holders(volume, office, date)] == expected


def test_whose_list_it_is_follows_from_the_institutions_it_names(file_of: Callable[..., Path]) -> None:
    assert home(authority.load([file_of(VOLUME)])) == "United States"
    assert home(authority.load([SEED])) == "China"
