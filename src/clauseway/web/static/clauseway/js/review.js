// Deciding on suggestions: after a decision the next open card is current, "u" takes the last one back, "m" opens one dialog for all.
import { open } from "./dialog.js";

const queue = document.querySelector("[data-queue]");
const openCards = () => [...document.querySelectorAll('[data-suggestion="proposed"]')];

function make(card) {
  for (const other of document.querySelectorAll("[data-key-current]")) other.removeAttribute("data-key-current");
  if (!card) return;
  card.setAttribute("data-key-current", "");
  card.scrollIntoView({ block: "nearest" });
  (card.querySelector('[data-key="a"]') ?? card.querySelector("a[href], button"))?.focus({ preventScroll: true });
}

function after(card) {
  for (const old of document.querySelectorAll('[data-page-key="u"]')) old.removeAttribute("data-page-key");
  if (card.dataset.suggestion === "proposed") { make(card); return; }
  card.querySelector('[data-key="u"]')?.setAttribute("data-page-key", "u");
  const following = [...queue.children].slice([...queue.children].indexOf(card) + 1).find((one) => one.dataset.suggestion === "proposed");
  const next = following ?? openCards()[0];
  if (next) make(next);
  else { make(null); document.querySelector("[data-queue-more] a")?.focus(); }
}

document.addEventListener("htmx:afterSwap", (event) => {
  const swapped = event.detail.elt;
  const card = swapped.id ? document.getElementById(swapped.id) : null;
  if (card?.dataset.suggestion) after(card);
});

// The dialog that moves a passage: one for the page, aimed at the card whose button opened it.
const dialog = document.getElementById("move");
const form = dialog?.querySelector("[data-move-form]");
let aimed = null;
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-move]");
  if (!opener || !form) return;
  event.preventDefault();
  aimed = document.getElementById(opener.dataset.move);
  form.action = opener.dataset.moveHref;
  for (const one of form.querySelectorAll("[name=requirement]")) one.checked = false;
  open(dialog);
  const search = form.querySelector("[data-pick-search]");
  search.value = ""; filter(form, ""); search.focus();
});
form?.addEventListener("submit", (event) => {
  if (!window.htmx || !aimed) return;
  event.preventDefault();
  const chosen = new FormData(form);
  dialog.close();
  window.htmx.ajax("POST", form.action, { source: aimed, target: aimed, swap: "outerHTML", values: { verdict: "moved", requirement: chosen.get("requirement") } });
});

// Finding a requirement by typing.
function filter(scope, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let any = false;
  for (const one of scope.querySelectorAll("[data-pick-text]")) {
    const fits = words.every((word) => one.dataset.pickText.toLowerCase().includes(word));
    one.hidden = !fits;
    any ||= fits;
  }
  for (const title of scope.querySelectorAll("[data-pick-list] .menu__title")) {
    let next = title.nextElementSibling, shown = false;
    for (; next?.matches("[data-pick-text]"); next = next.nextElementSibling) shown ||= !next.hidden;
    title.hidden = !shown;
  }
  scope.querySelector("[data-pick-none]").hidden = any;
}
for (const search of document.querySelectorAll("[data-pick-search]")) {
  search.hidden = false;
  const scope = search.closest("form");
  search.addEventListener("input", () => filter(scope, search.value));
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    const first = scope.querySelector("[data-pick-text]:not([hidden]) input");
    if (!first) return;
    event.preventDefault();
    first.checked = true; first.focus();
    if (event.key === "Enter") scope.requestSubmit();
  });
}

const of = document.querySelector("[data-review-of]");
if (of) {
  of.querySelector("[data-review-go]").hidden = true;
  of.querySelector("select").addEventListener("change", (event) => { if (!event.target.value) event.target.disabled = true; of.submit(); });
}
if (queue && !("queueAlone" in queue.dataset)) { const first = openCards()[0]; if (first) first.setAttribute("data-key-current", ""); }
