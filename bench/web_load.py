"""The web application under load: so many clients for so many seconds, over a corpus made by repeating documents.

    python -m bench.web_load [--documents 2000] [--clients 50] [--seconds 60] [FILE…]

The server runs as `regesta serve` does, on a port of this machine, and nothing else is asked. It is warmed by one
request of each kind; then every client asks one thing after the other. Reported are, by kind of request, how many,
p50 and p95 in milliseconds and errors, and the server's memory before and after.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

import regesta

SEEDS = Path(__file__).parent.parent / "seeds"
_LONGEST = 60.0
QUERY = "SELECT ?s ?t WHERE { ?s <https://www.ica.org/standards/RiC/ontology#title> ?t } LIMIT 20"


def corpus(folder: Path, texts: list[Path], count: int) -> list[str]:
    """Write `count` documents, made of these texts; gives their ids."""
    made = [bytes(regesta.convert(text, authority=[SEEDS / "authority" / "seed.xml"])) for text in texts]
    ids = []
    for number in range(count):
        name = f"d{number:05}"
        named = rb'<TEI \1xml:id="%s"' % name.encode()
        data = re.sub(rb'<TEI ([^>]*)xml:id="[^"]*"', named, made[number % len(made)], count=1)
        (folder / f"{name}.tei.xml").write_bytes(data)
        ids.append(name)
    return ids


def requests(ids: list[str]) -> dict[str, str]:
    """One address of each kind; another document every time."""
    name = random.choice(ids)
    iri = f"https://example.org/regesta/{name}"
    return {
        "document": f"/documents/{name}", "list": "/documents?q=memorandum", "start": "/", "data": f"/data/{name}.ttl",
        "sparql": f"/sparql?query={quote(QUERY)}", "oai": f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={iri}",
        "dts": f"/dts/navigation?down=1&resource={iri}",
        "reconcile": "/reconcile?queries=" + quote('{"q0":{"query":"Zhou Enlai"}}'),
    }  # fmt: skip


def ask(connection: http.client.HTTPConnection, path: str) -> int:
    """The status of an answer that was read to its end."""
    connection.request("GET", path, headers={"Accept": "*/*"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def client(port: int, ids: list[str], until: float, times: dict[str, list[float]], errors: dict[str, int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < until:
        kind, path = random.choice(list(requests(ids).items()))
        began = time.monotonic()
        try:
            status = ask(connection, path)
        except (OSError, http.client.HTTPException):
            connection.close()
            status = 0
        times[kind].append(time.monotonic() - began)
        if status != 200:
            errors[f"{kind} {status}"] += 1


def memory(process: int) -> float:
    """Resident memory of the server, in MiB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        ids = corpus(Path(scratch), options.files or sorted(SEEDS.glob("*.txt")), options.documents)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        command = [sys.executable, "-m", "regesta", "serve", scratch, "--port", str(port)]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            run(server, port, ids, options.clients, min(options.seconds, _LONGEST))
        finally:
            server.terminate()
            server.wait(30)


def run(server: subprocess.Popen[bytes], port: int, ids: list[str], clients: int, seconds: float) -> None:
    for _ in range(600):
        with socket.socket() as found:
            if found.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    for kind, path in requests(ids).items():
        began = time.monotonic()
        status = ask(http.client.HTTPConnection("127.0.0.1", port, timeout=900), path)
        print(f"warm {kind:10} {status} {time.monotonic() - began:7.2f} s", flush=True)
    times: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, int] = defaultdict(int)
    before, until = memory(server.pid), time.monotonic() + seconds
    threads = [threading.Thread(target=client, args=(port, ids, until, times, errors)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{'kind':10} {'count':>7} {'p50 ms':>8} {'p95 ms':>8}")
    for kind, found in sorted(times.items()):
        p95 = statistics.quantiles(found, n=20)[-1] if len(found) > 1 else found[0]
        print(f"{kind:10} {len(found):7} {1000 * statistics.median(found):8.0f} {1000 * p95:8.0f}")
    print(f"errors: {dict(errors) or 'none'}; memory {before:.0f} MiB before, {memory(server.pid):.0f} MiB after")


if __name__ == "__main__":
    main()
