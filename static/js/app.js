// The little that htmx and the server cannot do. Every page works without it.
"use strict";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const goal = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (!goal) return;
  event.preventDefault();
  if (goal.matches("input, textarea")) goal.focus();
  else goal.click();
});
