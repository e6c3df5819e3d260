// Nothing typed is lost. Forms with data-guard warn before leaving with unsaved changes, and keep a draft in this tab's
// session storage: after a session that ended while typing, the text is put back by itself; after a reload it is offered.
// Passwords, files and hidden fields are never kept. Signing out empties the drafts.
const prefix = "clauseway-draft:";
const keyOf = (form) => `${prefix}${document.body.dataset.who ?? ""}:${location.pathname}#${form.id}`;
const kept = (field) => field.name && !field.disabled && !["password", "file", "hidden", "submit", "button"].includes(field.type);
const dirty = new WeakSet();
let leaving = false;

function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    const list = (values[field.name] ??= []);
    if (["checkbox", "radio"].includes(field.type)) { if (field.checked) list.push(field.value); }
    else if (field.multiple && field.options) for (const option of field.selectedOptions) list.push(option.value);
    else list.push(field.value);
  }
  return values;
}

function write(form, values) {
  const seen = {};
  for (const field of form.elements) {
    if (!kept(field) || !(field.name in values)) continue;
    const list = values[field.name];
    if (["checkbox", "radio"].includes(field.type)) field.checked = list.includes(field.value);
    else if (field.multiple && field.options) for (const option of field.options) option.selected = list.includes(option.value);
    else { const index = seen[field.name] ?? 0; seen[field.name] = index + 1; if (list[index] !== undefined) field.value = list[index]; }
  }
  dirty.add(form);
}

function save(form, state) {
  try { sessionStorage.setItem(keyOf(form), JSON.stringify({ state, values: read(form) })); } catch { /* full or refused */ }
}

function drafts() {
  try { return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
}

// A draft that was sent: on a logged-out or error page it was not taken ("lost"); after a reload or a step back nobody
// knows, so it is offered; a form with its errors holds the text itself; on any other page it was taken.
function settle() {
  const signedOut = document.body.hasAttribute("data-plain") && !document.querySelector("form[data-guard]");
  const refused = document.querySelector("[data-form-errors], .field__error");
  const here = `${prefix}${document.body.dataset.who ?? ""}:${location.pathname}#`;
  for (const key of drafts()) {
    const draft = JSON.parse(sessionStorage.getItem(key));
    if (draft.state !== "sent") continue;
    const how = performance.getEntriesByType("navigation")[0]?.type;
    if (how === "reload" || how === "back_forward" || refused && key.startsWith(here)) sessionStorage.setItem(key, JSON.stringify({ ...draft, state: "typing" }));
    else if (signedOut) sessionStorage.setItem(key, JSON.stringify({ ...draft, state: "lost" }));
    else sessionStorage.removeItem(key);
  }
}

function offer(form) {
  const found = sessionStorage.getItem(keyOf(form));
  if (!found) return;
  const { state, values } = JSON.parse(found);
  if (JSON.stringify(values) === JSON.stringify(read(form))) { if (state !== "lost") sessionStorage.removeItem(keyOf(form)); return; }
  if (form.querySelector(".field__error, [data-form-errors]")) return; // the server gave back what was sent
  const note = document.getElementById("draft-template").content.firstElementChild.cloneNode(true);
  const text = note.querySelector("[data-draft-text]");
  const before = read(form);
  const restore = note.querySelector("[data-draft-restore]");
  text.textContent = state === "lost" ? text.dataset.restored : text.dataset.kept;
  if (state === "lost") { write(form, values); restore.remove(); }
  else restore.addEventListener("click", () => { write(form, values); note.remove(); form.querySelector("input, textarea, select")?.focus(); });
  note.querySelector("[data-draft-discard]").addEventListener("click", () => {
    write(form, before); dirty.delete(form); sessionStorage.removeItem(keyOf(form)); note.remove();
  });
  form.prepend(note);
}

function adopt(scope) {
  for (const form of scope.querySelectorAll("form[data-guard]")) if (!form.dataset.guarded) { form.dataset.guarded = "yes"; try { offer(form); } catch { sessionStorage.removeItem(keyOf(form)); } }
}

export function start() {
  try { settle(); } catch { /* storage refused */ }
  adopt(document);
  document.querySelector("[data-form-errors]")?.focus();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-guard]")) return;
    dirty.add(form);
    save(form, "typing");
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-guard]")) { dirty.delete(form); save(form, "sent"); leaving = !form.hasAttribute("hx-post"); }
    if (event.submitter?.hasAttribute("data-sign-out")) for (const key of drafts()) sessionStorage.removeItem(key);
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && [...document.querySelectorAll("form[data-guard]")].some((form) => dirty.has(form))) event.preventDefault();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    const signIn = document.body.dataset.signIn; // the session ended: what was sent waits until one is signed in again
    if (signIn && new URL(event.detail.xhr.responseURL || location.href).pathname === signIn) return;
    if (form.matches?.("[data-guard]") && event.detail.successful && !form.querySelector(".field__error")) sessionStorage.removeItem(keyOf(form));
  });
  document.addEventListener("htmx:afterSettle", (event) => adopt(event.detail.elt));
}
