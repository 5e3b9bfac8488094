"""Quantities: every line says what one expression means. Language, expression, element, attributes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.quantities import find_quantities
from converters.reading import Reading

# `measure` of people and things counted
COUNTED = [
    ("en", "three Han Chinese residents", 3, "person", "Han Chinese residents"),
    ("en", "20,000 people", 20000, "person", "people"),
    ("en", "1,163 prisoners", 1163, "person", "prisoners"),
    ("en", "twenty-three officers", 23, "person", "officers"),
    ("en", "two hundred and fifty soldiers", 250, "person", "soldiers"),
    ("en", "a dozen ships", 12, "count", "ships"),
    ("en", "8 letters", 8, "count", "letters"),
    ("en", "two pilot projects", 2, "count", "pilot projects"),
    ("en", "9 million voters", 9000000, "person", "voters"),
    ("en", "half a million men", 500000, "person", "men"),
    ("de", "1.500 Mann", 1500, "person", "Mann"),
    ("de", "60 000 Mann", 60000, "person", "Mann"),
    ("de", "eine halbe Million Juden", 500000, "person", "Juden"),
    ("ru", "полмиллиона человек", 500000, "person", "человек"),
    ("de", "3000 überwiegend jüdische Häftlinge", 3000, "person", "überwiegend jüdische Häftlinge"),
    ("de", "dreihundertfünfzig Personen", 350, "person", "Personen"),
    ("de", "fünfundzwanzig Kisten", 25, "count", "Kisten"),
    ("de", "8 Baracken", 8, "count", "Baracken"),
    ("fr", "20 000 habitants", 20000, "person", "habitants"),
    ("fr", "quatre-vingt-dix-sept ouvriers", 97, "person", "ouvriers"),
    ("fr", "trois mille hommes", 3000, "person", "hommes"),
    ("ru", "двадцать пять тысяч человек", 25000, "person", "человек"),
    ("ru", "двести сорок солдат", 240, "person", "солдат"),
    ("en", "two score and ten men", 50, "person", "men"),
    ("it", "quarantatré soldati", 43, "person", "soldati"),
    ("it", "2.000 uomini", 2000, "person", "uomini"),
    ("es", "ochenta y tres hombres", 83, "person", "hombres"),
    ("es", "1,500 refugiados", 1500, "person", "refugiados"),
    ("pl", "dwustu pięćdziesięciu więźniów", 250, "person", "więźniów"),
    ("pl", "3 nowe karabiny", 3, "count", "nowe karabiny"),
    ("ru", "20 тысяч китайских жителей", 20000, "person", "китайских жителей"),
]

# bounds and rough figures
BOUNDED = [
    ("en", "roughly 20,000 residents", {"quantity": "20000", "type": "count", "subtype": "approximate"}),
    ("en", "nearly 60,000 residents", {"quantity": "60000", "atMost": "60000", "type": "count", "subtype": "approximate"}),
    ("en", "more than 300 men", {"atLeast": "300"}),
    ("en", "at least 5 planes", {"atLeast": "5"}),
    ("en", "fewer than 40 men", {"atMost": "40"}),
    ("en", "up to 80,000 men", {"atMost": "80000"}),
    ("en", "between 350 and 400 men", {"atLeast": "350", "atMost": "400"}),
    ("en", "40-50,000 men", {"atLeast": "40000", "atMost": "50000"}),
    ("en", "ten or twelve ships", {"atLeast": "10", "atMost": "12"}),
    ("de", "etwa 1000 Häftlinge", {"quantity": "1000", "type": "count", "subtype": "approximate"}),
    ("de", "zwischen 350 und 400 Juden", {"atLeast": "350", "atMost": "400"}),
    ("de", "mindestens 20 Personen", {"atLeast": "20"}),
    ("de", "zwei- bis dreitausend Mann", {"atLeast": "2000", "atMost": "3000"}),
    ("en", "4,000-odd refugees", {"quantity": "4000", "type": "count", "subtype": "approximate"}),
    ("en", "300 or more men", {"atLeast": "300"}),
    ("it", "circa 300 operai", {"quantity": "300", "type": "count", "subtype": "approximate"}),
    ("es", "entre 20 y 30 heridos", {"atLeast": "20", "atMost": "30"}),
    ("pl", "ponad pięć tysięcy robotników", {"atLeast": "5000"}),
    ("fr", "environ 300 personnes", {"quantity": "300", "type": "count", "subtype": "approximate"}),
    ("fr", "plus de 60 000 réfugiés", {"atLeast": "60000"}),
    ("ru", "около 20 тысяч жителей", {"quantity": "20000", "type": "count", "subtype": "approximate"}),
    ("ru", "не менее 300 человек", {"atLeast": "300"}),
]

# units and money
MEASURED = [
    ("en", "120 km", {"quantity": "120", "unit": "km"}),
    ("en", "2½ miles", {"quantity": "2.5", "unit": "mile"}),
    ("en", "600,000 tons of wheat", {"quantity": "600000", "unit": "t", "commodity": "wheat"}),
    ("en", "six months", {"quantity": "6", "unit": "month", "type": "duration"}),
    ("en", "4–5 years", {"atLeast": "4", "atMost": "5", "unit": "year", "type": "duration"}),
    ("en", "$24,000", {"quantity": "24000", "unit": "USD", "type": "currency"}),
    ("en", "£12 10s. 6d.", {"quantity": "12.525", "unit": "GBP", "type": "currency"}),
    ("en", "£5 4s.", {"quantity": "5.2", "unit": "GBP", "type": "currency"}),
    ("en", "£12-10-6", {"quantity": "12.525", "unit": "GBP", "type": "currency"}),
    ("en", "£1 0s. 4d.", {"quantity": "61/60", "unit": "GBP", "type": "currency"}),
    ("en", "3s. 6d.", {"quantity": "0.175", "unit": "GBP", "type": "currency"}),
    ("en", "5l. 10s.", {"quantity": "5.5", "unit": "GBP", "type": "currency"}),
    ("en", "£3m", {"quantity": "3000000", "unit": "GBP", "type": "currency"}),
    ("en", "$4.5bn", {"quantity": "4500000000", "unit": "USD", "type": "currency"}),
    ("en", "USD 5,000", {"quantity": "5000", "unit": "USD", "type": "currency"}),
    ("en", "2 1/2 tons", {"quantity": "2.5", "unit": "t"}),
    ("en", "1/2 mile", {"quantity": "0.5", "unit": "mile"}),
    ("en", "2/3 mile", {"quantity": "2/3", "unit": "mile"}),
    ("en", "20°30'N", {"quantity": "20.5", "unit": "degree", "type": "latitude"}),
    ("en", "75° 15’ 36” West", {"quantity": "-75.26", "unit": "degree", "type": "longitude"}),
    ("fr", "2° 20' de longitude ouest", {"quantity": "-2.333333", "unit": "degree", "type": "longitude"}),
    ("de", "13° 20' ö. L.", {"quantity": "13.333333", "unit": "degree", "type": "longitude"}),
    ("ru", "38° с. ш.", {"quantity": "38", "unit": "degree", "type": "latitude"}),
    ("en", "5 guineas", {"quantity": "5", "unit": "guinea", "type": "currency"}),
    ("en", "£5 million", {"quantity": "5000000", "unit": "GBP", "type": "currency"}),
    (
        "en",
        "$300 to $350 million",
        {"atLeast": "300000000", "atMost": "350000000", "unit": "USD", "type": "currency"},
    ),
    ("en", "300 million piasters", {"quantity": "300000000", "unit": "piaster", "type": "currency"}),
    ("de", "12,5 km", {"quantity": "12.5", "unit": "km"}),
    ("de", "50 kg Mehl", {"quantity": "50", "unit": "kg", "commodity": "Mehl"}),
    ("de", "1200 t Kohle", {"quantity": "1200", "unit": "t", "commodity": "Kohle"}),
    ("de", "anderthalb Stunden", {"quantity": "1.5", "unit": "h", "type": "duration"}),
    ("fr", "200 grammes de pain", {"quantity": "200", "unit": "g", "commodity": "pain"}),
    ("de", "RM 3.000", {"quantity": "3000", "unit": "RM", "type": "currency"}),
    ("de", "700 Mio. DM", {"quantity": "700000000", "unit": "DEM", "type": "currency"}),
    ("fr", "5 millions de francs", {"quantity": "5000000", "unit": "franc", "type": "currency"}),
    ("ru", "5 млн рублей", {"quantity": "5000000", "unit": "ruble", "type": "currency"}),
    ("ru", "15 км", {"quantity": "15", "unit": "km"}),
    ("de", "S 30.-", {"quantity": "30", "unit": "schilling", "type": "currency"}),
    ("de", "RM 1.500,--", {"quantity": "1500", "unit": "RM", "type": "currency"}),
    ("de", "25,- RM", {"quantity": "25", "unit": "RM", "type": "currency"}),
    ("de", "Fr. 3.50", {"quantity": "3.5", "unit": "franc", "type": "currency"}),
    ("en", "Rs. 5,00,000", {"quantity": "500000", "unit": "rupee", "type": "currency"}),
    ("en", "Rs. 12-8-0", {"quantity": "12.5", "unit": "rupee", "type": "currency"}),
    ("en", "US$ 50 m.", {"quantity": "50000000", "unit": "USD", "type": "currency"}),
    ("it", "lire 30.000", {"quantity": "30000", "unit": "lira", "type": "currency"}),
    ("es", "$ 3.50", {"quantity": "3.5", "unit": "dollar-or-peso", "type": "currency"}),
    ("pl", "25 mln zł", {"quantity": "25000000", "unit": "zloty", "type": "currency"}),
    ("en", "10 cwt. of coal", {"quantity": "10", "unit": "cwt", "commodity": "coal"}),
    ("de", "5 Scheffel Roggen", {"quantity": "5", "unit": "Scheffel", "commodity": "Roggen"}),
    ("en", "-20°C", {"quantity": "-20", "unit": "degree-Celsius"}),
    ("en", "minus 40 degrees", {"quantity": "-40", "unit": "degree"}),
    (
        "en",
        "about 20 degrees below zero",
        {"quantity": "-20", "unit": "degree", "subtype": "approximate", "type": "measure"},
    ),
    ("de", "12 Grad unter Null", {"quantity": "-12", "unit": "degree"}),
]

NUMBERS = [
    ("en", "it has reached 60,000.", "60,000", {"value": "60000"}),
    ("en", "45% of them", "45%", {"value": "45", "type": "percentage"}),
    ("en", "82 per cent of the population", "82 per cent", {"value": "82", "type": "percentage"}),
    ("en", "an 8–9% rise", "8–9%", {"atLeast": "8", "atMost": "9", "type": "percentage"}),
    ("en", "two-thirds of it", "two-thirds", {"value": "2/3"}),
    ("en", "from 3, 000 to 5, 000", "from 3, 000 to 5, 000", {"atLeast": "3000", "atMost": "5000"}),
    ("en", "2/3 of it", "2/3", {"value": "2/3"}),
    ("en", "2-1/2 percent", "2-1/2 percent", {"value": "2.5", "type": "percentage"}),
    ("de", "2/3 der Mitglieder", "2/3", {"value": "2/3"}),
    ("fr", "12,5 pour cent", "12,5 pour cent", {"value": "12.5", "type": "percentage"}),
    ("ru", "две трети", "две трети", {"value": "2/3"}),
    ("ru", "12,5 %", "12,5 %", {"value": "12.5", "type": "percentage"}),
]

NOTHING = [
    "telegram 650 and Embtel 773 asks",
    "NSC 5508, No. 1366 reports",
    "5. He said\n\n(2) They agreed",
    "pages 848-849",
    "on April 23, 1962, at 5 p.m.",
    "Section 414 funds",
    "PL 480 loans",
    "AR-15 rifles",
    "3m high",
    "95° North",
    "in the 20s.",
    "66/37 and 2/3",
    "four-level bunks",
    "one of them",
    "below zero",
    "several hundred men",
    "S. 30 and S. 45,50",
    "three times",
    "Tape 106/A41",
]


def quantities(text: str, language: str) -> list[tuple[str, str, dict[str, str]]]:
    found = find_quantities(Reading(text, (0,), (0,), {}, {}), language=language)
    return [(text[a.start : a.end], a.element, dict(a.attrs)) for a in found]


@pytest.mark.parametrize(("language", "text", "quantity", "unit", "commodity"), COUNTED)
def test_what_is_counted(language: str, text: str, quantity: int, unit: str, commodity: str) -> None:
    attrs = {"quantity": str(quantity), "unit": unit, "commodity": commodity}
    assert quantities(f"({text})", language) == [(text, "measure", attrs)]


@pytest.mark.parametrize(("language", "text", "expected"), BOUNDED)
def test_bounds_and_rough_figures(language: str, text: str, expected: dict[str, str]) -> None:
    ((marked, _, attrs),) = quantities(f"({text})", language)
    assert marked == text
    assert {k: v for k, v in attrs.items() if k not in ("unit", "commodity")} == expected


@pytest.mark.parametrize(("language", "text", "expected"), MEASURED)
def test_units_and_money(language: str, text: str, expected: dict[str, str]) -> None:
    assert quantities(f"({text})", language) == [(text, "measure", expected)]


@pytest.mark.parametrize(("language", "text", "marked", "expected"), NUMBERS)
def test_numbers_by_themselves(language: str, text: str, marked: str, expected: dict[str, str]) -> None:
    assert quantities(text, language) == [(marked, "num", expected)]


@pytest.mark.parametrize("text", NOTHING)
def test_labels_dates_and_references_are_no_quantities(text: str) -> None:
    assert quantities(text, "en") == []


def test_a_language_without_a_file_has_no_quantities() -> None:
    assert quantities("20 000 ihmistä", "fi") == []


@given(st.text(alphabet="0123456789.,/½-–$%£ \n\u00a0akmtone(Mio)тыс", max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for language in ("en", "de", "fr", "ru"):
        for marked, element, attrs in quantities(text, language):
            assert marked and element in ("num", "measure") and attrs


def test_a_long_text_takes_no_longer_by_the_piece() -> None:
    assert len(quantities("about 300 men left. " * 20_000, "en")) == 20_000
