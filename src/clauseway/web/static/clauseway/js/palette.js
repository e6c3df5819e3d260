// Ctrl/Cmd-K: one box that reaches everything. The ways of the sidebar are there at once; the rest is asked of the server,
// which answers with options as HTML (components/palette_results.html).
import { open } from "./dialog.js";

let dialog, input, list, asked, timer;

const options = () => [...list.querySelectorAll('[role="option"]')];
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function ways(query) {
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  const label = list.dataset.goLabel;
  group.setAttribute("aria-label", label);
  const title = Object.assign(document.createElement("p"), { className: "menu__title", textContent: label, ariaHidden: "true" });
  group.append(title);
  let count = 0;
  for (const link of document.querySelectorAll("[data-nav] a")) {
    const name = link.firstChild.textContent.trim();
    if (query && !fold(name).includes(query)) continue;
    const option = document.createElement("div");
    option.setAttribute("role", "option");
    option.id = `palette-way-${count++}`;
    option.dataset.href = link.href;
    const icon = document.querySelector(".ask, .phonebar").ownerDocument.querySelector("#sidebar .icon").cloneNode(true);
    icon.setAttribute("class", "icon");
    const use = icon.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#go"));
    const text = Object.assign(document.createElement("span"), { textContent: name });
    option.append(icon, text, document.createElement("small"));
    group.append(option);
  }
  return count ? group : null;
}

async function search() {
  const typed = input.value.trim();
  const here = ways(fold(typed));
  list.replaceChildren(...(here ? [here] : []));
  choose(options()[0]);
  asked?.abort();
  if (!dialog.dataset.href) return;
  asked = new AbortController();
  const address = new URL(dialog.dataset.href, location.href);
  address.searchParams.set("q", typed);
  try {
    const answer = await fetch(address, { signal: asked.signal, headers: { "HX-Request": "true", Accept: "text/html" }, credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    if (here && !found.querySelector('[role="option"]')) return;
    const kept = list.querySelector('[aria-selected="true"]')?.dataset.href;
    list.replaceChildren(...(here && !typed ? [here] : []), ...found.childNodes, ...(here && typed ? [here] : []));
    options().forEach((option, index) => { option.id = `palette-option-${index}`; });
    choose(options().find((option) => option.dataset.href === kept) && !typed ? options().find((option) => option.dataset.href === kept) : options()[0]);
  } catch (error) {
    if (error.name !== "AbortError") asked = null; // no network: the ways of the sidebar are still there
  }
}

function go(option, aside) {
  if (!option?.dataset.href) return;
  if (aside) window.open(option.dataset.href, "_blank", "noopener");
  else { dialog.close(); location.assign(option.dataset.href); }
}

function show() {
  open(dialog);
  input.select();
  search();
}

export function start() {
  dialog = document.getElementById("palette");
  if (!dialog) return;
  input = dialog.querySelector("input");
  list = dialog.querySelector('[role="listbox"]');
  if (/Mac|iPhone|iPad/.test(navigator.platform)) for (const key of document.querySelectorAll("[data-mod-k]")) key.textContent = "⌘ K";
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (dialog.open) dialog.close(); else show();
    }
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-palette-open]")) show(); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 110); });
  input.addEventListener("keydown", (event) => {
    const all = options();
    const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) { event.preventDefault(); choose(all[(now + step + all.length) % all.length]); }
    else if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); go(all[now], event.ctrlKey || event.metaKey); }
  });
  list.addEventListener("click", (event) => go(event.target.closest('[role="option"]'), event.ctrlKey || event.metaKey));
}
