"""Archival citations, taken apart with the place of each part."""

import pytest

from converters.citation import holders, names, parse

SEED = (
    '"Response to the Soviet Side’s Memorandum of 29 April," April 29, 1962, History and Public Policy Program '
    "Digital Archive, PRC FMA 118-01154-04, 35-39. Translated by Charles Kraus."
)


def parts(text: str) -> list[tuple[str, str, dict[str, str]]]:
    found = parse(text, 10)
    for _, stated in found:
        assert stated.span is not None
        assert " ".join(text[stated.span[0] - 10 : stated.span[1] - 10].split()) == stated.text
    return [(field, stated.text, dict(stated.attrs)) for field, stated in found]


def test_a_citation_of_the_wilson_center() -> None:
    assert parts(SEED) == [
        ("title", "Response to the Soviet Side’s Memorandum of 29 April", {}),
        ("date", "April 29, 1962", {}),
        ("translators", "Charles Kraus", {}),
        ("publisher", "History and Public Policy Program Digital Archive", {}),
        ("repository", "PRC FMA", {"key": "prc-fma"}),
        ("idnos", "118-01154-04", {"type": "shelfmark"}),
        ("locus", "35-39", {"from": "35", "to": "39"}),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "RGANI, f. 5, op. 49, d. 131, ll. 193–194",
            [
                ("repository", "RGANI", {"key": "rgani"}),
                ("idnos", "5", {"type": "fonds"}),
                ("idnos", "49", {"type": "opis"}),
                ("idnos", "131", {"type": "delo"}),
                ("locus", "193–194", {"from": "193", "to": "194"}),
            ],
        ),
        (
            "АВП РФ, ф. 0100, оп. 55, п. 454, д. 9, л. 12–15",
            [
                ("repository", "АВП РФ", {"key": "avprf"}),
                ("idnos", "0100", {"type": "fonds"}),
                ("idnos", "55", {"type": "opis"}),
                ("idnos", "454", {"type": "papka"}),
                ("idnos", "9", {"type": "delo"}),
                ("locus", "12–15", {"from": "12", "to": "15"}),
            ],
        ),
        (
            "AVPRF, fond 0100, opis 55, papka 454, delo 9, listy 12-15. Obtained by Sergey Radchenko and "
            "translated by Gary Goldberg.",
            [
                ("translators", "Gary Goldberg", {}),
                ("editors", "Sergey Radchenko", {}),
                ("repository", "AVPRF", {"key": "avprf"}),
                ("idnos", "0100", {"type": "fonds"}),
                ("idnos", "55", {"type": "opis"}),
                ("idnos", "454", {"type": "papka"}),
                ("idnos", "9", {"type": "delo"}),
                ("locus", "12-15", {"from": "12", "to": "15"}),
            ],
        ),
        (
            "GARF, f. R-9401, op. 2, d. 136, l. 12ob.",
            [
                ("repository", "GARF", {"key": "garf"}),
                ("idnos", "R-9401", {"type": "fonds"}),
                ("idnos", "2", {"type": "opis"}),
                ("idnos", "136", {"type": "delo"}),
                ("locus", "12ob.", {"from": "12ob", "to": "12ob"}),
            ],
        ),
        (
            "TNA, FO 371/158456, ff. 12r–13v",
            [
                ("repository", "TNA", {"key": "tna"}),
                ("idnos", "FO 371/158456", {"type": "shelfmark"}),
                ("locus", "12r–13v", {"from": "12r", "to": "13v"}),
            ],
        ),
        (
            "SAPMO-BArch DY 30/IV 2/2.035/65, Bl. 12–5",
            [
                ("repository", "SAPMO-BArch", {"key": "sapmo"}),
                ("idnos", "DY 30/IV 2/2.035/65", {"type": "shelfmark"}),
                ("locus", "12–5", {"from": "12", "to": "15"}),
            ],
        ),
        (
            "PA AA, B 130, Bd. 3812",
            [
                ("repository", "PA AA", {"key": "pa-aa"}),
                ("idnos", "B 130", {"type": "fonds"}),
                ("idnos", "3812", {"type": "volume"}),
            ],
        ),
        (
            "PA AA, MfAA, A 17.123, Bl. 12–15",
            [
                ("repository", "PA AA", {"key": "pa-aa"}),
                ("idnos", "MfAA, A 17.123", {"type": "shelfmark"}),
                ("locus", "12–15", {"from": "12", "to": "15"}),
            ],
        ),
        (
            "National Archives, RG 59, Central Files, 611.93/4–2358. Secret.",
            [
                ("repository", "National Archives", {"key": "nara"}),
                ("idnos", "59", {"type": "recordGroup"}),
                ("collection", "Central Files", {}),
                ("idnos", "611.93/4–2358", {"type": "decimal"}),
            ],
        ),
        (
            "Kennedy Library, National Security Files, Vietnam, Box 196, Folder 3.",
            [
                ("repository", "Kennedy Library", {"key": "kennedy-library"}),
                ("collection", "National Security Files", {}),
                ("idnos", "196", {"type": "box"}),
                ("idnos", "3", {"type": "folder"}),
            ],
        ),
        (
            "Department of State, Conference Files: Lot 60 D 627, CF 1234",
            [
                ("repository", "Department of State", {"key": "state-department"}),
                ("collection", "Conference Files", {}),
                ("idnos", "60 D 627", {"type": "lot"}),
            ],
        ),
        (
            "Cold War International History Project Bulletin, No. 8-9, pp. 112-3; translated from Russian by "
            "M. Doctoroff and Svetlana Savranskaya",
            [
                ("translators", "M. Doctoroff", {}),
                ("translators", "Svetlana Savranskaya", {}),
                ("original_language", "Russian", {}),
                ("series", "Cold War International History Project Bulletin, No. 8-9", {}),
                ("locus", "112-3", {"from": "112", "to": "113"}),
            ],
        ),
        (
            "ANIC, fond C.C. al P.C.R., dosar 12/1962, f. 3-5",
            [
                ("repository", "ANIC", {"key": "anic"}),
                ("idnos", "C.C. al P.C.R.", {"type": "fonds"}),
                ("idnos", "12/1962", {"type": "delo"}),
                ("locus", "3-5", {"from": "3", "to": "5"}),
            ],
        ),
        (
            "AAN, KC PZPR, XI A/15, k. 22-30",
            [
                ("repository", "AAN", {"key": "aan"}),
                ("idnos", "XI A/15", {"type": "shelfmark"}),
                ("locus", "22-30", {"from": "22", "to": "30"}),
            ],
        ),
        (
            "AMSZ, z. 6, t. 1234, w. 95, k. 3",
            [
                ("repository", "AMSZ", {"key": "amsz"}),
                ("idnos", "6", {"type": "fonds"}),
                ("idnos", "1234", {"type": "folder"}),
                ("idnos", "95", {"type": "bundle"}),
                ("locus", "3", {"from": "3", "to": "3"}),
            ],
        ),
        (
            "MNL OL, M-KS 288. f. 5/200. ő. e.",
            [
                ("repository", "MNL OL", {"key": "mnl-ol"}),
                ("idnos", "M-KS 288", {"type": "fonds"}),
                ("idnos", "5/200", {"type": "delo"}),
            ],
        ),
        (
            "TsDA, f. 1-B, op. 91, a.e. 1303, l. 12",
            [
                ("repository", "TsDA", {"key": "tsda"}),
                ("idnos", "1-B", {"type": "fonds"}),
                ("idnos", "91", {"type": "opis"}),
                ("idnos", "1303", {"type": "delo"}),
                ("locus", "12", {"from": "12", "to": "12"}),
            ],
        ),
        (
            "AQPPH, f. 14/AP-MPKBS, viti 1961, dos. 12, fl. 3-7",
            [
                ("repository", "AQPPH", {"key": "aqpph"}),
                ("idnos", "14/AP-MPKBS", {"type": "fonds"}),
                ("idnos", "1961", {"type": "year"}),
                ("idnos", "12", {"type": "delo"}),
                ("locus", "3-7", {"from": "3", "to": "7"}),
            ],
        ),
        (
            "SAPMO-BArch, DY 30/3386, Bl. 12-15",
            [
                ("repository", "SAPMO-BArch", {"key": "sapmo"}),
                ("idnos", "DY 30/3386", {"type": "shelfmark"}),
                ("locus", "12-15", {"from": "12", "to": "15"}),
            ],
        ),
        (
            "Národní archiv, f. 1261/0/11, sv. 204, a.j. 208",
            [
                ("repository", "Národní archiv", {"key": "na-cr"}),
                ("idnos", "1261/0/11", {"type": "fonds"}),
                ("idnos", "204", {"type": "volume"}),
                ("idnos", "208", {"type": "delo"}),
            ],
        ),
        (
            "AJ, 507/IX, 119/I-56",
            [
                ("repository", "AJ", {"key": "aj"}),
                ("idnos", "507/IX, 119/I-56", {"type": "shelfmark"}),
            ],
        ),
        (
            "AMAE, fond Telegrame, vol. 3, f. 120",
            [
                ("repository", "AMAE", {"key": "amae-romania"}),
                ("idnos", "Telegrame", {"type": "fonds"}),
                ("idnos", "3", {"type": "volume"}),
                ("locus", "120", {"from": "120", "to": "120"}),
            ],
        ),
        (
            "NAI, DFA/5/345/96",
            [
                ("repository", "NAI", {"key": "nai-ireland"}),
                ("idnos", "DFA/5/345/96", {"type": "shelfmark"}),
            ],
        ),
        (
            "NAA: A1838, 250/9/1/1, part 3",
            [
                ("repository", "NAA", {"key": "naa"}),
                ("idnos", "A1838, 250/9/1/1", {"type": "shelfmark"}),
            ],
        ),
    ],
)
def test_shelfmarks(text: str, expected: list[tuple[str, str, dict[str, str]]]) -> None:
    assert parts(text) == expected


def test_what_is_not_known_is_left_alone() -> None:
    assert parts("Private collection of the author, third shelf") == []


def test_enumerations_of_names() -> None:
    text = "the MacArthur Foundation, Leon Levy Foundation and Henry Luce Foundation."
    assert [text[a:b] for a, b in names(text)] == [
        "MacArthur Foundation",
        "Leon Levy Foundation",
        "Henry Luce Foundation",
    ]


def test_a_form_is_of_one_holder_or_of_several_that_write_their_numbers_differently() -> None:
    countries: dict[str, list[str]] = {}
    for holder in holders().values():
        for form in holder.forms:
            countries.setdefault(form, []).append(holder.country)
    assert {form for form, of in countries.items() if len(of) > 1} == {"AMAE", "NAI"}
    assert all(len(of) == len(set(of)) for of in countries.values())
    assert all(holder.name and holder.place and holder.country for holder in holders().values())
