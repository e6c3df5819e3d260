// Tables: ticking all, counting ticks, and telling a screen reader what a search found. Everything else is links and htmx.
function count(register) {
  const ticked = register.querySelectorAll("tbody .pick:checked").length;
  const all = register.querySelectorAll("tbody .pick");
  const label = register.querySelector("[data-bulk-count]");
  if (label) { label.dataset.word ??= label.textContent; label.textContent = ticked ? `${label.dataset.word}: ${ticked}` : label.dataset.word; }
  const head = register.querySelector("[data-pick-all]");
  if (head) { head.checked = ticked > 0 && ticked === all.length; head.indeterminate = ticked > 0 && ticked < all.length; }
}

export function start() {
  let last = null;
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("tbody .pick");
    if (box) {
      const boxes = [...box.closest("tbody").querySelectorAll(".pick")];
      if (event.shiftKey && last && boxes.includes(last)) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
      }
      last = box;
    }
    const clear = event.target.closest?.("[data-bulk-clear]");
    if (clear) {
      const register = clear.closest("[data-register]");
      for (const one of register.querySelectorAll(".pick")) one.checked = false;
      count(register);
    }
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.detail.elt.matches?.("[data-table-form]")) return;
    const asked = event.detail.parameters; // an address without empty parts is one a person can send on
    for (const name of Object.keys(asked)) if (asked[name] === "") delete asked[name];
  });
  document.addEventListener("change", (event) => {
    const register = event.target.closest("[data-register]");
    if (!register || !event.target.matches(".pick")) return;
    if (event.target.matches("[data-pick-all]")) for (const one of register.querySelectorAll("tbody .pick")) one.checked = event.target.checked;
    count(register);
  });
}
