// Dialogs, confirmation, menus (popover placed under its button) and the drawer of the phone.
export function open(dialog) {
  if (dialog && !dialog.open) dialog.showModal();
}

function place(menu) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  if (!button) return;
  const at = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const gap = 6;
  const below = at.bottom + gap + size.height <= innerHeight - 8;
  const left = at.left + size.width <= innerWidth - 8 ? at.left : at.right - size.width;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? at.bottom + gap : at.top - gap - size.height)}px`;
}

function ask(button) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("[data-confirm-text]").textContent = button.dataset.confirm;
  const yes = dialog.querySelector("[data-confirm-yes]");
  yes.textContent = button.textContent.trim().replace(/…$/, ""); // the button says what it does, never just "OK"
  yes.onclick = () => {
    dialog.close();
    button.form.requestSubmit(button);
  };
  dialog.addEventListener("close", () => button.focus(), { once: true });
  button.dataset.asked = "yes";
  open(dialog);
}

function drawer(opened) {
  const opener = document.querySelector("[data-drawer-open]");
  document.body.toggleAttribute("data-drawer", opened);
  if (opened) document.body.dataset.drawer = "open";
  opener?.setAttribute("aria-expanded", String(opened));
  document.getElementById("main").inert = opened;
  if (opened) document.querySelector("#sidebar a, #sidebar button")?.focus();
  else opener?.focus();
}

export function start() {
  document.addEventListener("click", (event) => {
    const target = event.target;
    const opener = target.closest("[data-dialog-open]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialogOpen);
      if (dialog) { event.preventDefault(); open(dialog); }
      return;
    }
    if (target.closest("[data-dialog-close]")) target.closest("dialog").close();
    else if (target instanceof HTMLDialogElement && outside(target, event)) target.close();
    if (target.closest("[data-drawer-open]")) { event.preventDefault(); drawer(true); }
    else if (target.closest("[data-drawer-close]")) drawer(false);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (!button) return;
    if (button.dataset.asked === "yes" && !event.isTrusted) { delete button.dataset.asked; return; }
    event.preventDefault();
    event.stopPropagation();
    ask(button);
  }, true);
  document.addEventListener("toggle", (event) => {
    if (event.target.hasAttribute?.("popover") && event.newState === "open") place(event.target);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.dataset.drawer === "open") drawer(false);
  });
}

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
