// Long lists of ticks get a search of their own. What is ticked stays in sight, whatever is searched; without script the list is simply long.
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function show(list, asked) {
  const words = folded(asked).split(/\s+/).filter(Boolean);
  let heading = null;
  let below = 0;
  const close = () => { if (heading) heading.hidden = words.length > 0 && below === 0; };
  for (const one of list.children) {
    if (one.matches(".choices__group")) { close(); heading = one; below = 0; continue; }
    const said = folded(one.textContent);
    one.hidden = !one.querySelector("input")?.checked && !words.every((word) => said.includes(word));
    if (!one.hidden) below += 1;
  }
  close();
}

export function start() {
  for (const box of document.querySelectorAll("[data-filter-choices]")) box.hidden = false;
  document.addEventListener("input", (event) => {
    const box = event.target.closest?.("[data-filter-choices]");
    if (box) show(document.getElementById(box.dataset.filterChoices), box.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-filter-choices]")) return;
    event.preventDefault(); // Enter ticks the only one that is left instead of sending a half-filled form
    const list = document.getElementById(event.target.dataset.filterChoices);
    const left = [...list.querySelectorAll("label:not([hidden]) input:not(:checked)")];
    if (left.length === 1) left[0].click();
  });
}
