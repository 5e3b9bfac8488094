"""The schema of what regesta writes: a strict subset of TEI, documented in the ODD, and the one that nesting knows."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei.automaton import Automaton
from tei.content import ALLOWED, DESCRIBED, DIV_BOTTOM, DIV_TOP, EMPTY, MIXED
from tei.datatypes import checker
from tei.grammar import Grammar, load
from tei.parse import TEI, parse
from tei.validate import conformance

ODD = Path(str(files("tei.schema").joinpath("regesta.odd")))
RNG = Path(str(files("tei.schema").joinpath("regesta.rng")))
TEI_ALL = Path(__file__).parents[2] / "shared" / "schema" / "tei_all.rng"
EXAMPLE = Path(__file__).parents[2] / "shared" / "example" / "seed-excerpt.tei.xml"
NS = {"t": TEI}
whole_of_tei = pytest.mark.skipif(not TEI_ALL.is_file(), reason="../shared/schema/tei_all.rng is not there")

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>"
    "<publicationStmt><p>Not published.</p></publicationStmt>"
    "<sourceDesc><p>Made for a test.</p></sourceDesc></fileDesc></teiHeader>"
)
SAMPLE = f"""<TEI xmlns="{TEI}">{HEADER}
<standOff><listPerson><person xml:id="zhang"><persName>Zhang Hanfu</persName></person></listPerson>
<listEvent type="told"><event xml:id="ev-1" when="1962-04-23" resp="#zhang" cert="medium"><label>Meeting</label>
<note type="date">23 April</note><ptr type="passage" target="#q-1"/>
<listRelation><relation name="participant" active="#zhang" passive="#ev-1"/></listRelation></event></listEvent>
</standOff>
<text xml:space="preserve"><front><note type="routing">Seen.</note></front>
<body><head>A <sic>leter</sic></head><opener><salute>Dear Sir,</salute></opener>
<p>On <date when="1962-04-23">23 April</date> <persName ref="#zhang">Zhang</persName> saw
<gap reason="illegible" quantity="2" unit="line"><desc>two lines</desc></gap> and
<choice><sic>24</sic><corr>23</corr></choice> <supplied reason="subaudible">men</supplied>.</p>
<list><item>One</item><item xml:id="q-1">Two</item></list>
<closer><signed>Hanfu</signed></closer></body></text></TEI>""".encode()


@pytest.fixture(scope="module")
def regesta() -> Grammar:
    return load()


@pytest.fixture(scope="module")
def tei() -> Grammar:
    return load(str(TEI_ALL))


def first_difference(part: Automaton, whole: Automaton) -> tuple[str, ...] | None:
    """The shortest content that `part` accepts and `whole` does not; None if there is none."""
    queue: list[tuple[frozenset[int], frozenset[int], tuple[str, ...]]] = [(part.start, whole.start, ())]
    seen = {queue[0][:2]}
    for ours, theirs, path in queue:
        if part.end in ours and whole.end not in theirs:
            return (*path, "END")
        for symbol in sorted(part.expected(ours)):
            after = part.step(ours, symbol), whole.step(theirs, symbol)
            if not after[1]:
                return (*path, symbol)
            if after not in seen:
                seen.add(after)
                queue.append((*after, (*path, symbol)))
    return None


@whole_of_tei
def test_all_that_regesta_may_write_is_tei(regesta: Grammar, tei: Grammar) -> None:
    """For each element whatever content, attributes and values regesta.rng allows, tei_all allows too."""
    word = ("token", r"[^\p{C}\p{Z}]+")
    for name in sorted(regesta.names):
        ours, theirs = regesta.element(name), tei.element(name)
        assert ours is not None
        assert theirs is not None, f"{name} is not an element of TEI"
        assert first_difference(ours.content, theirs.content) is None, name
        assert ours.attributes.keys() <= theirs.attributes.keys(), name
        assert theirs.required <= ours.required, name
        for attribute, values in ours.attributes.items():
            allowed = theirs.attributes[attribute]
            if ("string",) in allowed.types:
                continue
            where = f"{name}/@{attribute}"
            assert values.types <= allowed.types, where
            assert values.words <= allowed.words or word in allowed.types, where
            assert allowed.many or not values.many, where


@whole_of_tei
def test_it_is_a_strict_subset(regesta: Grammar, tei: Grammar) -> None:
    assert len(regesta.names) < len(tei.names) / 2


def odd() -> etree._Element:
    return parse(ODD).getroot()


def test_the_odd_lists_the_elements_of_the_schema(regesta: Grammar) -> None:
    included = [name for include in odd().xpath("//t:moduleRef/@include", namespaces=NS) for name in include.split()]
    assert len(included) == len(set(included))
    assert set(included) == regesta.names


def closed_lists() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Element or class, attribute, and values of each closed list in the ODD."""
    for values in odd().iterfind(".//t:valList[@type='closed']", NS):
        attribute = values.getparent()
        spec = attribute.getparent().getparent()
        words = frozenset(str(item.get("ident")) for item in values.iterfind("t:valItem", NS))
        yield str(spec.get("ident")), str(attribute.get("ident")), words


def test_closed_lists_of_the_odd_are_those_of_the_schema(regesta: Grammar) -> None:
    for spec, attribute, words in closed_lists():
        names = regesta.names if spec.startswith("att.") else [spec]
        said = [regesta.element(name) for name in names]
        lists = {e.attributes[attribute].words for e in said if e is not None and attribute in e.attributes}
        assert lists == {words}, f"{spec}/@{attribute}"


@whole_of_tei
def test_lists_narrower_than_those_of_tei_are_in_the_odd(regesta: Grammar, tei: Grammar) -> None:
    documented = {(spec, attribute) for spec, attribute, _ in closed_lists()}
    by_class = {attribute for spec, attribute in documented if spec.startswith("att.")}
    for name in sorted(regesta.names):
        ours, theirs = regesta.element(name), tei.element(name)
        assert ours is not None
        assert theirs is not None
        for attribute, values in ours.attributes.items():
            if values.words and not values.types and values.words != theirs.attributes[attribute].words:
                assert attribute in by_class or (name, attribute) in documented, f"{name}/@{attribute}"


@whole_of_tei
def test_the_odd_is_valid_tei(tei: Grammar) -> None:
    assert [*conformance(parse(ODD), tei)] == []


HEADER_ONLY = frozenset(
    {"author", "editor", "respStmt", "publisher", "pubPlace", "edition", "biblScope", "extent", "availability",
     "msIdentifier", "desc", "figDesc", "graphic", "span"}
)  # fmt: skip
"""What `bibl` and `figure` take from elsewhere: no business of nesting."""


def test_nesting_knows_what_the_schema_allows(regesta: Grammar) -> None:
    """`tei.content` is the schema without order, for all that may stand in `text`."""
    found: dict[str, frozenset[str]] = {}
    queue = ["text"]
    for name in queue:
        if name not in found and name not in HEADER_ONLY:
            element = regesta.element("desc" if name in DESCRIBED else name)
            assert element is not None
            found[name] = element.children
            assert (name in MIXED) == element.mixed, name
            assert (name in EMPTY) == (not element.content.symbols), name
            queue += sorted(element.children)
    assert found == dict(ALLOWED)


def test_described_elements_have_a_description(regesta: Grammar) -> None:
    for name in DESCRIBED:
        element = regesta.element(name)
        assert element is not None
        assert "desc" in element.children
        assert not element.mixed


def test_nesting_knows_what_opens_and_closes_a_division(regesta: Grammar) -> None:
    div = regesta.element("div")
    assert div is not None
    content = div.content
    after_paragraph = content.step(content.start, "p")
    after_closer = content.step(after_paragraph, "closer")
    elsewhere = content.expected(after_paragraph)
    assert content.expected(content.start) - elsewhere == DIV_TOP - DIV_BOTTOM
    assert content.expected(after_closer) & (DIV_TOP | DIV_BOTTOM) == DIV_BOTTOM


@pytest.fixture(scope="module")
def libxml2() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(RNG))


def documents() -> list[bytes]:
    return [SAMPLE, *([EXAMPLE.read_bytes()] if EXAMPLE.is_file() else [])]


@pytest.mark.parametrize("source", documents())
def test_examples_are_valid(source: bytes, regesta: Grammar, libxml2: etree.RelaxNG) -> None:
    tree = parse(source)
    assert [*conformance(tree, regesta)] == []
    assert libxml2.validate(tree), libxml2.error_log
    if TEI_ALL.is_file():
        assert [*conformance(tree, load(str(TEI_ALL)))] == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_libxml2_judges_the_same(data: st.DataObject, regesta: Grammar, libxml2: etree.RelaxNG) -> None:
    """Elements exchanged, doubled, renamed and dropped, attributes moved: both find fault, or neither."""
    tree = copy.deepcopy(parse(SAMPLE))
    elements = [*tree.getroot().iter(etree.Element)][1:]
    for _ in range(data.draw(st.integers(1, 2))):
        one, other = data.draw(st.sampled_from(elements)), data.draw(st.sampled_from(elements))
        parent = one.getparent()
        match data.draw(st.sampled_from(["rename", "drop", "double", "attributes", "text"])):
            case "rename":
                one.tag = other.tag
            case "drop" if parent is not None:
                parent.remove(one)
            case "double" if parent is not None and one not in other.iter():
                twin = copy.deepcopy(other)
                for element in twin.iter():
                    element.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", None)
                parent.insert(parent.index(one), twin)
            case "attributes":
                for key in other.keys():  # noqa: SIM118
                    if not key.endswith("id"):
                        one.set(key, data.draw(st.sampled_from([other.get(key), "", "a b", "1962-13-01", "high"])))
            case "text":
                one.text = "words"
    assert (not [*conformance(tree, regesta)]) == libxml2.validate(tree)


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("date", ["1962-04-29", "2000-02-29", "-0044-03-15", "1962-04-29Z"], ["1962-4-29", "1900-02-29", "1962-13-01"]),
        ("gYearMonth", ["1962-04"], ["1962-4", "1962", "1962-00"]),
        ("gYear", ["1962", "-0500"], ["62", "1962-", "AD 1962"]),
        ("gMonthDay", ["--04-23"], ["04-23", "--13-01"]),
        ("dateTime", ["1962-04-23T10:30:00"], ["1962-04-23 10:30", "1962-04-23T25:00:00"]),
        ("time", ["10:30:00", "24:00:00"], ["10:30", "10.30"]),
        ("duration", ["P1D", "PT2H30M", "P1Y2M"], ["P", "PT", "1D", "P1DT"]),
        ("decimal", ["20000", "-1.5"], ["20,000", "1e3", ""]),
        ("double", ["1e3", "INF", "0.5"], ["inf", "1/2"]),
        ("nonNegativeInteger", ["0", "12"], ["-1", "1.5"]),
        ("boolean", ["true", "0"], ["yes"]),
        ("language", ["en", "zh-Hant"], ["english language", "e_n"]),
        ("ID", ["q-1", "Ärger"], ["1q", "a b", ""]),
        ("anyURI", ["#a", "a.txt#char=1,2", "https://example.org/", ""], ["Ü:", "#a#b"]),
    ],
)
def test_datatypes(datatype: str, good: list[str], bad: list[str]) -> None:
    accepts = checker(datatype)
    assert [value for value in good if not accepts(value)] == []
    assert [value for value in bad if accepts(value)] == []
