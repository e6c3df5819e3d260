// Single keys for people who walk a list: j/k rows, Enter opens, letters do what the current row offers (data-key), "/" search,
// "g x" goes, "[" and "]" page, "?" help. Can be switched off (WCAG 2.1.4); never fires while something is being typed.
import { open } from "./dialog.js";

const store = "clauseway-keys";
let waiting = 0;

const on = () => { try { return localStorage.getItem(store) !== "off"; } catch { return true; } };
const typing = (node) => node.closest?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]');
const rows = () => [...document.querySelectorAll("[data-key-item]")].filter((row) => row.offsetParent !== null);

function current() { return document.querySelector("[data-key-current]"); }

function move(step) {
  const all = rows();
  if (!all.length) return;
  const index = all.indexOf(current());
  const next = all[index < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(index + step, 0), all.length - 1)];
  current()?.removeAttribute("data-key-current");
  next.setAttribute("data-key-current", "");
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector("a[href], button, input") ?? next).focus({ preventScroll: true });
}

function act(key) {
  const row = current();
  const within = row?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const target = within ?? document.querySelector(`[data-page-key="${CSS.escape(key)}"]`);
  target?.click();
  return Boolean(target);
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || !on()) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key;
  if (waiting && Date.now() - waiting < 1200) {
    waiting = 0;
    const way = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (way) { event.preventDefault(); way.click(); return; }
  }
  const known = {
    j: () => move(1), k: () => move(-1), g: () => { waiting = Date.now(); },
    "?": () => open(document.getElementById("keys-help")),
    "/": () => document.querySelector("[data-key-search]")?.focus(),
    "[": () => document.querySelector('a[rel="prev"]')?.click(), "]": () => document.querySelector('a[rel="next"]')?.click(),
  }[key];
  if (known) { event.preventDefault(); known(); }
  else if (/^[a-z]$/.test(key) && act(key)) event.preventDefault();
}

export function start() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-help]")) { document.getElementById("me")?.hidePopover?.(); open(document.getElementById("keys-help")); }
  });
  const box = document.querySelector("[data-keys-switch]");
  if (!box) return;
  box.checked = on();
  box.addEventListener("change", () => { try { localStorage.setItem(store, box.checked ? "on" : "off"); } catch { /* this page only */ } });
}
