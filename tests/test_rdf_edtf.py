"""Dates: from TEI's attributes to EDTF, and from EDTF to the days that it covers."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdf.edtf import EdtfError, from_tei, members, readings, whole


@pytest.mark.parametrize(
    ("attributes", "edtf"),
    [
        ({"when": "1962-04-23"}, "1962-04-23"),
        ({"when": "1962-04-23Z"}, "1962-04-23"),
        ({"when": "1962-04-23+08:00"}, "1962-04-23"),
        ({"when": "1962-04-23T20:00:00"}, "1962-04-23T20:00:00"),
        ({"when": "--04-23"}, "XXXX-04-23"),
        ({"when": "-0044-03-15"}, "-0044-03-15"),
        ({"from": "1962-03-15"}, "1962-03-15/"),
        ({"to": "1962-05"}, "/1962-05"),
        ({"from": "1962-03-15", "to": "1962-05"}, "1962-03-15/1962-05"),
        ({"notBefore": "1962-03-11", "notAfter": "1962-03-20"}, "[1962-03-11..1962-03-20]"),
        ({"notAfter": "1975"}, "[..1975]"),
        ({"notBefore": "1962", "notAfter": "1962"}, "1962"),
        ({"when-custom": "[1963-05-08,1963-08-05]", "datingMethod": "#edtf"}, "[1963-05-08,1963-08-05]"),
        ({"when-custom": "14 Thermidor II", "datingMethod": "#republican"}, ""),
        ({"notBefore-custom": "0101", "notAfter-custom": "0300", "datingMethod": "#julian"}, "[0101..0300]"),
        ({"when-iso": "1962-04-23/1962-04-25"}, "1962-04-23/1962-04-25"),
        ({"when": "20:00:00"}, ""),
        ({}, ""),
    ],
)
def test_tei_dates_are_written_in_edtf(attributes: dict[str, str], edtf: str) -> None:
    assert from_tei(attributes) == edtf


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1962-04-23", "1962-04-23", "1962-04-23"),
        ("1962-04", "1962-04-01", "1962-04-30"),
        ("1964-02", "1964-02-01", "1964-02-29"),
        ("1962", "1962-01-01", "1962-12-31"),
        ("196X", "1960-01-01", "1969-12-31"),
        ("1962-XX-23", "1962-01-23", "1962-12-23"),
        ("1962-04-23?", "1962-04-23", "1962-04-23"),
        ("1962-21", "1962-03-01", "1962-05-31"),
        ("1962-24", "1962-12-01", "1963-02-28"),
        ("1962-34", "1962-04-01", "1962-06-30"),
        ("1962-03-15/", "1962-03-15", ""),
        ("1962-03-15/..", "1962-03-15", ""),
        ("/1962-05", "", "1962-05-31"),
        ("[1963-05-08,1963-08-05]", "1963-05-08", "1963-08-05"),
        ("[1962-03-11..1962-03-20]", "1962-03-11", "1962-03-20"),
        ("{1960,1961..1963}", "1960-01-01", "1963-12-31"),
        ("[..1962]", "", "1962-12-31"),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
        ("Y170000", "170000-01-01", "170000-12-31"),
        ("XXXX-04-23", "", ""),
    ],
)
def test_a_date_covers_days(edtf: str, first: str, last: str) -> None:
    assert whole(edtf) == (first, last)


def test_a_set_has_readings() -> None:
    assert readings("[1963-05-08,1963-08-05]") == (("1963-05-08", "1963-05-08"), ("1963-08-05", "1963-08-05"))
    assert members("[1963-05-08,1963-08-05]") == ("1963-05-08", "1963-08-05")
    assert members("[1962-03-11..1962-03-20]") == ()


@pytest.mark.parametrize(
    "text", ["", "/", "[]", "April", "1962-13", "1962-02-30", "62", "1962-4-3", "1/2/3", "Y12E99", "[1962,]"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(EdtfError):
        whole(text)


@given(st.text(alphabet="0123456789X-/.,[]{}?~%YET: ", max_size=24))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        first, last = whole(text)
    except ValueError:
        return
    assert (
        not (first and last)
        or first[0] == "-"
        or len(first) != len(last)
        or first <= last
        or "/" in text
        or ".." in text
    )


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
def test_days_agree_with_the_edtf_package(day: object, form: str) -> None:
    edtf = pytest.importorskip("edtf")
    logging.getLogger("edtf").setLevel(logging.ERROR)
    text = day.strftime(form).zfill(len(form) + 2 * form.count("Y"))  # type: ignore[attr-defined]
    if len(text.partition("-")[0]) != 4:
        return
    parsed = edtf.parse_edtf(text)
    assert whole(text) == (
        "{:04d}-{:02d}-{:02d}".format(*parsed.lower_strict()[:3]),
        "{:04d}-{:02d}-{:02d}".format(*parsed.upper_strict()[:3]),
    )
