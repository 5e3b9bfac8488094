"""Dates: tests/dates.csv says what every written form means; the rest says what context adds.

In the table the record's own date is 29 April 1962. `none` in the column `element` means: no date.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.dates import DateContext, find_dates, of_name, parse_date
from converters.dates.calendar import gregorian, julian_lag, republican
from converters.dates.calendars import feast, to_civil
from converters.reading import Reading, read
from tei.model import Annotation

TABLE = Path(__file__).with_name("dates.csv")
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))
COLUMNS = {"edtf": "when-custom"} | {name: name for name in ("when", "from", "to", "notBefore", "notAfter", "calendar")}
RECORD = DateContext(record="1962-04-29")


def plain(text: str) -> Reading:
    return Reading(text, (0,), (0,), {}, {})


def dates(text: str, language: str = "en", anchor: DateContext | None = None) -> list[tuple[str, dict[str, str]]]:
    """Every `date` and `time` with its text and attributes, `datingMethod` left out."""
    return [
        (text[a.start : a.end], {k: v for k, v in a.attrs.items() if k != "datingMethod"})
        for a in find_dates(plain(text), language=language, anchor=anchor)
    ]


def outermost(annotations: list[Annotation]) -> list[Annotation]:
    return [
        a for i, a in enumerate(annotations) if not any(o.start <= a.start and a.end <= o.end for o in annotations[:i])
    ]


def written() -> dict[tuple[str, str], list[dict[str, str]]]:
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in ROWS:
        rows.setdefault((row["language"], row["written"]), []).append(row)
    return rows


@pytest.mark.parametrize(("key", "rows"), written().items(), ids=lambda value: str(value)[:60])
def test_every_written_form_of_the_table(key: tuple[str, str], rows: list[dict[str, str]]) -> None:
    language, text = key
    found = [
        {"element": a.element, "marked": text[a.start : a.end], "certainty": a.cert}
        | {column: a.attrs.get(name, "") for column, name in COLUMNS.items()}
        for a in outermost(find_dates(plain(text), language=language, anchor=RECORD))
    ]
    expected = [
        {k: v for k, v in row.items() if k not in ("language", "written")} for row in rows if row["element"] != "none"
    ]
    assert found == expected


def test_the_table_has_at_least_300_forms() -> None:
    assert len(written()) >= 300
    assert {row["language"] for row in ROWS} >= {"en", "de", "fr", "ru"}


@pytest.mark.parametrize("value", sorted({row["edtf"] for row in ROWS if row["edtf"]}))
def test_edtf_values_are_edtf(value: str) -> None:
    assert str(parse_edtf(value)).replace(", ", ",") == value


def known_to_undate() -> list[str]:
    """What is no set and no season, without the mark of doubt."""
    values = {row["edtf"].rstrip("~?%") for row in ROWS if row["edtf"] and not row["edtf"].startswith("[")}
    return sorted(v for v in values if v[5:7] not in ("21", "22", "23", "24"))


@pytest.mark.parametrize("value", known_to_undate())
def test_undate_reads_them_too(value: str) -> None:
    undate = pytest.importorskip("undate", reason="undate is not installed")
    assert undate.Undate.parse(value, "EDTF").format("EDTF") == value


# What a composed expression contains


def test_a_range_holds_the_dates_that_it_is_made_of() -> None:
    assert dates("June 1943 to January 1945") == [
        ("June 1943 to January 1945", {"from": "1943-06", "to": "1945-01"}),
        ("June 1943", {"when": "1943-06"}),
        ("January 1945", {"when": "1945-01"}),
    ]


def test_an_open_range_holds_its_date() -> None:
    assert dates("since 1949") == [("since 1949", {"from": "1949"}), ("1949", {"when": "1949"})]


def test_a_part_of_a_month_holds_the_month() -> None:
    assert dates("mid-March 1962")[1:] == [("March 1962", {"when": "1962-03"})]


# Taking a part from the context


def test_a_year_comes_from_the_record() -> None:
    assert dates("a meeting on 23 April", anchor=RECORD) == [
        ("23 April", {"when": "1962-04-23", "evidence": "internal"})
    ]


def test_without_any_year_the_day_stands_alone() -> None:
    assert dates("a meeting on 23 April") == [("23 April", {"when": "--04-23"})]


def test_days_are_counted_on_from_the_date_before() -> None:
    text = "Rusk came on March 10. Two days later they met; the following day he left, the day before the session."
    assert dates(text, anchor=RECORD)[1:] == [
        ("Two days later", {"when": "1962-03-12", "evidence": "internal"}),
        ("the following day", {"when": "1962-03-13", "evidence": "internal"}),
    ]
    assert dates("The following day he left.", anchor=RECORD) == []
    assert dates("Am 3. März kam er, tags darauf wieder.", "de", RECORD)[1][1]["when"] == "1962-03-04"
    assert dates("Le 3 mars il arriva; le lendemain de la fête.", "fr", RECORD)[1:] == []


def test_the_turn_of_the_year_is_that_nearest_to_the_record() -> None:
    assert dates("at the turn of the year", anchor=RECORD) == [
        ("the turn of the year", {"notBefore": "1961-12", "notAfter": "1962-01", "evidence": "internal"})
    ]


def test_a_year_that_belongs_to_a_noun_dates_nothing_else() -> None:
    assert dates("The 1922 agreement stood. On 4 May they met.")[1] == ("4 May", {"when": "--05-04"})
    assert dates("In 1922 they agreed. On 4 May they met.")[1][1]["when"] == "1922-05-04"


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("pl", "W styczniu 1943 r. przybył", {"when": "1943-01"}),
        ("pl", "Od 3 do 5 czerwca 1943 r.", {"from": "1943-06-03", "to": "1943-06-05"}),
        ("cs", "V listopadu 1942 a v únoru 1943", {"when": "1942-11"}),
        ("it", "Il 1° maggio 1943", {"when": "1943-05-01"}),
        ("it", "Dal 3 al 5 giugno 1943", {"from": "1943-06-03", "to": "1943-06-05"}),
        ("es", "El 5 de abril de 1943", {"when": "1943-04-05"}),
    ],
)
def test_months_of_other_languages_in_their_cases(language: str, text: str, found: dict[str, str]) -> None:
    assert dates(text, language)[0][1] == found


def test_the_same_day_with_its_year_elsewhere_settles_it() -> None:
    text = "Memorandum of 29 April\n\nOn 8/5, 1963 it was sent.\n\nThe memorandum dated 29 April 1962."
    assert ("29 April", {"when": "1962-04-29", "evidence": "internal"}) in dates(text)


def test_a_date_before_it_in_the_paragraph_gives_the_year() -> None:
    text = "On December 1, 1942 they left; on January 15 they came back."
    assert dates(text, anchor=RECORD)[-1] == ("January 15", {"when": "1943-01-15", "evidence": "internal"})


def test_one_look_back_from_the_records_own_year_leads_back_to_it() -> None:
    text = "On March 3 they met. He had taken the oath on January 16, 1947. On March 9 they met again."
    assert dates(text, anchor=RECORD)[-1] == ("March 9", {"when": "1962-03-09", "evidence": "internal"})


def test_a_text_that_looks_back_goes_on_in_its_own_year() -> None:
    text = "In May 1942 we came. In June 1943 they left. In March 1944 it began.\n\nOn April 15th we fled."
    assert dates(text, anchor=DateContext(record="1946-02-01"))[-1] == (
        "April 15th",
        {"when": "1944-04-15", "evidence": "internal"},
    )


def test_nothing_is_later_than_the_publication() -> None:
    anchor = DateContext(record="1961-12-20", published="1962-01-10")
    assert dates("on February 5", anchor=anchor)[0][1]["when"] == "1961-02-05"


def test_a_date_of_birth_gives_no_year() -> None:
    text = "Josef Winter, geboren am 25. 10. 1897, sagt aus: Am 23. April kam ein Zug. Prag, 12. 8. 1945"
    assert dates(text, "de")[1] == ("23. April", {"when": "1945-04-23", "evidence": "internal"})


def test_a_weekday_chooses_among_the_years() -> None:
    text = "on Saturday, April 29"  # in 1961 a Saturday, in 1962 a Sunday
    assert dates(text, anchor=DateContext(record="1962-01-10"))[0][1]["when"] == "1961-04-29"


def test_a_day_alone_takes_the_month_before_it() -> None:
    text = "Am 1. September 1943 wurden sie gebracht und am 14. nach Lublin."
    assert dates(text, "de")[-1] == ("14.", {"when": "1943-09-14", "evidence": "internal"})


def test_the_last_month_lends_no_month() -> None:
    text = "I saw him on the 28th ult. We shall sign on the 5th."
    assert dates(text, anchor=DateContext(record="1782-11-03")) == [
        ("28th ult.", {"when": "1782-10-28", "evidence": "internal"})
    ]


def test_an_ambiguous_day_stays_ambiguous_in_the_year_of_the_context() -> None:
    assert dates("check.—Guanhua, 8/5, 1963.\n\nfor approval—Hanfu, 8/5\n") == [
        ("8/5, 1963", {"when-custom": "[1963-05-08,1963-08-05]"}),
        ("8/5", {"when-custom": "[1963-05-08,1963-08-05]", "evidence": "internal"}),
    ]


def test_what_is_completed_is_less_sure() -> None:
    stated, completed = find_dates(plain("April 22, 1962 and April 23"), language="en", anchor=None)
    assert (stated.cert, completed.cert) == ("high", "medium")


def test_the_name_of_a_file_is_evidence_where_the_text_has_none() -> None:
    named = DateContext(record=of_name("EHRI-NISKO-19391130_DE.txt"), assumed=True)
    assert dates("Ihr Schreiben vom 10. Nov. l. J.", "de", named) == [
        ("10. Nov. l. J.", {"when": "1939-11-10", "evidence": "external"})
    ]
    assert dates("Am 23. April 1944 und am 5. Mai", "de", named)[1][1]["when"] == "1944-05-05"


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("letter-1939-10-11.txt", "1939-10-11"),
        ("NISKO-1948_DE.txt", "1948"),
        ("scan-20230115.txt", ""),
        ("frus1961-63v12-d5.txt", ""),
        ("1939-11-31.txt", ""),
        ("from-1914-to-1918.txt", ""),
    ],
)
def test_the_date_in_a_name(name: str, date: str) -> None:
    assert of_name(name) == date


# Reading through editorial marks


def test_a_supplied_year_belongs_to_the_date() -> None:
    source = "dated 29 April [1962]."
    mark = Annotation(15, 21, "supplied", inner=(16, 20))
    found = find_dates(read(source, [mark]), language="en")
    assert [(source[a.start : a.end], a.attrs["when"]) for a in found] == [("29 April [1962]", "1962-04-29")]


# Dates of headers, other languages, hostile text


def test_parse_date_of_a_header() -> None:
    assert parse_date("Washington, March 18, 1963, 4 p.m.", "en") == {"when": "1963-03-18"}
    assert parse_date("no date here", "en") is None


def test_a_language_without_a_file_gets_all_of_them() -> None:
    assert dates("23 апреля 1962; 5. Mai 1945; 1er mai 1917", "und") == [
        ("23 апреля 1962", {"when": "1962-04-23"}),
        ("5. Mai 1945", {"when": "1945-05-05"}),
        ("1er mai 1917", {"when": "1917-05-01"}),
    ]


def test_calendars() -> None:
    assert gregorian(1917, 10, 25) == (1917, 11, 7)
    assert (julian_lag(1700, 2), julian_lag(1700, 3), julian_lag(1900, 3)) == (10, 11, 13)
    assert republican(8, 2, 18) == (1799, 11, 9)


def test_feasts_and_calendars_agree_with_those_who_reckon_them_too() -> None:
    convertdate = pytest.importorskip("convertdate", reason="convertdate is not installed")
    for year in range(5500, 5800, 7):
        for month in range(1, 13):
            assert to_civil("hebrew", year, month, 9) == convertdate.hebrew.to_gregorian(year, month, 9)
    for year in range(1100, 1450, 7):
        assert to_civil("islamic", year, 9, 1) == convertdate.islamic.to_gregorian(year, 9, 1)
    assert (feast("easter+0", 1916), feast("julian+0", 1916)) == ((1916, 4, 23), (1916, 4, 23))
    assert feast("hebrew 7-10", 1973) == (1973, 10, 6)


@settings(deadline=None)  # the first text loads four languages
@given(st.text(alphabet="0123456789./-–, '’()[]?MayIVXapmсгdenJ\n\u00a0", max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for language in ("en", "de", "fr", "ru"):
        for a in find_dates(plain(text), language=language, anchor=RECORD):
            assert 0 <= a.start < a.end <= len(text)
            assert not ({"when"} & a.attrs.keys() and {"from", "to", "notBefore", "notAfter"} & a.attrs.keys())
            if "when-custom" in a.attrs:
                parse_edtf(a.attrs["when-custom"])


@given(st.dates())
def test_every_day_is_read_back(day: object) -> None:
    iso = str(day)
    year = int(iso[:4])
    if year < 1500 or year > 2050:
        return
    assert parse_date(iso, "en") == {"when": iso}


def test_a_long_text_takes_no_longer_by_the_piece() -> None:
    assert len(find_dates(plain("on 5 May 1962 " * 5_000), language="en")) == 5_000


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1234 Mai 5, Worms", "de", [("1234 Mai 5", {"when": "1234-05-05"})]),
        ("1237 Juli. Bischof Konrad schenkt einen Hof.", "de", [("1237 Juli", {"when": "1237-07"})]),
        ("Es waren 1237 Julianer.", "de", []),
        ("He arrived the 8th. of April 1793.", "en", [("8th. of April 1793", {"when": "1793-04-08"})]),
        ("We stood at 7.20 and waited.", "en", [("7.20", {"when": "07:20:00"})]),
        ("They sold at 7.20 a barrel, or at 7.20 francs.", "en", []),
    ],
)  # fmt: skip
def test_older_and_other_ways_to_write(text: str, language: str, expected: list[tuple[str, dict[str, str]]]) -> None:
    assert dates(text, language) == expected


def test_a_day_beside_its_weekday_is_of_the_nearest_month_in_which_it_falls_on_that() -> None:
    diary = "March 1837\n\nWed. 29th. Left Portsmouth.\n\nFri. 31st. Calm.\n2d. Came to anchor.\n\nMon. 4th. Rain."
    assert dates(diary)[1:] == [
        ("Wed. 29th", {"when": "1837-03-29", "evidence": "internal"}),
        ("Fri. 31st", {"when": "1837-03-31", "evidence": "internal"}),
        ("2d", {"when": "1837-04-02", "evidence": "internal"}),
    ]


def test_ordinals_of_a_list_are_no_days() -> None:
    assert len(dates("Signed on 28 February 1781.\n\n1st. The troops shall march.\n2d. The forts shall be razed.")) == 1


def test_the_next_day_counts_from_no_date_of_a_relative_clause() -> None:
    text = "On May 1, 1962, he met Mr. Green, who had arrived on April 3, 1962. The next day he left."
    assert dates(text)[-1] == ("The next day", {"when": "1962-05-02", "evidence": "internal"})


def test_the_same_day_may_be_yesterday() -> None:
    assert dates("He came yesterday. The same day he left.", anchor=RECORD) == [
        ("yesterday", {"when": "1962-04-28", "evidence": "internal"}),
        ("The same day", {"when": "1962-04-28", "evidence": "internal"}),
    ]
