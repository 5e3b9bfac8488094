// Deciding on marks with the keyboard. All that comes from a document is put in as text.
const desk = document.getElementById("desk");
const at = (name) => document.getElementById(name);
const { id, root } = desk.dataset;
const path = id.split("/").map(encodeURIComponent).join("/");
const fields = { by: localStorage, token: sessionStorage };
let marks = [];
let shown = [];
let entities = [];
let here = 0;
let tag = "";
let busy = false;

for (const [name, store] of Object.entries(fields)) {
  const field = at(name);
  if (!field) continue;
  field.value = store.getItem(`regesta-${name}`) ?? "";
  field.addEventListener("change", () => store.setItem(`regesta-${name}`, field.value));
}

function say(words) {
  at("status").textContent = words;
}

async function take(response) {
  const found = await response.json();
  tag = response.headers.get("etag");
  ({ marks, entities } = found);
  at("entities").replaceChildren(...entities.map((entity) => {
    const option = document.createElement("option");
    option.value = entity.id;
    option.textContent = `${entity.label} (${entity.kind})`;
    return option;
  }));
  list();
}

async function load() {
  const response = await fetch(`${root}/api/marks/${path}`);
  if (response.ok) await take(response);
  else say(await response.text());
}

function list() {
  const before = shown[here];
  shown = at("doubtful").checked ? marks.filter((mark) => mark.cert === "low") : marks;
  at("count").textContent = `(${shown.length}, ${marks.filter((mark) => mark.decided).length} decided)`;
  at("marks").replaceChildren(...shown.map((mark, number) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.textContent = `${mark.decided ? "✓ " : mark.cert === "low" ? "? " : ""}${mark.words.replace(/\s+/g, " ").slice(0, 80)} — ${mark.called}`;
    button.addEventListener("click", () => go(number));
    item.append(button);
    return item;
  }));
  for (const button of desk.querySelectorAll("[data-do]:not([data-do=undo])")) button.disabled = !shown.length;
  if (before) {
    const next = shown.findIndex((mark) => mark.start >= before.start);
    here = next < 0 ? Math.max(0, shown.length - 1) : next;
    const same = shown.findIndex((mark) => mark.start === before.start && mark.end === before.end && mark.element === before.element);
    if (same >= 0) here = same;
  }
  go(Math.min(here, Math.max(0, shown.length - 1)));
}

function fact(name, value) {
  if (!value) return [];
  const term = document.createElement("dt");
  const words = document.createElement("dd");
  term.textContent = name;
  words.textContent = value;
  return [term, words];
}

function go(number) {
  if (number < 0 || number >= shown.length) {
    if (!shown.length) at("context").textContent = at("doubtful").checked ? "No doubtful marks." : "No marks.";
    if (!shown.length) at("facts").replaceChildren();
    return;
  }
  here = number;
  const mark = shown[here];
  const words = document.createElement("mark");
  words.textContent = mark.words;
  at("context").replaceChildren(mark.before, words, mark.after);
  const label = entities.filter((entity) => mark.ref.split(/\s+/).includes(entity.id)).map((entity) => entity.label).join(" or ");
  at("facts").replaceChildren(
    ...fact("What", `${mark.called}${mark.type ? ` (${mark.type})` : ""}`),
    ...fact("Link", label ? `${label} (${mark.ref})` : mark.ref),
    ...fact("Who says so", mark.who), ...fact("How sure", mark.cert), ...fact("Rule", mark.rule),
  );
  at("marks").querySelector("[aria-current]")?.removeAttribute("aria-current");
  const button = at("marks").children[here]?.firstChild;
  button?.setAttribute("aria-current", "true");
  button?.scrollIntoView({ block: "nearest" });
}

async function send(where, body, done) {
  if (busy || !tag) return;
  const by = at("by");
  if (by && !by.value.trim()) {
    say("First your name: it stands with each decision.");
    by.focus();
    return;
  }
  busy = true;
  const headers = { "Content-Type": "application/json", "If-Match": tag };
  if (at("token")?.value) headers.Authorization = `Bearer ${at("token").value}`;
  try {
    const response = await fetch(`${root}/api/${where}/${path}`, {
      method: "POST", headers, body: JSON.stringify({ ...body, by: by?.value }),
    });
    if (response.ok) {
      await take(response);
      say(done);
    } else if (response.status === 412 || response.status === 409) {
      const words = (await response.text()).trim();
      await load();
      say(`Nothing was written: ${words}. This is the document as it is now.`);
    } else {
      say(`Nothing was written: ${(await response.text()).trim()}`);
    }
  } catch {
    say("Nothing was written: the server does not answer.");
  } finally {
    busy = false;
  }
}

function decide(action, more, done) {
  const mark = shown[here];
  if (!mark) return;
  const { element, start, end } = mark;
  send("decisions", { action, element, start, end, ...more }, `${done}: ${mark.words.replace(/\s+/g, " ").slice(0, 60)}`);
}

function open(name, field) {
  close();
  at(name).hidden = false;
  at(field).focus();
}

function close() {
  at("relink").hidden = at("retype").hidden = true;
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
}

const actions = {
  accept: () => decide("accept", {}, "Accepted"),
  reject: () => decide("reject", {}, "Rejected"),
  relink: () => {
    if (!shown[here]) return;
    at("ref").value = shown[here].ref;
    open("relink", "ref");
    at("ref").select();
  },
  retype: () => shown[here] && open("retype", "into"),
  undo: () => send("undo", {}, "Undone"),
};
const keys = {
  a: actions.accept, r: actions.reject, l: actions.relink, t: actions.retype, u: actions.undo,
  j: () => go(here + 1), ArrowDown: () => go(here + 1), k: () => go(here - 1), ArrowUp: () => go(here - 1),
};

for (const button of desk.querySelectorAll("[data-do]")) button.addEventListener("click", actions[button.dataset.do]);
at("doubtful").addEventListener("change", list);
at("who").addEventListener("submit", (event) => {
  event.preventDefault();
  document.activeElement.blur();
});
at("relink").addEventListener("submit", (event) => {
  event.preventDefault();
  const ref = at("ref").value.trim();
  close();
  decide("relink", { ref }, "Linked");
});
at("retype").addEventListener("submit", (event) => {
  event.preventDefault();
  const into = at("into").value;
  close();
  decide("retype", { into, type: ["rs", "name"].includes(into) ? at("type").value : "" }, `Made a ${into}`);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    close();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const action = keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
load();
