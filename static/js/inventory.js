// The inventory as a tree for the keyboard: up and down walk its lines, right opens a line or goes
// into it, left shuts it or goes out, Home and End lead to the ends. What was folded stays folded
// when the console is swapped. Without this file every line is a link, every twisty a details.
"use strict";

const folded = new Set();
let deedsOpen = null;
const settled = new WeakSet(); // what only came open with the page was opened by nobody

const lines = (tree) => [...tree.querySelectorAll(".roots a")].filter((link) => !link.closest("details:not([open]), [hidden]"));
const foldOf = (link) => link.parentElement.querySelector(":scope > details");

function step(tree, link, key) {
  const all = lines(tree);
  const place = all.indexOf(link);
  const fold = foldOf(link);
  if (key === "ArrowDown") return all[place + 1];
  if (key === "ArrowUp") return all[place - 1];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key === "ArrowRight") {
    if (fold && !fold.open) fold.open = true;
    else return fold?.querySelector("a");
  } else if (fold?.open) fold.open = false;
  else return link.closest("ul").closest("li")?.querySelector(":scope > a");
  return link;
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("[data-tree] .roots a");
  const keys = ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"];
  if (!link || !keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  step(link.closest("[data-tree]"), link, event.key)?.focus();
});

// The box over the tree: lines that do not hold its words are hidden while one types, and stay so
// when the console is swapped. Enter or the arrow down leads to the first one left.
let sought = null;

function find(words) {
  const wanted = words.trim().toLowerCase();
  const keep = (line) => {
    const inner = [...line.querySelectorAll(":scope > details > ul > li")].map(keep);
    const isHere = inner.includes(true) || line.querySelector(":scope > a .name").textContent.toLowerCase().includes(wanted);
    line.hidden = !isHere;
    if (wanted && inner.includes(true)) line.querySelector(":scope > details").open = true;
    return isHere;
  };
  const found = [...document.querySelectorAll("[data-tree] .roots > li")].map(keep);
  document.querySelector("#find-none > span").hidden = found.includes(true);
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "find") return;
  sought = event.target.value;
  find(sought);
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "find" || event.isComposing) return;
  if (event.key === "Escape" && event.target.value) {
    event.target.value = sought = "";
    find(sought);
  } else if (event.key === "ArrowDown" || event.key === "Enter") {
    const words = event.target.value.trim().toLowerCase();
    const all = lines(document.querySelector("[data-tree]"));
    (all.find((line) => line.querySelector(".name").textContent.toLowerCase().includes(words)) ?? all[0])?.focus();
  } else return;
  event.preventDefault();
});

// toggle does not bubble
document.addEventListener("toggle", (event) => {
  const fold = event.target;
  if (!settled.has(fold)) return;
  if (fold.dataset?.node) folded[fold.open ? "delete" : "add"](fold.dataset.node);
  if (fold.dataset?.menu !== undefined) deedsOpen = fold.open;
}, true);

function settle() {
  const box = document.getElementById("find");
  if (box && sought !== null) {
    box.value = sought;
    find(sought);
  }
  for (const fold of document.querySelectorAll("[data-tree] details")) {
    // the arrows fold; a stop of its own for each twisty would double the way through the tree
    fold.querySelector("summary").tabIndex = -1;
    if (folded.has(fold.dataset.node) && !fold.querySelector("[aria-current]")) fold.open = false;
    settled.add(fold);
  }
  const deeds = document.querySelector("[data-menu]");
  if (!deeds) return;
  if (deedsOpen !== null) deeds.open = deedsOpen;
  settled.add(deeds);
}

document.addEventListener("DOMContentLoaded", settle);
document.addEventListener("htmx:afterSettle", settle);

// A form that is being filled in is not taken away: an answer that was typed on while the check of
// the ones before it was under way is checked next, and nothing typed is lost.
let sent = null;
const answersOf = (form) => new URLSearchParams(new FormData(form)).toString();

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = document.getElementById("ask-form");
  sent = form && event.target === form ? answersOf(form) : null;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const form = document.getElementById("ask-form");
  if (sent === null || !form || event.detail.requestConfig?.verb !== "get" || answersOf(form) === sent) return;
  event.detail.shouldSwap = false;
});
