// The little that htmx and the server cannot do. Every page works without it.
"use strict";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  // a page's own goal stands behind that of the frame
  const goals = [...document.querySelectorAll(`[data-shortcut="${CSS.escape(event.key)}"]`)];
  const goal = goals.findLast((one) => one.checkVisibility()) ?? goals[0];
  if (!goal) return;
  event.preventDefault();
  if (goal.matches("input, textarea")) goal.focus();
  else goal.click();
});

// The menus of the bar close by Escape, by a click elsewhere and when the focus leaves them.
const menus = () => document.querySelectorAll("details.drop[open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
}

// The other language opens at the same place: both have the same anchors.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-keep-place]");
  if (!link) return;
  const top = (place) => place.getBoundingClientRect().top;
  const above = [...document.querySelectorAll("main :is(section, article, h2, figure)[id]")]
    .filter((place) => !place.closest("nav, aside") && place.checkVisibility() && top(place) < 120)
    .sort((one, other) => top(one) - top(other));
  if (window.scrollY > 200 && above.length) link.hash = above.at(-1).id;
});

document.addEventListener("theme-changed", (event) => {
  const { theme } = event.detail;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
});
