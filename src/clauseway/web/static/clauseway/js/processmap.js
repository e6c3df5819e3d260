// The process map: a process is dragged to its place, or moved with Shift and the arrow keys; from the dot at its edge (or with "f") something is
// handed over. What a process takes and gives stands out while it is looked at. The server puts everything in order; this only asks it to.
const LANES = ["management", "core", "support", "outsourced"];
const WIDE = 160, HIGH = 58, FAR = 6;
const root = () => document.querySelector("[data-map]");
const boxes = (lane) => [...document.querySelectorAll("[data-map-box]")].filter((box) => !lane || box.dataset.lane === lane);
const key = (box) => box?.dataset.mapBox ?? "";
let drag = null;
let swallow = false;

async function put(process, kind, before) {
  const body = new URLSearchParams({ process, kind, before });
  const token = document.querySelector("#post-form [name=csrfmiddlewaretoken]")?.value ?? "";
  const toasts = document.getElementById("toasts");
  try {
    const answer = await fetch(root().dataset.map, { method: "POST", body, headers: { "X-CSRFToken": token, "X-Requested-With": "map" }, redirect: "error" });
    if (!answer.ok) throw new Error(toasts?.dataset.failed);
    await window.htmx.ajax("GET", location.pathname + location.search, { target: "#map", select: "#map", swap: "outerHTML" });
    document.querySelector(`[data-map-box="${process}"]`)?.focus();
  } catch { location.reload(); }
}

function look(node) {
  const map = document.querySelector(".map");
  const at = node?.closest?.("[data-map-box], [data-map-end]");
  if (!map) return;
  map.classList.toggle("is-looking", Boolean(at));
  const name = at ? at.dataset.mapBox ?? at.dataset.mapEnd : "";
  for (const arrow of map.querySelectorAll(".map__arrow")) arrow.classList.toggle("is-near", Boolean(at) && (arrow.dataset.giver === name || arrow.dataset.taker === name));
}

function pressed(event) {
  const box = event.target.closest?.("[data-map-box]");
  if (!box || !root()?.dataset.map || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.toLowerCase() === "f" && !event.shiftKey) { event.preventDefault(); event.stopImmediatePropagation(); location.href = box.dataset.flow; return; }
  if (!event.shiftKey || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const lane = boxes(box.dataset.lane);
  const at = lane.indexOf(box);
  if (event.key === "ArrowLeft" && at > 0) put(key(box), box.dataset.lane, key(lane[at - 1]));
  if (event.key === "ArrowRight" && at + 1 < lane.length) put(key(box), box.dataset.lane, key(lane[at + 2]));
  const to = LANES[LANES.indexOf(box.dataset.lane) + { ArrowUp: -1, ArrowDown: 1 }[event.key]];
  if (to) put(key(box), to, "");
}

function point(event) {
  const map = document.querySelector(".map");
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
}

function under(at, but) {
  return boxes().find((box) => box !== but && at.x >= +box.dataset.x && at.x <= +box.dataset.x + WIDE && at.y >= +box.dataset.y && at.y <= +box.dataset.y + HIGH);
}

function laneAt(at) {
  return [...document.querySelectorAll("[data-map-lane]")].find((lane) => at.y >= +lane.getAttribute("y") && at.y <= +lane.getAttribute("y") + +lane.getAttribute("height"));
}

function down(event) {
  const box = event.target.closest?.("[data-map-box]");
  if (!box || event.button !== 0 || event.pointerType === "touch" || !root()?.dataset.map) return;
  event.preventDefault();
  drag = { box, from: point(event), hands: Boolean(event.target.closest("[data-map-handle]")), moved: false };
}

function move(event) {
  if (!drag) return;
  const at = point(event);
  if (!drag.moved && Math.hypot(at.x - drag.from.x, at.y - drag.from.y) < FAR) return;
  drag.moved = true;
  for (const one of document.querySelectorAll(".is-over, .is-target")) one.classList.remove("is-over", "is-target");
  if (drag.hands) { draw(at); under(at, drag.box)?.classList.add("is-target"); return; }
  drag.box.classList.add("is-moving");
  drag.box.setAttribute("transform", `translate(${at.x - drag.from.x} ${at.y - drag.from.y})`);
  laneAt(at)?.classList.add("is-over");
}

function draw(at) {
  if (!drag.line) {
    drag.line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    drag.line.setAttribute("class", "map__drawn");
    document.querySelector(".map").append(drag.line);
  }
  drag.line.setAttribute("d", `M${+drag.box.dataset.x + WIDE} ${+drag.box.dataset.y + HIGH / 2}L${at.x} ${at.y}`);
}

function drop(event) {
  if (!drag) return;
  const { box, moved, hands, line } = drag;
  drag = null;
  line?.remove();
  box.classList.remove("is-moving");
  box.removeAttribute("transform");
  for (const one of document.querySelectorAll(".is-over, .is-target")) one.classList.remove("is-over", "is-target");
  if (!moved || event.type === "pointercancel") return;
  swallow = true;
  setTimeout(() => { swallow = false; }, 0);
  const at = point(event);
  if (hands) { const to = under(at, box); if (to) location.href = `${box.dataset.flow}?to=${key(to)}`; return; }
  const lane = laneAt(at)?.dataset.mapLane;
  if (!lane) return;
  const later = boxes(lane).find((one) => one !== box && (at.y < +one.dataset.y - 10 || (at.y < +one.dataset.y + HIGH + 10 && at.x < +one.dataset.x + WIDE / 2)));
  put(key(box), lane, key(later));
}

if (root()) {
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("pointerdown", down);
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.("[data-map-box]")) event.preventDefault(); });
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
  document.addEventListener("click", (event) => { if (swallow && event.target.closest?.("[data-map-box]")) { event.preventDefault(); swallow = false; } }, true);
  document.addEventListener("mouseover", (event) => look(event.target));
  document.addEventListener("focusin", (event) => look(event.target));
}
