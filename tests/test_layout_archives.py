"""Page layouts as other archives have them, and who wrote to whom."""

from __future__ import annotations

import pytest

from converters.layout import apply
from converters.layout.parties import parties
from tests.outline import assert_whole, outline, words_of


class TestOtherArchives:
    """Papers of other offices and centuries: one small page for each habit."""

    @staticmethod
    def of(text: str) -> list[str]:
        page = apply(text)
        assert_whole(text, page)
        return outline(text, page, "lb")

    def test_a_cabinet_minute(self) -> None:
        text = """\
THIS DOCUMENT IS THE PROPERTY OF HIS BRITANNIC MAJESTY'S GOVERNMENT

SECRET                                   Copy No. 38

CONCLUSIONS of a Meeting of the Cabinet held at 10 Downing Street, on Monday, 28th June, 1948, at 11 a.m.

Present:
The Right Hon. C. R. ATTLEE, M.P., Prime Minister (in the Chair).
The Right Hon. VISCOUNT ADDISON, Lord Privy Seal.

The following were also present:
Sir EDWARD BRIDGES, Treasury.

1. The Foreign Secretary informed the Cabinet of the latest developments.

Cabinet Office, Whitehall,
28th June, 1948.
"""
        page = apply(text)
        assert self.of(text) == [
            "opener THIS DOCUMENT IS THE PROPERT",
            "seg.letterhead THIS DOCUMENT IS THE PROPERT",
            "seg.classification SECRET",
            "idno.reference Copy No. 38",
            "head CONCLUSIONS of a Meeting of",
            "list.participants Present: The Right Hon. C. R",
            "head Present:",
            "item The Right Hon. C. R. ATTLEE,",
            "item The Right Hon. VISCOUNT ADDI",
            "list.participants The following were also pres",
            "head The following were also pres",
            "item Sir EDWARD BRIDGES, Treasury",
            "p 1. The Foreign Secretary inf",
            "closer Cabinet Office, Whitehall, 2",
            "dateline Cabinet Office, Whitehall, 2",
        ]
        assert words_of(page.metadata.date) == "Monday, 28th June, 1948"
        assert words_of(page.metadata.place) == "Cabinet Office, Whitehall"

    def test_a_letter_with_the_address_below(self) -> None:
        text = """\
PREM 11/3326

10, Downing Street,
Whitehall.
July 22, 1960.

My dear Mr. Chairman,

Thank you for your letter of July 14. I was disturbed to read it.

Yours sincerely,

(Sgd.) HAROLD MACMILLAN

His Excellency Mr. N. S. Khrushchev,
Chairman of the Council of Ministers,
The Kremlin, Moscow.

cc. Foreign Secretary
    Mr. de Zulueta
"""
        page = apply(text)
        assert self.of(text) == [
            "opener PREM 11/3326 10, Downing Str",
            "idno.reference PREM 11/3326",
            "seg.letterhead 10, Downing Street,",
            "seg.letterhead Whitehall.",
            "dateline July 22, 1960.",
            "salute My dear Mr. Chairman,",
            "p Thank you for your letter of",
            "closer Yours sincerely, (Sgd.) HARO",
            "salute Yours sincerely,",
            "signed (Sgd.) HAROLD MACMILLAN",
            "seg.address His Excellency Mr. N. S. Khr",
            "seg.witness cc. Foreign Secretary",
            "seg.witness Mr. de Zulueta",
        ]
        assert [stated.text for stated in page.metadata.authors] == ["HAROLD MACMILLAN"]
        assert [stated.text for stated in page.metadata.addressees] == ["His Excellency Mr. N. S. Khrushchev"]
        assert page.metadata.place is None

    def test_a_letter_of_the_eighteenth_century(self) -> None:
        text = """\
From George Washington to Philip Schuyler

Head Quarters Morris Town 17th Feby 1777.

Dear Sir

I have yours of the 4th before me. I am Dr Sir with great Esteem Yr most Obedt Servt

Go: Washington
"""
        page = apply(text)
        assert self.of(text) == [
            "head From George Washington to Ph",
            "opener Head Quarters Morris Town 17",
            "dateline Head Quarters Morris Town 17",
            "salute Dear Sir",
            "p I have yours of the 4th befo",
            "closer Go: Washington",
            "signed Go: Washington",
        ]
        assert (words_of(page.metadata.date), words_of(page.metadata.place)) == (
            "17th Feby 1777",
            "Head Quarters Morris Town",
        )
        assert [stated.text for stated in page.metadata.addressees] == ["Philip Schuyler"]

    def test_a_french_telegram_of_an_edition(self) -> None:
        text = """\
85

M. COUVE DE MURVILLE, AMBASSADEUR DE FRANCE À BONN,
À M. PINEAU, MINISTRE DES AFFAIRES ÉTRANGÈRES.

T. nos 3245 à 3251. Réservé¹.
Bonn, 2 novembre 1956.

Je me réfère à mon télégramme n° 3198.

COUVE DE MURVILLE
"""
        page = apply(text)
        assert self.of(text) == [
            "opener 85",
            "seg.letterhead 85",
            "head M. COUVE DE MURVILLE, AMBASS",
            "opener T. nos 3245 à 3251. Réservé¹",
            "idno.reference T. nos 3245 à 3251. Réservé¹",
            "dateline Bonn, 2 novembre 1956.",
            "p Je me réfère à mon télégramm",
            "closer COUVE DE MURVILLE",
            "signed COUVE DE MURVILLE",
        ]
        assert (words_of(page.metadata.date), words_of(page.metadata.place)) == ("2 novembre 1956", "Bonn")

    def test_somebody_with_his_office_to_somebody(self) -> None:
        text = """\
M. François-Poncet, Ambassadeur de France à Berlin,
à M. Delbos, Ministre des Affaires étrangères.

T. n° 4215. Réservé.                Berlin, 12 novembre 1937.

M. Dupont, ambassadeur à Londres, a écrit à M. Pineau, ministre.

FRANÇOIS-PONCET.
"""
        page = apply(text)
        assert self.of(text) == [
            "head M. François-Poncet, Ambassad",
            "opener T. n° 4215. Réservé. Berlin,",
            "idno.reference T. n° 4215. Réservé.",
            "dateline Berlin, 12 novembre 1937.",
            "p M. Dupont, ambassadeur à Lon",
            "closer FRANÇOIS-PONCET.",
            "signed FRANÇOIS-PONCET.",
        ]
        told = page.metadata
        assert [s.text for s in (*told.authors, *told.addressees)] == ["François-Poncet", "Delbos"]

    def test_a_heading_goes_on_small_below_an_empty_line(self) -> None:
        text = """\
MINUTES

of the meeting of the Council of the League
Geneva, September 26th, 1935

Present: Mr. BRUCE (Australia); M. LAVAL (France)

The Council adopted the report.
"""
        assert self.of(text) == [
            "head MINUTES of the meeting of th",
            "opener Geneva, September 26th, 1935",
            "dateline Geneva, September 26th, 1935",
            "list.heads Present: Mr. BRUCE (Australi",
            "label Present:",
            "item Mr. BRUCE (Australia); M. LA",
            "p The Council adopted the repo",
        ]

    def test_who_had_copies_did_not_sign(self) -> None:
        text = """\
Hanoi has denounced the conference that was held in Manila.

SECRET

DISTRIBUTION:
State (INR)
DIA
NSA
"""
        assert self.of(text) == [
            "p Hanoi has denounced the conf",
            "closer SECRET DISTRIBUTION: State (",
            "seg.classification SECRET",
            "seg.witness DISTRIBUTION:",
            "seg.witness State (INR)",
            "seg.witness DIA",
            "seg.witness NSA",
        ]

    def test_what_stands_below_a_dated_signature_did_not_sign(self) -> None:
        text = "Der Zug, in den wir stiegen, fuhr nach Dachau, und dort blieben wir bis zum April.\n\nFür die Richtigkeit:\ngez. Ella Lingens\n\nLondon, den 14.3.1957\nThe Wiener Library\n"
        assert self.of(text)[2:] == [
            "seg.witness Für die Richtigkeit:",
            "signed gez. Ella Lingens",
            "dateline London, den 14.3.1957",
            "seg.witness The Wiener Library",
        ]

    def test_a_note_in_the_margin(self) -> None:
        text = "It was decided to wait until the autumn.\n\nCOLE\n\n[Marginal note by Mr. Bevin:] This must be dealt with at once.\n"
        assert self.of(text) == [
            "p It was decided to wait until",
            "closer COLE",
            "signed COLE",
            "note.marginal [Marginal note by Mr. Bevin:",
        ]

    def test_an_examination(self) -> None:
        text = """\
Deposition of William Parker, taken before me.

Q. Where do you live?
A. On South Street.
Q. Did the Mayor interfere?
A. No sir.
"""
        assert self.of(text) == [
            "p Deposition of William Parker",
            "sp Q. Where do you live?",
            "speaker Q.",
            "p Where do you live?",
            "sp A. On South Street.",
            "speaker A.",
            "p On South Street.",
            "sp Q. Did the Mayor interfere?",
            "speaker Q.",
            "p Did the Mayor interfere?",
            "sp A. No sir.",
            "speaker A.",
            "p No sir.",
        ]

    def test_an_outline_is_no_examination(self) -> None:
        text = "The plan.\n\nA. Bread.\n\nB. Salt.\n\nD. Oil.\n\nA. Men.\n\nB. Women.\n\nD. Oxen.\n"
        assert not any(line.startswith("sp") for line in self.of(text))

    def test_a_number_in_brackets_that_stands_alone_is_a_page(self) -> None:
        text = "SMITH: I went to Paris in May.\n\n[2]\n\nJONES: Did you go alone?\n"
        assert [line for line in self.of(text) if line.startswith("pb")] == ["pb"]

    def test_a_row_of_a_table_with_fewer_cells(self) -> None:
        text = """\
These are the figures of the camps in the zone.

Camp          Nationality    Men    Women
-----------------------------------------
Wegscheid     Polish         412      288
Ebelsberg     Jewish         350      297
-----------------------------------------
Total                        762      585
"""
        page = apply(text)
        cells = [a for a in page.blocks if a.element == "cell"]
        assert [text[slice(*a.content)] for a in cells[-3:]] == ["Total", "762", "585"]
        assert [a.attrs.get("cols", "") for a in cells[-3:]] == ["2", "", ""]
        assert sum(a.element == "row" for a in page.blocks) == 4

    def test_a_source_below_a_table_makes_no_catalogue_record(self) -> None:
        text = "Displaced persons, 1945\n\nWegscheid     Polish     412\nEbelsberg     Jewish     350\n\nThe figures for both are estimates of the team.\n\nThey were counted twice.\n\nSource: Area Team 3.\n"
        assert apply(text).outside == ()

    @pytest.mark.parametrize(
        ("heading", "authors", "addressees"),
        [
            ("Cable from the Chinese Embassy in Hanoi, 'Talk between He Wei and Pham Van Dong'", "Chinese Embassy in Hanoi", ""),
            ("Report, Embassy of Hungary in Korea to the Foreign Ministry", "Embassy of Hungary in Korea", "Foreign Ministry"),
            ("From George Washington to Philip Schuyler", "George Washington", "Philip Schuyler"),
            ("From MOSCOW to FOREIGN OFFICE", "", ""),
            ("Confidential report from John W. Dulanty to Joseph P. Walshe (Dublin)", "John W. Dulanty", "Joseph P. Walshe"),
            ("The Ambassador in the Soviet Union (Kohler) to the Department of State", "Kohler", "Department of State"),
            ("123 CABLEGRAM FROM EMBASSY IN WASHINGTON TO DEPARTMENT OF STATE", "EMBASSY IN WASHINGTON", "DEPARTMENT OF STATE"),
            ("LETTER FROM THE CHAIRMAN ADDRESSED TO THE PRESIDENT OF THE COUNCIL", "CHAIRMAN", "PRESIDENT OF THE COUNCIL"),
            ("Sir D. Kelly (Moscow) to Mr. Bevin (London)", "Sir D. Kelly", "Bevin"),
            ("Der Botschafter in Moskau an das Auswärtige Amt", "Botschafter in Moskau", "Auswärtige Amt"),
            ("Botschafter Groepper, Moskau, an das Auswärtige Amt", "Groepper", "Auswärtige Amt"),
            ("L'Ambassadeur de France à Londres à M. Pineau, ministre", "Ambassadeur de France à Londres", "Pineau"),
            ("M. CHAUVEL, AMBASSADEUR À LONDRES, À M. PINEAU, MINISTRE.", "CHAUVEL", "PINEAU"),
            ("L'ambasciatore a Parigi, Quaroni, al ministro degli Esteri, De Gasperi", "Quaroni", "De Gasperi"),
            ("IL MINISTRO, CIANO, AGLI AMBASCIATORI A BERLINO, ATTOLICO, E A PARIGI, GUARIGLIA", "CIANO", ""),
            ("El embajador en Roma al ministro de Estado", "embajador en Roma", "ministro de Estado"),
            ("Der Prinz an die Königin", "", ""),
            ("MEMORANDUM FOR THE PRESIDENT", "", "PRESIDENT"),
            ("Memorandum for the Record", "", ""),
        ],
    )  # fmt: skip
    def test_who_wrote_to_whom(self, heading: str, authors: str, addressees: str) -> None:
        found = {name: heading[a:b] for name, a, b, _ in parties(heading)}
        assert (found.get("authors", ""), found.get("addressees", "")) == (authors, addressees)
