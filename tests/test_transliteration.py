"""Names across scripts and romanisations: what is the same name, and what other spellings it has."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.authority import chinese, cyrillic, folding
from converters.authority.tables import rows
from converters.authority.transliteration import keys, same_name, variants

SAME = [
    # pinyin, Wade-Giles, and Wade-Giles as newspapers print it
    ("Zhou Enlai", "Chou En-lai"),
    ("Zhou Enlai", "Zhou En-lai"),
    ("Zhou Enlai", "Chou En Lai"),
    ("Mao Zedong", "Mao Tse-tung"),
    ("Zhang Hanfu", "Chang Han-fu"),
    ("Chen Yi", "Ch'en I"),
    ("Chen Yi", "Ch’en Yi"),
    ("Qiao Guanhua", "Ch'iao Kuan-hua"),
    ("Qiao Guanhua", "Chiao Kuan-hua"),
    ("Deng Xiaoping", "Teng Hsiao-p'ing"),
    ("Deng Xiaoping", "Teng Hsiao-ping"),
    ("Liu Shaoqi", "Liu Shao-ch'i"),
    ("Zhang Zhizhong", "Chang Chih-chung"),
    ("Xue Muqiao", "Hsüeh Mu-ch'iao"),
    # spellings that follow no system
    ("Chiang Kai-shek", "Jiang Jieshi"),
    ("Sun Yat-sen", "Sun Zhongshan"),
    ("Peking", "Beijing"),
    ("Sinkiang", "Xinjiang"),
    ("Ba-ke-tu", "Bakhty"),
    ("周恩来", "Chou En-lai"),
    # Cyrillic
    ("Хрущёв", "Khrushchev"),
    ("Хрущев", "Chruschtschow"),
    ("Khrushchev", "Khrouchtchev"),
    ("Khrushchev", "Chruščëv"),
    ("Громыко", "Gromyko"),
    ("Горбачёв", "Gorbatschow"),
    ("Gorbachev", "Gorbatchev"),
    ("Микоян", "Mikojan"),
    ("Vyshinsky", "Wyschinski"),
    ("Vyshinskii", "Vyshinskiy"),
    ("Zhukov", "Schukow"),
    ("Bulganin", "Boulganine"),
    ("Sergeevich", "Sergejewitsch"),
    ("Alexandrovich", "Aleksandrovich"),
    # the same letters
    ("Schröder", "Schroeder"),
    ("Weiß", "Weiss"),
    ("Alkmim", "ALKMIM"),
    ("Beltrán Espantoso", "Beltran Espantoso"),
    ("O’Connor", "O'Connor"),
    ("Averoff-Tosizza", "Averoff Tosizza"),
    ("Łódź", "Lodz"),
]

DIFFERENT = [
    ("Rusk", "Bush"),
    ("Brown", "Braun"),
    ("Wang Li", "Huang Li"),
    ("Zhou Enlai", "Zhu De"),
    ("Dean Rusk", "Dean Acheson"),
    ("Molotov", "Malenkov"),
    ("Kennedy", "Kennan"),
    ("Zhang Hanfu", "Zhang Wentian"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_two_people(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize(
    ("name", "system", "expected"),
    [
        ("Хрущёв", "iso9", "Hruŝëv"),
        ("Хрущёв", "scholarly", "Chruščëv"),
        ("Хрущев", "bgn", "Khrushchev"),
        ("Хрущёв", "duden", "Chruschtschow"),
        ("Хрущёв", "french", "Khrouchtchev"),
        ("Достоевский", "bgn", "Dostoyevskiy"),
        ("Достоевский", "loc", "Dostoevskii"),
        ("Достоевский", "duden", "Dostojewski"),
        ("Ельцин", "bgn", "Yel’tsin"),
        ("Ельцин", "duden", "Jelzin"),
        ("Жуков", "duden", "Schukow"),
        ("Юрий Андропов", "scholarly", "Jurij Andropov"),
    ],
)
def test_cyrillic_in_latin_letters(name: str, system: str, expected: str) -> None:
    assert cyrillic.romanise(name, system) == expected


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("Hanfu", [("han", "fu")]),
        ("Guanhua", [("guan", "hua")]),
        ("Xi'an", [("xi", "an")]),
        ("Xian", [("xian",)]),
        ("Enlai", [("en", "lai")]),
        ("Rusk", []),
        ("Kennedy", []),
    ],
)
def test_pinyin_is_divided_into_syllables(word: str, syllables: list[tuple[str, ...]]) -> None:
    assert list(chinese.pinyin_readings(word)) == syllables


def test_aspiration_is_heeded_where_it_is_written() -> None:
    assert chinese.wade_readings("Hsiao-p'ing") == (("xiao", "ping"),)
    assert set(chinese.wade_readings("Hsiao-ping")) == {("xiao", "ping"), ("xiao", "bing")}


def test_what_is_not_chinese_is_not_taken_for_it() -> None:
    assert chinese.is_name("Zhang", "Hanfu")
    assert chinese.is_name("Chou", "En-lai")
    assert not chinese.is_name("Lang", "Hans")
    assert not chinese.is_name("Allen", "Roger")
    assert not chinese.is_name("Chen", "C. K.")


def test_the_syllable_table_is_whole() -> None:
    table = {row["pinyin"]: row["wade_giles"] for row in rows("pinyin.csv")}
    assert len(table) >= 405
    for pinyin, wade in [
        ("zhang", "chang"), ("chang", "ch'ang"), ("zi", "tzu"), ("ci", "tz'u"), ("si", "ssu"), ("zhi", "chih"),
        ("chi", "ch'ih"), ("ri", "jih"), ("xi", "hsi"), ("qu", "ch'ü"), ("yu", "yü"), ("xue", "hsüeh"),
        ("rong", "jung"), ("duo", "to"), ("guo", "kuo"), ("gui", "kuei"), ("he", "ho"), ("ke", "k'o"),
        ("tian", "t'ien"), ("er", "erh"), ("you", "yu"), ("yan", "yen"), ("lüe", "lüeh"), ("cai", "ts'ai"),
        ("jiong", "chiung"), ("shuo", "shuo"),
    ]:  # fmt: skip
        assert table[pinyin] == wade


@given(
    st.sampled_from([row["pinyin"] for row in rows("pinyin.csv")]), st.sampled_from(["lai", "fu", "hua", "yi", "zhong"])
)
def test_wade_giles_leads_back_to_pinyin(first: str, second: str) -> None:
    for written in chinese.variants(f"Zhang {first.capitalize()}{second}"):
        assert same_name(written, f"Zhang {first.capitalize()}{second}") or first[0] in "aeo"


@given(st.text(max_size=40))
def test_any_text_has_variants_and_is_its_own_name(text: str) -> None:
    assert text not in variants(text)
    assert same_name(text, text)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=2, max_size=12))
def test_every_romanisation_can_be_found_again(word: str) -> None:
    name = word.capitalize()
    assert all(form for form in cyrillic.variants(name))
    assert keys(name)


@pytest.mark.parametrize("module", [chinese, cyrillic, folding])
def test_the_examples_in_the_documentation_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
