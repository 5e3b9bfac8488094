"""Decoding: any bytes to text, and the same bytes back."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters import language
from converters.decode import DecodeError, decode

RUSSIAN = "Советская сторона в своей памятной записке выразила надежду, что Правительство КНР примет меры."
GERMAN = "Für die Übermittlung der Anlagen wäre ich Ihnen dankbar; die Prüfung läuft. – „Müller“ schätzt 20 °C."


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-8", "Zhou Enlai — 周恩来"),
        ("cp1252", GERMAN),
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("cp866", RUSSIAN),
        ("cp1250", "Žádáme vás o zaslání příslušných dokladů. Łódź, Świętokrzyska, Przemyśl."),
        ("gb18030", "中国政府认真研究了苏联政府四月二十九日的备忘录。"),
        ("big5", "中國政府認真研究了蘇聯政府四月二十九日的備忘錄。"),
        ("shift_jis", "これは日本の外務省の文書です。"),
        ("cp949", "조선민주주의인민공화국 정부는 이에 대하여"),
    ],
)
def test_encodings_are_told_apart(codec: str, text: str) -> None:
    source = decode(text.encode(codec))
    assert (source.text, source.encoding, source.raw) == (text, codec, text.encode(codec))


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_kept_apart_from_the_text(mark: bytes, codec: str) -> None:
    source = decode(mark + "Ни\r\n".encode(codec))
    assert (source.text, source.bom, source.encoding, source.encoding_cert) == ("Ни\r\n", mark, codec, "high")
    assert source.raw == mark + "Ни\r\n".encode(codec)


def test_utf16_without_a_mark() -> None:
    assert decode("Dear Mr. Ambassador,\n".encode("utf-16-le")).encoding == "utf-16-le"
    assert decode("Dear Mr. Ambassador,\n".encode("utf-16-be")).encoding == "utf-16-be"


def test_certainty_is_stated() -> None:
    assert decode(b"plain").encoding_cert == "high"
    assert decode((RUSSIAN * 3).encode("cp1251")).encoding_cert == "high"
    assert decode("Müller".encode("cp1252")).encoding_cert == "low"


def test_damaged_utf8_stays_utf8_and_keeps_its_bytes() -> None:
    raw = "Größe, Übermut, Ärger, Öl, süß, für, über".encode() + b" \xff\xfe end"
    source = decode(raw)
    assert (source.encoding, source.encoding_cert, source.raw) == ("utf-8", "low", raw)


def test_an_encoding_that_is_told_is_taken() -> None:
    assert decode("Москва".encode("koi8-r"), encoding="KOI8-R").text == "Москва"
    with pytest.raises(DecodeError, match=r"a\.txt: unknown encoding 'klingon'"):
        decode(b"x", name="a.txt", encoding="klingon")
    assert decode("é".encode(), encoding="ascii").raw == "é".encode()
    with pytest.raises(DecodeError, match=r"a\.txt"):
        decode(b"x", name="a.txt", encoding="base64")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WEBP"),
    ],
)
def test_what_is_not_text_is_refused_by_name(raw: bytes, kind: str) -> None:
    with pytest.raises(DecodeError, match=f"scan.txt: not text: looks like {kind}"):
        decode(raw, name="scan.txt")


def test_many_control_characters_are_not_text_and_a_few_are() -> None:
    with pytest.raises(DecodeError, match="control characters"):
        decode(bytes(range(9)) * 20, name="x")
    assert decode(b"page one\0page two\x01\n" + b"text " * 20).text.startswith("page one\0page")


@pytest.mark.parametrize("raw", [b"", b"\n", b" \t\r\n", b"\xff", b"\xfe\xff\x00", b"\xef\xbb\xbf"])
def test_empty_blank_and_odd_files_come_back(raw: bytes) -> None:
    assert decode(raw).raw == raw


@given(st.binary(max_size=200))
def test_any_bytes_come_back(raw: bytes) -> None:
    try:
        source = decode(raw)
    except DecodeError:
        return
    assert source.raw == raw


@given(st.text(max_size=100), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_unicode_text_comes_back(text: str, codec: str) -> None:
    raw = text.encode(codec, "surrogatepass")
    try:
        source = decode(raw)
    except DecodeError:
        return
    assert source.raw == raw


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The Chinese Government has studied the memorandum of the Government.", "en"),
        ("Der Botschafter teilte mit, daß die Verhandlungen nicht vor dem Mai beginnen.", "de"),
        ("Le gouvernement a pris connaissance de la note que les autorités lui ont remise.", "fr"),
        ("Посол сказал, что он не знает об этом и как это было.", "ru"),
        ("中国政府认真研究了备忘录。", "zh"),
        ("El gobierno ha tomado nota de los documentos que se le han entregado por el embajador.", "es"),
        ("Je vous remercie de votre lettre.", "fr"),
        ("La séance est levée.", "fr"),
        ("Прошу ответить немедленно.", "ru"),
        ("Мы получили ваше письмо.", "ru"),
        ("Чекаємо відповіді.", "uk"),
        ("Zürich, den 5. Mai 1848", "de"),
        ("Went to Łódź.", "en"),
        ("Cadogan, una", "und"),
        ("", "und"),
        ("1962 / 118-01154-04", "und"),
    ],
)
def test_the_language_is_told(text: str, tag: str) -> None:
    assert language.detect(text)[0] == tag


def test_languages_are_known_by_name() -> None:
    names = ("Chinese", "русский", "Deutsch", "rus", "Klingon")
    assert [language.tag_of(name) for name in names] == ["zh", "ru", "de", "ru", ""]
