// The editor: asks before typed words are left behind, narrows the objectives, changes the kind.
"use strict";

let changed = false;
const form = () => document.querySelector("[data-guard]");

document.addEventListener("input", (event) => {
  if (event.target.form?.matches("[data-guard]")) changed = true;
  if (event.target.matches("[data-narrows]")) narrow(event.target);
});

document.addEventListener("change", (event) => {
  // Choosing a kind asks the server for its form; without a script a button does the same.
  if (event.target.matches("[data-reshapes]")) document.getElementById("reshape").click();
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-guard]")) changed = false;
});

// What came back into the form, or never left it, is still unsaved.
const unsaved = () => { changed = true; };
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "editor") unsaved();
});
document.addEventListener("htmx:sendError", unsaved);
document.addEventListener("htmx:responseError", unsaved);
if (form()?.hasAttribute("data-changed")) unsaved();

window.addEventListener("beforeunload", (event) => {
  if (!changed || !form()) return;
  event.preventDefault();
});

function narrow(field) {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const list = document.querySelector(field.dataset.narrows);
  let shown = 0;
  for (const chapter of list.querySelectorAll(".chapter")) {
    let here = 0;
    for (const label of chapter.querySelectorAll("label")) {
      const text = label.textContent.toLowerCase();
      label.hidden = !words.every((word) => text.includes(word));
      here += label.hidden ? 0 : 1;
    }
    chapter.hidden = here === 0;
    chapter.open = words.length > 0 && here > 0;
    shown += here;
  }
  document.getElementById(`${field.id}-status`).textContent = shown ? "" : field.dataset.none;
}
