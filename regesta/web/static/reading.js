// The reading page: what is known of a mark beside it, source and text in step, addresses of passages, layers.
const text = document.getElementById("text");
const source = document.getElementById("source");
const pop = document.getElementById("pop");

// Characters: offsets count code points of the source, as the TEI does; strings here count UTF-16 units.
const units = (words, points) => { let at = 0; for (let i = 0; i < points && at < words.length; i++) at += words.codePointAt(at) > 0xffff ? 2 : 1; return at; };
const points = (words, upTo) => { let n = 0; for (let at = 0; at < upTo; n++) at += words.codePointAt(at) > 0xffff ? 2 : 1; return n; };
const start = (element) => Number(element.dataset.c);

/** DOM ranges of the characters from `a` to `b` in the elements that say where they begin. */
function ranges(elements, a, b) {
  const found = [];
  for (const element of elements) {
    const node = element.firstChild;
    const first = start(element);
    if (!node || node.nodeType !== Node.TEXT_NODE || first >= b) continue;
    const length = points(node.data, node.data.length);
    if (first + length <= a) continue;
    const range = document.createRange();
    range.setStart(node, units(node.data, Math.max(0, a - first)));
    range.setEnd(node, units(node.data, Math.min(length, b - first)));
    found.push(range);
  }
  return found;
}
const lines = [...source.querySelectorAll("[data-c]")];
const runs = [...text.querySelectorAll("[data-c]")];

/** Point the characters from `a` to `b` out, in the source or in both. */
function point(a, b, both = false) {
  if (!("highlights" in CSS)) return;
  const found = ranges(lines, a, b);
  CSS.highlights.set("regesta-here", new Highlight(...found, ...(both ? ranges(runs, a, b) : [])));
  return found[0];
}
const span = (id) => { const m = /^char=(\d+),(\d+)$/.exec(id); return m && [Number(m[1]), Number(m[2])]; };

// What is known of a mark
let from = null;
let timer = 0;
function show(anchor, pinned) {
  const entry = document.getElementById(anchor.hash.slice(1));
  if (!entry) return;
  clearTimeout(timer);
  pop.replaceChildren(...[...entry.children].map((child) => child.cloneNode(true)));
  pop.hidden = false;
  const box = anchor.getClientRects()[0] ?? anchor.getBoundingClientRect();
  const left = Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - pop.offsetWidth - 8);
  const below = box.bottom + pop.offsetHeight + 8 < innerHeight || box.top < pop.offsetHeight + 8;
  pop.style.setProperty("left", `${Math.max(8, left)}px`);
  pop.style.setProperty("top", `${scrollY + (below ? box.bottom + 6 : box.top - pop.offsetHeight - 6)}px`);
  from = anchor;
  const place = span(anchor.id);
  if (place) point(...place);
  if (pinned) pop.focus();
}
let returning = false;
function hide(back = false) {
  const anchor = from;
  pop.hidden = true;
  from = null;
  if (!back || !anchor) return;
  returning = true; // Going back to a mark does not show it again.
  anchor.focus();
  returning = false;
}
const markOf = (event) => event.target instanceof Element ? event.target.closest('#text a[href^="#m"]') : null;
text.addEventListener("mouseover", (event) => { const a = markOf(event); if (a && !pop.contains(document.activeElement)) show(a, false); });
text.addEventListener("mouseout", () => { timer = setTimeout(() => { if (!pop.matches(":hover") && !pop.contains(document.activeElement)) hide(); }, 250); });
pop.addEventListener("mouseleave", () => { if (!pop.contains(document.activeElement)) hide(); });
text.addEventListener("focusin", (event) => { const a = markOf(event); if (a && !returning && a.matches(":focus-visible")) show(a, false); });
text.addEventListener("click", (event) => {
  const a = markOf(event);
  if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(a, true);
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !pop.hidden) hide(pop.contains(document.activeElement)); });
document.addEventListener("click", (event) => { if (!pop.hidden && !pop.contains(event.target) && !markOf(event)) hide(); });

// Source and text in step: what stands at the top of one is brought to the top of the other.
let leader = null;
const wide = () => getComputedStyle(source).position === "sticky" && source.offsetParent !== null;
const blocks = [...text.querySelectorAll('[id^="char="]')].filter((e) => getComputedStyle(e).display !== "inline" && !e.querySelector("p"));
function follow() {
  if (leader === "source" || !wide()) return;
  const block = blocks.find((e) => e.getBoundingClientRect().bottom > 40);
  const at = block && span(block.id)[0];
  const line = at !== undefined && lines.findLast((l) => start(l) <= at);
  if (line) source.scrollTop = line.offsetTop - 8;
}
function lead() {
  if (leader !== "source" || !wide()) return;
  const line = lines.find((l) => l.offsetTop + l.offsetHeight > source.scrollTop);
  const block = line && (blocks.find((e) => span(e.id)[1] > start(line)) ?? blocks.at(-1));
  if (block) scrollTo({ top: block.getBoundingClientRect().top + scrollY - 8, behavior: "instant" });
}
for (const kind of ["pointerenter", "focusin", "touchstart"]) source.addEventListener(kind, () => { leader = "source"; }, { passive: true });
for (const kind of ["pointerleave", "focusout"]) source.addEventListener(kind, () => { leader = null; });
addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
source.addEventListener("scroll", () => requestAnimationFrame(lead), { passive: true });

// Addresses of passages
const bar = document.getElementById("address");
const field = bar.querySelector("input");
function offset(node, at) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement?.closest("[data-c]") : null;
  return element ? start(element) + points(node.data, at) : null;
}
document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  const a = offset(range.startContainer, range.startOffset);
  const b = offset(range.endContainer, range.endOffset);
  if (a === null || b === null || a >= b) return;
  field.value = `${location.origin === "null" ? "" : location.origin}${location.pathname}#char=${a},${b}`;
  bar.hidden = false;
});
bar.querySelector("button").addEventListener("click", async () => {
  field.select();
  await navigator.clipboard?.writeText(field.value).catch(() => document.execCommand("copy"));
});
bar.querySelector("[data-close]").addEventListener("click", () => { bar.hidden = true; });
function arrive() {
  const place = span(decodeURIComponent(location.hash.slice(1))) ?? span(`char=${new URLSearchParams(location.search).get("char")}`);
  if (!place) return;
  const first = point(...place, true);
  if (!document.getElementById(`char=${place}`)) runs.findLast((e) => start(e) <= place[0])?.scrollIntoView({ block: "center" });
  if (first && wide()) source.scrollTop = first.getBoundingClientRect().top - source.getBoundingClientRect().top + source.scrollTop - source.clientHeight / 3;
}
addEventListener("hashchange", arrive);

// Layers: as they were left
const boxes = [...document.querySelectorAll('.legend input[type="checkbox"]')];
const KEY = "regesta-layers";
try {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  for (const box of boxes) if (typeof kept[box.id] === "boolean") box.checked = kept[box.id];
  document.querySelector(".legend").addEventListener("change", () => {
    localStorage.setItem(KEY, JSON.stringify({ ...kept, ...Object.fromEntries(boxes.map((b) => [b.id, b.checked])) }));
  });
} catch { /* Where nothing may be kept, nothing is. */ }
follow();
arrive();
