// The light / dark / system buttons: [data-theme-switch] button[value].
const root = document.documentElement;
const show = () => {
  const now = root.dataset.theme || "system";
  for (const button of document.querySelectorAll("[data-theme-switch] button")) {
    button.setAttribute("aria-pressed", String(button.value === now));
  }
};

export function start() {
  show();
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch] button");
    if (!button) return;
    if (button.value === "system") delete root.dataset.theme;
    else root.dataset.theme = button.value;
    try { localStorage.setItem("clauseway-theme", button.value); } catch { /* kept for this page only */ }
    show();
  });
}
