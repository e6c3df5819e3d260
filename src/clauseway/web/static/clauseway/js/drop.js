// Giving files: dropping folders with their paths, seeing what will be sent, sending with progress. Without script the form posts as it is.
const form = document.querySelector("[data-drop]");
const zone = form.querySelector("[data-drop-zone]");
const list = form.querySelector("[data-drop-list]");
const status = form.querySelector("[data-drop-status]");
const bar = form.querySelector("[data-drop-progress]");
const send = form.querySelector("[data-drop-send]");
const said = form.dataset;
const maxFiles = Number(said.maxFiles), maxBytes = Number(said.maxBytes);
const litter = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;
const chosen = new Map();
const tell = (text, wrong = false) => { status.textContent = text; status.toggleAttribute("data-wrong", wrong); };
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function size(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let at = 0;
  while (bytes >= 1000 && at < 3) { bytes /= 1000; at += 1; }
  return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: bytes < 10 ? 1 : 0 }).format(bytes)}\u00a0${units[at]}`;
}

function add(file, path) {
  if (!litter.test(path)) chosen.set(path, file);
}

function draw() {
  list.replaceChildren();
  const all = [...chosen];
  for (const [path, file] of all.slice(0, 200)) {
    const row = document.createElement("li");
    const name = document.createElement("span");
    const much = document.createElement("span");
    const out = document.createElement("button");
    name.textContent = `\u200e${path}`; name.title = path;
    much.textContent = size(file.size);
    out.type = "button"; out.className = "btn btn--quiet btn--icon"; out.textContent = "×"; out.setAttribute("aria-label", `${said.saidRemove}: ${path}`);
    out.addEventListener("click", () => { chosen.delete(path); draw(); });
    if (file.size > maxBytes) { row.className = "is-refused"; much.textContent = fill(said.saidLarge, { name: size(file.size) }); }
    row.append(name, much, out);
    list.append(row);
  }
  if (all.length > 200) { const more = document.createElement("li"); more.textContent = fill(said.saidMore, { count: all.length - 200 }); list.append(more); }
  list.hidden = !all.length;
  const fits = all.filter(([, file]) => file.size <= maxBytes);
  const total = fits.reduce((sum, [, file]) => sum + file.size, 0);
  send.disabled = !fits.length || fits.length > maxFiles;
  if (fits.length > maxFiles) tell(fill(said.saidMany, { count: fits.length, limit: maxFiles }), true);
  else tell(fits.length ? fill(fits.length === 1 ? said.saidOne : said.saidReady, { count: fits.length, size: size(total) }) : "");
}

async function walk(entry, path) {
  if (entry.isFile) { add(await new Promise((done, fail) => entry.file(done, fail)), path + entry.name); return; }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return;
    for (const one of some) await walk(one, `${path}${entry.name}/`);
  }
}

form.setAttribute("data-ready", "");
form.querySelector("[data-drop-pick]").hidden = false;
send.disabled = true;
for (const input of form.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => { for (const file of input.files) add(file, file.webkitRelativePath || file.name); input.value = ""; draw(); });
}
for (const name of ["dragenter", "dragover"]) addEventListener(name, (event) => { event.preventDefault(); zone.setAttribute("data-over", ""); });
for (const name of ["dragleave", "drop"]) addEventListener(name, (event) => { event.preventDefault(); if (name === "drop" || !event.relatedTarget) zone.removeAttribute("data-over"); });
addEventListener("drop", async (event) => {
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  for (const entry of entries) await walk(entry, "");
  draw();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const fits = [...chosen].filter(([, file]) => file.size <= maxBytes);
  if (!fits.length || send.disabled) return;
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "token"]) data.set(name, form.elements[name].value);
  data.set("paths", JSON.stringify(fits.map(([path]) => path)));
  for (const [, file] of fits) data.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (part) => { if (part.lengthComputable) { bar.value = (100 * part.loaded) / part.total; tell(fill(said.saidSending, { percent: Math.round(bar.value) })); } });
  request.addEventListener("load", () => {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* a page, not an answer */ }
    if (answer.href) { location.assign(answer.href); return; }
    bar.hidden = true; send.disabled = false;
    const ended = document.body.dataset.signIn && new URL(request.responseURL || location.href).pathname === document.body.dataset.signIn;
    tell(ended || request.status === 403 ? said.saidEnded : answer.message || said.saidFailed, true);
  });
  request.addEventListener("error", () => { bar.hidden = true; send.disabled = false; tell(said.saidFailed, true); });
  bar.hidden = false; bar.value = 0; send.disabled = true;
  request.send(data);
});
