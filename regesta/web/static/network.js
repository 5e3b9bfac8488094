// A person's own links stand out while one points at or goes to the person.
const svg = document.querySelector(".network");
function near(slug) {
  svg.classList.toggle("one", Boolean(slug));
  const those = new Set([slug]);
  for (const line of svg.querySelectorAll("line")) {
    const mine = Boolean(slug) && (line.dataset.a === slug || line.dataset.b === slug);
    line.classList.toggle("near", mine);
    if (mine) those.add(line.dataset.a).add(line.dataset.b);
  }
  for (const point of svg.querySelectorAll("a[data-slug]")) point.classList.toggle("near", those.has(point.dataset.slug));
}
const of = (event) => event.target.closest("a[data-slug]")?.dataset.slug;
if (svg) {
  for (const kind of ["mouseover", "focusin"]) svg.addEventListener(kind, (event) => near(of(event)));
  for (const kind of ["mouseleave", "focusout"]) svg.addEventListener(kind, () => near());
}
