// Runs a query and shows the answer as a table; what comes from the data is only ever put in as text.
const form = document.getElementById("ask");
const query = document.getElementById("query");
const example = document.getElementById("example");
const format = document.getElementById("format");
const status = document.getElementById("status");
const answer = document.getElementById("answer");
const MOST = 1000;
let running = null;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function cell(term) {
  const made = element("td");
  if (!term) return made;
  if (term.type === "uri" && /^https?:/.test(term.value)) made.append(element("a", term.value, { href: term.value, rel: "noopener" }));
  else made.textContent = term["xml:lang"] ? `${term.value} (${term["xml:lang"]})` : term.value;
  return made;
}

function table(found) {
  const { vars } = found.head;
  const rows = found.results.bindings;
  const made = element("table");
  const head = element("tr");
  for (const name of vars) head.append(element("th", name, { scope: "col" }));
  const top = element("thead");
  top.append(head);
  const body = element("tbody");
  for (const row of rows.slice(0, MOST)) {
    const line = element("tr");
    for (const name of vars) line.append(cell(row[name]));
    body.append(line);
  }
  made.append(top, body);
  return made;
}

async function run() {
  running?.abort();
  running = new AbortController();
  status.textContent = "Asking …";
  answer.replaceChildren();
  const began = performance.now();
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: query.value,
      signal: running.signal,
      headers: {
        "Content-Type": "application/sparql-query",
        Accept: "application/sparql-results+json, text/turtle;q=0.9",
      },
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const kind = response.headers.get("content-type") ?? "";
    if (!response.ok) {
      status.textContent = (await response.text()).trim();
    } else if (kind.startsWith("application/sparql-results+json")) {
      const found = await response.json();
      if ("boolean" in found) {
        status.textContent = found.boolean ? "Yes" : "No";
      } else {
        const count = found.results.bindings.length;
        status.textContent = `${count} rows in ${seconds} s${count > MOST ? `; the first ${MOST} are shown` : ""}`;
        answer.append(table(found));
      }
    } else {
      status.textContent = `A graph, in ${seconds} s`;
      answer.append(element("pre", await response.text()));
    }
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = "The server does not answer.";
  }
}

example.addEventListener("change", () => {
  const chosen = example.selectedOptions[0].dataset.query;
  if (chosen) query.value = chosen;
});
form.addEventListener("submit", (event) => {
  if (format.value) return; // A file: the browser goes there itself.
  event.preventDefault();
  run();
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
