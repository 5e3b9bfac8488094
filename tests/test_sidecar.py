"""Side-cars: a person's word on a document wins over the program's."""

from pathlib import Path

import pytest

from converters import sidecar
from converters.sidecar import SidecarError
from tei.metadata import Metadata, Stated


def written(folder: Path, text: str) -> Path:
    path = folder / "letter.meta.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_gives_and_corrects_values(tmp_path: Path) -> None:
    read = Metadata(title=Stated("Leter", (0, 5)), place=Stated("Prag", (7, 11)), language="de")
    side = sidecar.load(
        written(
            tmp_path,
            """
            title = "Letter"
            date = { text = "29 April 1962", when = "1962-04-29" }
            authors = ["Chinese Government", { text = "Zhou Enlai", role = "Premier" }]
            """,
        )
    )

    assert sidecar.merge(read, side) == Metadata(
        title=Stated("Letter", cert=None),
        date=Stated("29 April 1962", attrs={"when": "1962-04-29"}, cert=None),
        authors=(
            Stated("Chinese Government", cert=None),
            Stated("Zhou Enlai", attrs={"role": "Premier"}, cert=None),
        ),
        place=Stated("Prag", (7, 11)),
        language="de",
    )


def test_a_value_in_the_words_of_the_source_keeps_its_place(tmp_path: Path) -> None:
    read = Metadata(date=Stated("8/5", (10, 13)), funders=(Stated("A", (0, 1)), Stated("B", (2, 3))))
    side = sidecar.load(written(tmp_path, 'date = { text = "8/5", when = "1963-05-08" }\nfunders = ["B", "C"]'))
    assert sidecar.merge(read, side) == Metadata(
        date=Stated("8/5", (10, 13), {"when": "1963-05-08"}),
        funders=(Stated("B", (2, 3)), Stated("C", cert=None)),
    )


def test_an_empty_value_takes_away_what_was_read(tmp_path: Path) -> None:
    read = Metadata(place=Stated("Prag", (7, 11)), funders=(Stated("A", (0, 1)),))
    side = sidecar.load(written(tmp_path, 'place = ""\nfunders = []'))
    assert sidecar.merge(read, side) == Metadata()


def test_a_date_may_be_written_without_quotation_marks(tmp_path: Path) -> None:
    side = sidecar.load(written(tmp_path, "date = 1962-04-29"))
    assert sidecar.merge(Metadata(), side).date == Stated("1962-04-29", attrs={"when": "1962-04-29"}, cert=None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('titel = "x"', "'titel'"),
        ('date = { text = "x", wenn = "1962" }', "'date.wenn'"),
        ("title = 5", "'title'"),
        ('date = { when = "1962" }', "'date'"),
        ("language = 1", "'language'"),
        ('date = { text = "x", cert = "sure" }', "'date.cert'"),
        ("title = ", "Invalid value"),
        ('date = { text = "x", when = "29.4.1962" }', "'date.when' is '29.4.1962': it must be a date of ISO 8601"),
        ('idnos = [{ text = "7", type = "old number" }]', "'idnos.type' is 'old number': it must be one word"),
        ('language = "Old English?"', "'language' is 'Old English?': it must be a language tag"),
        ('language = "English"', "'language' is 'English': it must be a language tag, such as en"),
        ('authors = [{ text = "A", ref = "anna" }]', "'authors.ref' is 'anna': it must be #ID, or an address"),
        ('date = { text = "x", from = "1947-02", to = "1946" }', "'date.from' is '1947-02', after 'date.to', '1946'"),
        ('id = "17 b"', "'id' is '17 b': it must be a name that begins with a letter"),
        ("title = " + "[" * 20_000, "values are nested too deep"),
    ],
)
def test_errors_name_file_and_key(tmp_path: Path, text: str, names: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SidecarError) as error:
        sidecar.load(path)
    assert str(path) in str(error.value)
    assert names in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SidecarError, match=r"nothing\.meta\.toml"):
        sidecar.load(tmp_path / "nothing.meta.toml")
