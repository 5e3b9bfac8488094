// Nearer and farther, by buttons, wheel and keys; dragging moves the map. Points and names keep their size.
const svg = document.getElementById("map");
const tools = document.querySelector(".map .tools");
tools.hidden = false;
const home = svg.dataset.home.split(" ").map(Number);
let [x, y, w] = home;
function draw() {
  w = Math.min(360, Math.max(0.5, w));
  x = Math.min(180 - w, Math.max(-180, x));
  y = Math.min(90 - w / 2, Math.max(-90, y));
  svg.setAttribute("viewBox", `${x} ${y} ${w} ${w / 2}`);
  for (const circle of svg.querySelectorAll("circle")) circle.setAttribute("r", circle.dataset.r * w / 110);
  for (const name of svg.querySelectorAll("text")) {
    name.setAttribute("x", Number(name.dataset.x) + w / 70);
    name.setAttribute("font-size", w / 70);
  }
}
function zoom(factor, cx = x + w / 2, cy = y + w / 4) {
  const next = Math.min(360, Math.max(0.5, w * factor));
  x = cx - (cx - x) * next / w;
  y = cy - (cy - y) * next / w;
  w = next;
  draw();
}
tools.addEventListener("click", (event) => {
  const way = event.target.dataset.zoom;
  if (way === "in") zoom(0.6);
  if (way === "out") zoom(1 / 0.6);
  if (way === "all") { [x, y, w] = [-180, -90, 360]; draw(); }
});
const unit = () => w / svg.clientWidth;
svg.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !svg.matches(":focus-within")) return; // The page goes on scrolling.
  event.preventDefault();
  const box = svg.getBoundingClientRect();
  zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, x + (event.clientX - box.left) * unit(), y + (event.clientY - box.top) * unit());
}, { passive: false });
let held = null;
svg.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY, x, y]; });
addEventListener("pointermove", (event) => {
  if (!held) return;
  [x, y] = [held[2] - (event.clientX - held[0]) * unit(), held[3] - (event.clientY - held[1]) * unit()];
  draw();
});
addEventListener("pointerup", () => { held = null; });
