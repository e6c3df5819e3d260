// Tables one types in: pasting a sheet into the row for a new entry opens the preview with it; Enter saves, Escape leaves; the time zone is guessed.
import { open } from "./dialog.js";

function pasted(event) {
  const box = event.target.closest?.("[data-sheet-paste] input, [data-sheet-paste] textarea");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!box || !/\n.*\S/s.test(text.trim()) && !text.includes("\t")) return;
  const dialog = document.getElementById("paste");
  if (!dialog) return;
  event.preventDefault();
  dialog.querySelector("textarea").value = text;
  open(dialog);
  dialog.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));
}

function keys(event) {
  const row = event.target.closest?.("tr.editing, tr.adding");
  if (!row || event.isComposing) return;
  if (event.key === "Enter" && (event.target.tagName !== "TEXTAREA" || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    row.querySelector("[data-row-save]")?.click();
  } else if (event.key === "Escape") row.querySelector("[data-row-leave]")?.click();
}

function zone() {
  const holder = document.querySelector("[data-guess-timezone]");
  const field = holder && document.getElementById(holder.dataset.guessTimezone);
  if (!field || field.value) return;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...field.options].some((option) => option.value === here)) field.value = here;
}

document.addEventListener("paste", pasted);
document.addEventListener("keydown", keys);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.elt?.id === "add-form") {
    (document.querySelector("tr.adding [aria-invalid]") ?? document.querySelector("tr.adding [data-first]"))?.focus();
    return;
  }
  const row = event.detail.elt.closest?.("tr.editing") ?? document.querySelector("tr.editing[data-fresh]");
  if (row) { row.removeAttribute("data-fresh"); row.querySelector("[aria-invalid], input:not([type=hidden]), select, textarea")?.focus(); }
});
zone();
