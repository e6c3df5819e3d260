// The gap walk: arrows and j/k go on and back, "n" notes that it was looked at, "w" writes, "e" judges; the note is saved while
// it is typed, and what somebody else wrote meanwhile is shown beside it, never overwritten. What could not be saved waits in this
// tab's session storage until it can, such as after a session that ended while typing; signing out empties it (guard.js).
const typing = (node) => node.closest?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]');
const allowed = () => { try { return localStorage.getItem("clauseway-keys") !== "off"; } catch { return true; } };
const walk = document.querySelector("[data-walk]");
const find = (name) => walk.querySelector(`[data-walk-${name}]`);
const waits = 900;
let timer = 0;
let saved = "";
let running = null;
let conflict = false;
let leaving = false;

const draft = `clauseway-draft:${document.body.dataset.who ?? ""}:${location.pathname}#walk-note`;

function aside(text) {
  const version = find("version").value;
  try { sessionStorage.setItem(draft, JSON.stringify({ state: "walk", text, version })); } catch { /* full or refused */ }
  find("said").textContent = find("said").dataset.failed;
}

function taken() {
  try { sessionStorage.removeItem(draft); } catch { /* refused */ }
}

// Puts back what was set aside; when somebody else wrote meanwhile, both texts stand there.
function back() {
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(draft)); } catch { /* refused */ }
  const note = find("note");
  if (!kept || kept.text === saved) { taken(); return; }
  note.value = kept.text;
  find("said").textContent = find("said").dataset.restored;
  const version = find("version").value;
  if (kept.version === version) timer = setTimeout(save, waits);
  else differ({ message: find("said").dataset.meanwhile, theirs: saved, version });
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || !allowed()) return;
  if (document.querySelector("dialog[open], [popover]:popover-open")) return;
  if (typing(event.target)) { if (event.key === "Escape") event.target.blur(); return; }
  const doing = {
    ArrowRight: () => go("next"), ArrowLeft: () => go("previous"), j: () => go("next"), k: () => go("previous"),
    n: () => find("done").click(), w: () => find("note").focus(), a: () => decide("a"), r: () => decide("r"),
    e: () => { const judge = find("judge"); if (judge) { judge.parentElement.open = true; judge.parentElement.querySelector("input[type=radio]")?.focus(); } },
  }[event.key];
  if (!doing || (event.key.startsWith("Arrow") && event.target.type === "radio")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  doing();
}

function decide(key) {
  const row = document.querySelector("[data-key-current]");
  (row?.querySelector(`[data-key="${key}"]`) ?? walk.querySelector(`[data-key="${key}"]`))?.click();
}

async function go(where) {
  const link = find(where);
  if (!link) return;
  if (!(await save())) return;
  link.click();
}

// Keeps the note; resolves to false when it could not be kept, so that nobody leaves it behind.
function save() {
  clearTimeout(timer);
  running = (running ?? Promise.resolve(true)).then(keep);
  return running;
}

async function keep() {
  const note = find("note");
  const form = note.form;
  const text = note.value;
  if (conflict) return false;
  if (text === saved) return true;
  const said = find("said");
  said.textContent = said.dataset.saving;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "error" });
    const told = await answer.json();
    if (answer.status === 409) { differ(told); return false; }
    if (!answer.ok) { aside(text); said.textContent = told.message ?? said.dataset.failed; return false; }
    find("version").value = told.version;
    saved = text;
    taken();
    said.textContent = told.said;
    return true;
  } catch {
    aside(text);
    return false;
  }
}

function differ(told) {
  conflict = true;
  const box = find("theirs");
  box.hidden = false;
  find("message").textContent = told.message;
  find("text").textContent = told.theirs;
  find("said").textContent = "";
  find("keep").onclick = () => { find("version").value = told.version; conflict = false; box.hidden = true; save(); };
}

if (walk) {
  saved = find("note").value;
  back();
  document.addEventListener("keydown", pressed, true);
  find("note").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, waits); });
  find("note").form.addEventListener("submit", async (event) => {
    if (leaving || conflict) { leaving = true; return; }
    event.preventDefault(); // what is being saved has to end first, or this would conflict with itself
    await save();
    if (conflict) return;
    leaving = true;
    event.target.requestSubmit();
  });
  addEventListener("beforeunload", (event) => { if (!leaving && find("note").value !== saved) event.preventDefault(); });
  addEventListener("pageshow", () => { leaving = false; });
}
