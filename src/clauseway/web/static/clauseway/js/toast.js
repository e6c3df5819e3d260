// What just happened, in a corner. The server sends toasts with the page, or with an htmx answer:
// HX-Trigger: {"toast": {"text": "...", "state": "shown|gap|soon|info"}}. What went wrong stays until it is dismissed.
let corner;

export function toast(text, state = "shown") {
  const node = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  node.dataset.toast = state;
  node.querySelector(".mark").classList.add(`is-${state}`);
  const use = node.querySelector(".mark use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${state}`));
  node.querySelector("[data-toast-text]").textContent = text;
  corner.append(node);
  settle(node);
}

function settle(node) {
  if (node.dataset.toast === "gap") return;
  let timer = setTimeout(() => node.remove(), 7000);
  node.addEventListener("pointerenter", () => clearTimeout(timer));
  node.addEventListener("focusin", () => clearTimeout(timer));
  node.addEventListener("pointerleave", () => { timer = setTimeout(() => node.remove(), 3000); });
}

export function start() {
  corner = document.getElementById("toasts");
  for (const node of corner.children) settle(node);
  document.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest(".toast").remove());
  document.addEventListener("toast", (event) => toast(event.detail.text ?? event.detail.value, event.detail.state));
  document.addEventListener("htmx:responseError", (event) => { if (![401, 403].includes(event.detail.xhr.status)) toast(corner.dataset.failed, "gap"); });
  document.addEventListener("htmx:sendError", () => toast(corner.dataset.offline, "gap"));
  document.addEventListener("htmx:beforeSwap", (event) => {
    // An ended session answers a fragment with the sign-in page: go there, and come back to this page afterwards.
    const { xhr } = event.detail;
    const signIn = document.body.dataset.signIn;
    const answered = xhr.responseURL ? new URL(xhr.responseURL).pathname : "";
    if (signIn && (xhr.status === 401 || answered === signIn)) {
      event.detail.shouldSwap = false;
      location.assign(`${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`);
    } else if (xhr.status === 422) {
      event.detail.shouldSwap = true; // a form with its errors is an answer, not a failure
      event.detail.isError = false;
    }
  });
}
