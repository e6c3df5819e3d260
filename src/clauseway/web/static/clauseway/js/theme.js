// Runs before the first paint, so that a chosen theme never flashes. "system" is the absence of a choice.
(() => {
  let chosen = "system";
  try { chosen = localStorage.getItem("clauseway-theme") || "system"; } catch { /* storage refused: follow the system */ }
  if (chosen !== "system") document.documentElement.dataset.theme = chosen;
})();
