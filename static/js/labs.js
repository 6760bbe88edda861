// The console: links inside the drawing swap panes instead of loading pages, and after a swap the
// reader's place is kept. Without this file every link and form works as a whole page.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#console svg a[data-object]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  htmx.ajax("GET", link.getAttribute("href"), { source: "#console", target: "#console", swap: "outerHTML" })
    .then(() => history.pushState({ htmx: true }, "", link.getAttribute("href")))
    .catch(() => {}); // a newer wish took its place
});

// where the reader was: scroll of each pane, and what had the focus if it has no id of its own
let kept = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "console") return;
  const scrolls = ["tree", "stage", "compat", "task"].map((name) => [name, document.querySelector(`#console .${name}`)?.scrollTop || 0]);
  const wizard = document.querySelector("#console [data-wizard]") !== null;
  kept = { scrolls, wizard };
});

document.addEventListener("htmx:afterSettle", () => {
  if (!kept) return;
  for (const [name, top] of kept.scrolls) {
    const pane = document.querySelector(`#console .${name}`);
    if (pane) pane.scrollTop = top;
  }
  const trouble = document.getElementById("trouble");
  const wizard = document.querySelector("#console [data-wizard]");
  if (trouble) trouble.focus();
  else if (document.activeElement === document.body) {
    const heading = wizard || !kept.wizard ? document.querySelector("#console .side h2") : document.querySelector("#console .told, #console .side h2");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }
  kept = null;
});

// A passage beside the lab is read from its heading on; so is the task that comes back.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "task") document.getElementById("task-h")?.focus();
});

// Buttons that copy are shown only where they can; without them the text can be selected.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
      .then(() => { button.textContent = button.dataset.copied; })
      .catch(() => document.getElementById(button.dataset.copy).select());
  });
});
