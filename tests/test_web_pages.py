"""The pages for people: what a reader finds on each, and that nobody's text becomes markup."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from lxml import html
from starlette.testclient import TestClient

from regesta.web.app import create_app
from regesta.web.citation import as_bibtex, as_ris, csl
from regesta.web.corpus import Corpus
from regesta.web.identities import Entry, things
from regesta.web.layout import positions
from regesta.web.reading import read
from tei import Document
from tei.metadata import Metadata, Stated
from tests.pages_corpus import FOREIGN, HOSTILE_NAME, SEED, write

PAGES = ("/", "/documents", "/persons", "/organisations", "/places", "/timeline", "/map", "/network",
         "/network?by=events", "/doubtful", "/about")
HOSTILE = f"/documents/{quote(f'sub/{HOSTILE_NAME}')}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(create_app(Corpus.open(write(tmp_path_factory.mktemp("corpus")))))


def page(client: TestClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert "unsafe" not in answer.headers["content-security-policy"]
    return html.fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_text_is_an_edition(client: TestClient) -> None:
    text = page(client, "/documents/seed").get_element_by_id("text")
    name = text.cssselect("a.mark.person")[0]
    assert words(name) == "[Zhang] Hanfu"
    assert [words(e) for e in name.cssselect(".supplied")] == ["[Zhang]"]
    assert words(text.cssselect(".gap")[0]) == "[illegible]"
    assert words(text.cssselect(".sic")[0]) == "Ba-ke-tu [sic]"
    assert words(text.cssselect(".date.low")[0]) == "8/5, 1963? (doubtful)"


def test_every_mark_says_who_said_so_how_sure_and_why(client: TestClient) -> None:
    found = page(client, "/documents/seed")
    mark = next(a for a in found.cssselect("#text a.person") if words(a) == "[Zhang] Hanfu")
    entry = found.get_element_by_id(mark.get("href")[1:])
    assert " ".join(" ".join(entry.itertext()).split()) == (
        "[Zhang] Hanfu person is Zhang Hanfu Says regesta 0.1.0, a program: sure Because: A full name of the authority. "
        "name.authority.full [Zhang] supplied reason name-completion Says regesta 0.1.0, a program: sure Because: "
        "A part of a name supplied before the rest of it: [Zhang] Hanfu. generic.forename-supplied"
    )
    target = next(a for a in entry.cssselect("a") if words(a) == "Zhang Hanfu").get("href")
    assert words(page(client, target).cssselect("h1")[0]) == "Zhang Hanfu"


def test_no_character_of_the_source_is_lost_or_moved(client: TestClient) -> None:
    """The pane of the source is the source; each run of the text says where in it it stands."""
    found = page(client, "/documents/seed")
    source = next(SEED.glob("*.txt")).read_text("utf-8")
    assert "".join(line.text for line in found.cssselect("#source .line")) == f"{source}\n"
    runs = found.cssselect("#text [data-c]")
    assert len(runs) > 100
    for run in runs:
        start = int(run.get("data-c"))
        assert source[start : start + len(run.text)] == run.text


def test_a_passage_has_an_address(client: TestClient) -> None:
    found = page(client, "/documents/seed?char=626,660")
    assert "".join(words(e) for e in found.cssselect("#text mark")[:1]) == "Comrade"
    assert found.get_element_by_id("passage") is not None
    assert page(client, "/documents/seed").cssselect('[id="char=634,647"]')[0].tag == "a"
    for wrong in ("x", "5,2", "999999,9999999", "-1,2", "1"):
        assert not page(client, f"/documents/seed?char={wrong}").cssselect("mark")


def test_metadata_citation_events_and_references_stand_on_the_page(client: TestClient) -> None:
    found = page(client, "/documents/seed")
    assert "118-01154-04" in words(found)
    assert "Exodus of Xinjiang Chinese Residents to Soviet Union" in words(found.cssselect("ul.events")[0])
    assert "Cites: the Soviet Side’s Memorandum of 29 April" in words(found)
    assert "Answers: Memorandum of Government of the Soviet Union, 29 April" in words(found)
    described = json.loads(found.cssselect('script[type="application/ld+json"]')[0].text)
    assert described["dateCreated"] == "1962-04-29"
    assert described["holdingArchive"]["name"] == "PRC FMA"


def test_files_to_download(client: TestClient) -> None:
    source = next(SEED.glob("*.txt"))
    assert client.get("/files/seed.txt").content == source.read_bytes()
    assert client.get("/files/seed.tei.xml").headers["content-type"] == "application/tei+xml"
    assert b"rico:Record" in client.get("/files/seed.ttl").content
    assert json.loads(client.get("/files/seed.jsonld").content)["@graph"]
    assert client.get("/files/seed.csl.json").json()[0]["issued"] == {"date-parts": [[1962, 4, 29]]}
    assert "DA  - 1962/04/29/" in client.get("/files/seed.ris").text
    assert "date = {1962-04-29}" in client.get("/files/seed.bib").text


def test_search_ignores_marks(client: TestClient) -> None:
    for asked in ("Zhang Hanfu", '"Zhang Hanfu"', "zhang hanf", "Ba-ke-tu"):
        found = page(client, f"/documents?q={quote(asked)}")
        assert words(found.cssselect("h1")[0]).endswith("in 1 document"), asked
        target = found.cssselect(".hit a")[0].get("href")
        assert page(client, target.partition("#")[0]).cssselect("#text mark")
    assert "char=635%2C647" in page(client, "/documents?q=%22Zhang+Hanfu%22").cssselect(".hit a")[0].get("href")
    assert words(page(client, "/documents?q=章汉夫").cssselect("h1")[0]) == "“章汉夫” in 1 document"


@pytest.mark.parametrize("asked", ['"', "AND", "a OR", "NEAR(", "text:x", "*", "'; DROP TABLE words", "(", "-", "\x00"])
def test_what_is_searched_for_is_words_and_never_an_operator(client: TestClient, asked: str) -> None:
    page(client, f"/documents?q={quote(asked)}")


def test_facets_narrow_the_list(client: TestClient) -> None:
    start = page(client, "/documents")
    assert words(start.cssselect("h1")[0]) == "3 documents"
    for facet in start.cssselect(".facets details"):
        for choice in facet.cssselect("li"):
            link, count = choice.cssselect("a")[0], choice.cssselect(".n")
            if count and link.get("href").startswith("/documents"):
                narrowed = page(client, link.get("href"))
                assert words(narrowed.cssselect("h1")[0]).split()[0] == words(count[0]), link.get("href")
    labels = {words(s) for s in start.cssselect(".facets summary")}
    assert labels == {"Person", "Place", "Organisation", "Event", "Year", "Holder", "Convention", "Kind", "Doubtful"}


def test_a_place_has_all_its_passages_in_context_and_a_point_on_the_map(client: TestClient) -> None:
    shown = page(client, "/map")
    point = next(a for a in shown.cssselect("#map a") if a.get("aria-label").startswith("Bakhty"))
    assert (point.cssselect("circle")[0].get("cx"), point.cssselect("circle")[0].get("cy")) == ("82.75", "-46.67")
    place = page(client, point.get("href"))
    assert "defense organs at Ba-ke-tu [sic] and the Chinese" in words(place.cssselect(".passages")[0])
    assert "Meeting" in words(place)


def test_uncertain_dates_are_ranges_on_the_timeline(client: TestClient) -> None:
    rows = page(client, "/timeline?records=yes").cssselect("tbody tr")
    routing = next(row for row in rows if "Routing by Qiao Guanhua" in words(row))
    assert "1963-05-08 to 1963-08-05" in words(routing)
    assert routing.cssselect("rect.range")
    meeting = next(row for row in rows if "23 April" in words(row))
    assert meeting.cssselect("rect.day")


def test_every_point_and_link_of_the_network_leads_to_passages(client: TestClient) -> None:
    shown = page(client, "/network")
    addresses = {a.get("href") for a in shown.cssselect("svg.network a")}
    assert len(addresses) > 4
    for address in sorted(addresses):
        assert page(client, address).cssselect(".passages, ol.documents li h2"), address


def test_doubtful_readings_are_a_work_list(client: TestClient) -> None:
    row = next(r for r in page(client, "/doubtful").cssselect("tbody tr") if "8/5, 1963" in words(r))
    assert "date: [1963-05-08,1963-08-05]" in words(row)
    assert row.cssselect("a")[0].get("href") == "/documents/seed?char=679%2C688#passage"


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        tree = html.fromstring(answer.text)
        ids = {e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")}
        for link in tree.cssselect("a[href], link[href]"):
            target = link.get("href")
            if target.startswith("#"):
                assert target[1:] in ids or target.startswith("#char="), (address, target)
            elif target.startswith("/") and "?" not in target and target not in seen:
                seen.add(target)
                waiting.append(target)
    assert len(seen) > 60


def test_an_unchanged_page_is_not_sent_twice(client: TestClient) -> None:
    tag = client.get("/documents").headers["etag"]
    assert client.get("/documents", headers={"If-None-Match": tag}).status_code == 304


# Hostile content


@pytest.mark.parametrize("address", [*PAGES, HOSTILE, "/documents/foreign", "/documents/seed", "/documents?q=Mallory"])
def test_nobodys_text_becomes_markup(client: TestClient, address: str) -> None:
    tree = page(client, address)
    for script in tree.iter("script"):
        assert script.get("src", "").startswith("/static/") or script.get("type") == "application/ld+json"
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert not [k for k in element.attrib if k.startswith("on") or k == "style"], html.tostring(element)
            assert not element.get("href", "").lower().startswith(("javascript:", "data:"))
    assert not list(tree.iter("img", "iframe", "object", "style"))


def test_scripts_in_texts_names_and_file_names_are_words(client: TestClient) -> None:
    found = page(client, HOSTILE)
    assert "wrote <script>alert(1)</script> on" in words(found.get_element_by_id("text"))
    person = page(client, next(a.get("href") for a in found.cssselect("a") if words(a) == "Trudy Mallory" and "/persons/" in a.get("href")))
    assert "<script>alert(2)</script>" in words(person)
    assert "</title><script>" in words(page(client, "/documents/foreign").cssselect("h1")[0])
    embedded = client.get("/documents/foreign").text
    assert "<script>" not in embedded.replace('<script type="', "").replace("<script type=", "")


@pytest.mark.parametrize("path", [
    "/documents/../secret", "/documents/..%2Fsecret", "/documents/%2e%2e/secret", "/files/../secret.tei.xml",
    "/files/..%2fsecret.tei.xml", "/files/%2Fetc%2Fpasswd", "/static/..%2fcorpus.py", "/static/%2e%2e/corpus.py",
    "/files/seed", "/files/seed.py", "/documents/", "/persons/x", "/events/seed/x", "/documents/broken", "/documents/%00",
])  # fmt: skip
def test_only_documents_of_the_corpus_are_answered(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404, answer.text[:200]
    assert "Traceback" not in answer.text


def test_answers_cannot_be_given_headers_by_addresses(client: TestClient) -> None:
    for path in ("/documents?q=a%0d%0aX-Evil:1", "/files/a%0d%0aX-Evil:1.txt", "/%0d%0aX-Evil:1"):
        assert "x-evil" not in client.get(path).headers


def test_a_broken_document_is_told_of_and_the_others_go_on(client: TestClient) -> None:
    assert "broken.xml" in words(page(client, "/"))


# Parts


def test_tei_by_others_is_read_with_its_corrections() -> None:
    found = read(Document.parse(FOREIGN))
    tree = html.fromstring(f"<div>{found.html}</div>")
    assert words(tree.cssselect(".sic")[0]) == "teh"
    assert words(tree.cssselect(".correction")[0]) == "the"
    assert words(tree.cssselect("h3")[0]) == "By others"
    assert words(tree.cssselect("td")[0]) == "1"
    assert [(words(e), e.tag) for e in tree.cssselect(".tei-list > *")] == [
        ("To:", "dt"), ("Ann Bee", "dd"), ("Both", "h3"), ("1.", "div"), ("one", "div"),
    ]  # fmt: skip


def test_entries_are_one_by_identifier_or_authority_and_never_by_surname() -> None:
    def entry(doc: str, label: str, source: str = "", *idnos: tuple[str, str]) -> Entry:
        return Entry((doc, "x"), "person", label, source, idnos)

    found = things([
        entry("a", "Zhou Enlai", "seed.xml#zhou"), entry("b", "Zhou Enlai", "seed.xml#zhou"),
        entry("c", "Chou En-lai", "", ("Wikidata", "Q17410")), entry("d", "Zhou Enlai", "", ("Wikidata", "Q17410")),
        entry("e", "Hanfu"), entry("f", "Hanfu"), entry("g", "Ann Bee"), entry("h", "Ann Bee"),
    ])  # fmt: skip
    groups = {tuple(doc for doc, _ in thing.members): thing.by_name for thing in found}
    assert groups == {("a", "b"): False, ("c", "d"): False, ("e",): False, ("f",): False, ("g", "h"): True}


def test_citations_hold_what_programs_take_for_commands() -> None:
    metadata = Metadata(authors=(Stated("Mao & Co_{x}"),), date=Stated("1962", attrs={"when": "1962"}))
    item = csl("a/b c", "100 % \\input{x}\nTI  - y", metadata, "https://example.org/a")
    bibtex = as_bibtex(item).decode()
    assert bibtex.startswith("@misc{a-b-c,\n  title = {{100 \\% \\textbackslash{}input\\{x\\}")
    assert "author = {{Mao \\& Co\\_\\{x\\}}}" in bibtex
    assert as_ris(item).decode().count("TI  - ") == 1


def test_a_network_is_drawn_the_same_each_time() -> None:
    edges = {("a", "b"): 3.0, ("b", "c"): 1.0, ("d", "e"): 1.0}
    found = positions("abcde", edges)
    assert found == positions("abcde", edges)
    assert all(0 <= value <= 1 for place in found.values() for value in place)
