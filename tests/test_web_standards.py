"""OAI-PMH 2.0, DTS 1.0, the Reconciliation API 0.2 and IIIF Presentation 3, as their clients ask."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")
pytest.importorskip("uvicorn")

from lxml import etree
from starlette.testclient import TestClient

from converters.reconciliation.service import Service
from regesta.web import oai
from regesta.web.app import create_app
from regesta.web.corpus import Corpus
from tei.entities import Entity, Name
from tests.web_corpus import BASE, make, serving

NS = {"o": "http://www.openarchives.org/OAI/2.0/", "t": "http://www.tei-c.org/ns/1.0", "d": "https://w3id.org/api/dts#"}
SEED_IRI = f"{BASE}seed"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tei = make(tmp_path_factory.mktemp("corpus"))
    (tei / "images.xml").write_text(IMAGES)
    for number, path in enumerate(sorted(tei.rglob("*.xml"))):
        os.utime(path, (1_700_000_000 + 86_400 * number,) * 2)
    return tei


@pytest.fixture(scope="module")
def client(folder: Path) -> TestClient:
    return TestClient(create_app(Corpus.open(folder, base=BASE)))


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """The application on a port of this machine, for clients that speak HTTP themselves."""
    with serving(create_app(Corpus.open(folder, base=BASE))) as port:
        yield f"http://127.0.0.1:{port}"


# OAI-PMH


def asked(client: TestClient, query: str) -> etree._Element:
    return etree.fromstring(client.get(f"/oai?{query}").content)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"), ("verb=Dance", "badVerb"), ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=x", "badArgument"), ("verb=GetRecord&identifier=x", "badArgument"),
        ("verb=GetRecord&identifier=x&metadataPrefix=oai_dc", "idDoesNotExist"),
        (f"verb=GetRecord&identifier={SEED_IRI}&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2023-01-01&until=2023-01-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2023-02-01&until=2023-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=x", "noSetHierarchy"),
        ("verb=ListRecords&resumptionToken=rubbish", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=W10", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets", "noSetHierarchy"),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
        ("verb=Identify&x=%00", "badArgument"), ("verb=%FF", "badArgument"),
    ],
)  # fmt: skip
def test_oai_errors(client: TestClient, query: str, code: str) -> None:
    assert asked(client, query).xpath("string(/*/o:error/@code)", namespaces=NS) == code


def test_oai_by_day_and_by_second(client: TestClient) -> None:
    def stamps(query: str) -> list[str]:
        found = asked(client, f"verb=ListIdentifiers&metadataPrefix=oai_dc&{query}")
        return found.xpath("//o:datestamp/text()", namespaces=NS)  # type: ignore[no-any-return]

    assert stamps("") == ["2023-11-14T22:13:20Z", "2023-11-15T22:13:20Z", "2023-11-16T22:13:20Z"]
    assert stamps("from=2023-11-15&until=2023-11-15") == ["2023-11-15T22:13:20Z"]
    assert stamps("from=2023-11-15T22:13:20Z&until=2023-11-15T22:13:20Z") == ["2023-11-15T22:13:20Z"]
    assert stamps("from=2023-11-15T22:13:21Z") == ["2023-11-16T22:13:20Z"]


def test_an_oai_harvest_with_sickle(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sickle = pytest.importorskip("sickle")
    monkeypatch.setattr(oai, "_PAGE", 1)  # So that every list has to be resumed.
    harvester = sickle.Sickle(f"{server}/oai")
    assert harvester.Identify().granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert harvester.Identify().deletedRecord == "no"
    assert [f.metadataPrefix for f in harvester.ListMetadataFormats()] == ["oai_dc", "edm", "tei"]
    everything = [SEED_IRI, f"{BASE}visit", f"{BASE}images"]
    for prefix in ("oai_dc", "edm", "tei"):
        records = list(harvester.ListRecords(metadataPrefix=prefix))
        assert sorted(r.header.identifier for r in records) == sorted(everything)
    assert sorted(h.identifier for h in harvester.ListIdentifiers(metadataPrefix="tei")) == sorted(everything)
    record = harvester.GetRecord(identifier=SEED_IRI, metadataPrefix="oai_dc")
    assert record.metadata["date"] == ["1962-04-29"]
    assert record.metadata["title"][0].startswith("Response to the Soviet Side’s Memorandum")
    assert record.metadata["creator"] == ["Government of the People’s Republic of China"]


# DTS


def dts(client: TestClient, endpoint: str, **query: str) -> dict[str, object]:
    answer = client.get(f"/dts/{endpoint}", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/ld+json"
    return answer.json()  # type: ignore[no-any-return]


def test_a_dts_client_finds_its_way_from_the_entry_to_a_passage(client: TestClient) -> None:
    entry = dts(client, "")
    assert (entry["@type"], entry["dtsVersion"]) == ("EntryPoint", "1.0")
    collection = client.get(str(entry["collection"]).partition("{")[0]).json()
    assert (collection["@type"], collection["totalChildren"]) == ("Collection", 3)
    member = next(m for m in collection["member"] if m["@id"] == f"{BASE}visit")
    assert [s["citeType"] for s in member["citationTrees"][0]["citeStructure"]] == ["p"]
    navigation = client.get(member["navigation"].partition("{")[0] + "&down=1").json()
    assert [u["identifier"] for u in navigation["member"]] == ["1", "2", "3"]
    document = client.get(member["document"].partition("{")[0] + "&ref=2")
    assert document.headers["content-type"] == "application/tei+xml"
    assert 'rel="collection"' in document.headers["link"]
    wrapper = etree.fromstring(document.content).xpath("//d:wrapper", namespaces=NS)[0]
    assert "".join(wrapper.itertext()).strip() == "Mr. Brown came back from Rome on 3 May 1962."


def test_dts_navigation_by_ref_range_and_depth(client: TestClient) -> None:
    def members(**query: str) -> list[str] | None:
        found = dts(client, "navigation/", resource=f"{BASE}images", **query).get("member")
        return None if found is None else [u["identifier"] for u in found]  # type: ignore[attr-defined]

    assert members(down="1") == ["1", "2"]
    assert members(down="-1") == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2"]
    assert members(ref="1") is None
    assert members(ref="1.2", down="0") == ["1.1", "1.2", "1.3"]
    assert members(ref="1", down="1") == ["1", "1.1", "1.2", "1.3"]
    assert members(ref="1.2", down="1") == ["1.2"]
    assert members(start="1.2", end="2", down="1") == ["1.2", "1.3", "2", "2.1", "2.2"]
    found = dts(client, "navigation/", resource=f"{BASE}images", ref="1.2")
    assert found["ref"] == {"identifier": "1.2", "@type": "CitableUnit", "level": 2, "parent": "1", "citeType": "p"}


@pytest.mark.parametrize(
    ("ref", "words"),
    [({"ref": "1.2"}, ["One two."]), ({"start": "1.3", "end": "2.1"}, ["One three.", "Second"]),
     ({"ref": "2"}, ["Second", "Two one."])],
)
def test_dts_passages(client: TestClient, ref: dict[str, str], words: list[str]) -> None:
    answer = client.get("/dts/document", params={"resource": f"{BASE}images", **ref})
    wrapper = etree.fromstring(answer.content).xpath("//t:body//d:wrapper | //t:body[d:wrapper]", namespaces=NS)[0]
    assert [w.strip() for w in wrapper.itertext() if w.strip()] == words
    plain = client.get("/dts/document", params={"resource": f"{BASE}images", "mediaType": "text/plain", **ref})
    assert "".join(plain.text.split()) == "".join(words).replace(" ", "")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("navigation", 400), (f"navigation?resource={SEED_IRI}", 400), (f"navigation?resource={SEED_IRI}&down=0", 400),
        (f"navigation?resource={SEED_IRI}&ref=1&start=1&end=1", 400), (f"navigation?resource={SEED_IRI}&start=1", 400),
        (f"navigation?resource={SEED_IRI}&ref=99", 404), (f"navigation?resource={SEED_IRI}&ref=1&tree=pages", 404),
        ("navigation?resource=x&down=1", 404), (f"navigation?resource={SEED_IRI}&down=x", 400),
        ("document", 400), ("document?resource=x", 404), (f"document?resource={SEED_IRI}&mediaType=image/png", 404),
        (f"document?resource={SEED_IRI}&ref=99", 404), ("collection?id=x", 404), ("collection?page=7", 404),
        ("collection?nav=up", 400),
    ],
)  # fmt: skip
def test_dts_errors(client: TestClient, path: str, status: int) -> None:
    assert client.get(f"/dts/{path}").status_code == status


# Reconciliation


def test_the_own_client_reconciles_against_the_own_service(server: str) -> None:
    service = Service(f"{server}/reconcile", types={"person": "https://www.ica.org/standards/RiC/ontology#Person"})
    assert service.manifest()["identifierSpace"] == BASE
    entities = [Entity("a", "person", (Name("Chou En-lai"),)), Entity("b", "place", (Name("Baketu"),)),
                Entity("c", "person", (Name("Nobody at All"),))]  # fmt: skip
    found = {entity.id: candidates for entity, candidates in service.candidates(entities)}
    assert (found["a"][0].id, found["a"][0].match) == (f"{SEED_IRI}#zhou-enlai", True)
    assert found["b"][0].id == f"{SEED_IRI}#bakhty"
    assert not any(c.match for c in found["c"])


def test_reconciliation_as_openrefine_asks(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    assert {t["name"] for t in manifest["defaultTypes"]} == {"Person", "Organisation", "Place"}
    queries = {"q0": {"query": "Zhou Enlai", "limit": 3}, "q1": {"query": "Xinjiang", "type": manifest["defaultTypes"][2]["id"]}}
    found = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    assert found["q0"]["result"][0] == {
        "id": f"{SEED_IRI}#zhou-enlai", "name": "Zhou Enlai", "score": 100.0, "match": True,
        "type": [manifest["defaultTypes"][0]], "description": found["q0"]["result"][0]["description"],
    }  # fmt: skip
    assert found["q1"]["result"][0]["id"] == f"{SEED_IRI}#xinjiang"
    suggest = manifest["suggest"]["entity"]
    url = suggest["service_url"] + suggest["service_path"]
    assert [r["name"] for r in client.get(url, params={"prefix": "zhou en"}).json()["result"]] == ["Zhou Enlai"]
    preview = client.get(manifest["preview"]["url"].replace("{{id}}", f"{SEED_IRI}%23zhou-enlai"))
    assert "<h1>Zhou Enlai</h1>" in preview.text
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    extend = {"ids": [f"{SEED_IRI}#xinjiang"], "properties": [{"id": "identifier"}, {"id": "coordinates"}]}
    rows = client.post("/reconcile", data={"extend": json.dumps(extend)}).json()["rows"]
    assert rows == {f"{SEED_IRI}#xinjiang": {"identifier": [{"str": "Wikidata: Q34800"}], "coordinates": [{"str": "42,86"}]}}


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"queries": "rubbish"}, 400), ({"queries": "[]"}, 400), ({"queries": '{"q": 1}'}, 400),
        ({"queries": '{"q": {"query": "x", "limit": -1}}'}, 400), ({"extend": "{}"}, 400),
        ({"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(51)})}, 413), ({"queries": "[" * 10_000}, 400),
    ],
)  # fmt: skip
def test_reconciliation_errors(client: TestClient, form: dict[str, str], status: int) -> None:
    assert client.post("/reconcile", data=form).status_code == status


# IIIF

IMAGES = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="images">
<teiHeader><fileDesc><titleStmt><title>Two pages</title></titleStmt><publicationStmt><p>None</p></publicationStmt>
<sourceDesc><p>None</p></sourceDesc></fileDesc></teiHeader>
<facsimile xml:base="https://images.example.org/">
<surface n="1r" ulx="0" uly="0" lrx="200" lry="300"><graphic url="1r.jpg"/></surface>
<surface><graphic url="1v.png" width="2000px" height="3000px"/><graphic url="1v-uv.tif"/></surface>
<surface><graphic url="file:///etc/passwd"/></surface><surface><graphic url="javascript:alert(1)"/></surface>
</facsimile>
<text><body><div><head>First</head><p>One two.</p><p>One three.</p></div><div><head>Second</head><p>Two one.</p></div></body></text>
</TEI>"""


def test_a_iiif_manifest_where_a_document_has_images(client: TestClient) -> None:
    manifest = client.get("/iiif/images/manifest.json").json()
    assert (manifest["type"], manifest["label"]) == ("Manifest", {"none": ["Two pages"]})
    first, second = manifest["items"]
    assert (first["label"], first["width"], first["height"]) == ({"none": ["1r"]}, 200, 300)
    painting = first["items"][0]["items"][0]
    assert (painting["motivation"], painting["target"]) == ("painting", first["id"])
    assert painting["body"] == {"id": "https://images.example.org/1r.jpg", "type": "Image", "format": "image/jpeg"}
    assert (second["width"], second["height"]) == (2000, 3000)
    assert [b["format"] for b in second["items"][0]["items"][0]["body"]["items"]] == ["image/png", "image/tiff"]
    assert "passwd" not in json.dumps(manifest) and "javascript" not in json.dumps(manifest)
    assert client.get("/iiif/seed/manifest.json").status_code == 404
    assert client.get("/iiif/nothing/manifest.json").status_code == 404
