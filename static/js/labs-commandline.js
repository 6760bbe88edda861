// The command line: earlier lines by the arrow keys, completion by Tab, and a log that keeps what
// was said before. Without this file a line is a plain form, and the page shows its last answer.
"use strict";

const MOST_TURNS = 40;
const typed = (form) => {
  const key = `lines ${form.getAttribute("action")}`;
  const own = JSON.parse(sessionStorage.getItem(key) || "null");
  return { key, lines: own || JSON.parse(form.dataset.lines || "[]") };
};

let place = null; // in the lines typed before; null: the line being written
let draft = "";
let cycle = null; // offers that Tab goes through, and the line they were made for
let leaving = false; // Escape was pressed: the next Tab goes on

const say = (words) => {
  const status = document.getElementById("cmd-offers");
  if (status) status.textContent = words;
};

const fresh = () => {
  place = cycle = null;
  leaving = false;
  say("");
};

const common = (words) => words.reduce((one, other) => {
  let same = 0;
  while (same < one.length && one[same].toLowerCase() === other[same]?.toLowerCase()) same += 1;
  return one.slice(0, same);
});

const put = (input, line) => {
  input.value = line;
  input.setSelectionRange(line.length, line.length);
};

const complete = async (input) => {
  if (cycle && cycle.shown === input.value) {
    cycle.at = (cycle.at + 1) % cycle.offers.length;
    cycle.shown = cycle.stem + cycle.offers[cycle.at];
    put(input, cycle.shown);
    return;
  }
  const line = input.value;
  const query = new URLSearchParams({ line });
  const answer = await fetch(`${input.form.dataset.complete}?${query}`).then((got) => got.json()).catch(() => null);
  if (input.value !== line) return; // typed on meanwhile
  const { stem, offers } = answer || { stem: line, offers: [] };
  const start = offers.length ? stem + common(offers) : line;
  if (!offers.length || (offers.length === 1 && start === line.trimEnd())) {
    leaving = true;
    say(input.form.dataset.nothing);
  } else if (offers.length === 1) {
    put(input, `${start} `);
    say("");
  } else {
    if (start.length > line.length) put(input, start);
    cycle = { stem, offers, at: -1, shown: input.value };
    say(offers.join("  "));
  }
};

const recall = (input, step) => {
  const { lines } = typed(input.form);
  if (!lines.length) return;
  if (place === null) draft = input.value;
  const from = place === null ? lines.length : place;
  const to = Math.max(0, from + step);
  cycle = null;
  place = to < lines.length ? to : null;
  put(input, place === null ? draft : lines[place]);
};

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (input.id !== "cmd" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Tab" && !event.shiftKey && input.value.trim() && !leaving) {
    event.preventDefault();
    complete(input);
  } else if (event.key === "Escape") {
    leaving = true;
    cycle = null;
    say("");
  } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    event.preventDefault();
    recall(input, event.key === "ArrowUp" ? -1 : 1);
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id === "cmd") fresh();
});
document.addEventListener("focusin", (event) => {
  if (event.target.id === "cmd") leaving = false;
});

document.addEventListener("submit", (event) => {
  const input = event.target.querySelector?.("#cmd");
  if (!input) return;
  const line = input.value.trim();
  const { key, lines } = typed(event.target);
  if (line && lines.at(-1) !== line) sessionStorage.setItem(key, JSON.stringify([...lines, line].slice(-50)));
  fresh();
});

// The log is one element for as long as the page stands: what is new is added to it, and read out.
let log = null;
let wasTyped = false;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "console") return;
  log = document.getElementById("said");
  wasTyped = event.detail.requestConfig?.path?.endsWith("/type/") || false;
});

document.addEventListener("htmx:afterSettle", () => {
  const made = document.getElementById("said");
  if (!log || !made || log === made) return;
  const turn = made.querySelector(".turn");
  const last = log.querySelector(".turn:last-child");
  made.replaceWith(log);
  const kept = log;
  log = null;
  kept.scrollTop = kept.scrollHeight;
  if (!turn || (!wasTyped && last?.dataset.turn === turn.dataset.turn)) return;
  // the focus is on the answer already: it is read out once, not twice
  kept.setAttribute("aria-live", document.activeElement.closest(".told") ? "off" : "polite");
  setTimeout(() => {
    kept.append(turn);
    while (kept.childElementCount > MOST_TURNS) kept.firstElementChild.remove();
    kept.scrollTop = turn.offsetTop;
  }, 60);
});

// An open panel stays open while one goes on in the console.
document.addEventListener("htmx:configRequest", (event) => {
  const { path, parameters, verb } = event.detail;
  const tab = document.querySelector("#console .panel")?.dataset.panel;
  if (verb === "get" && tab && event.target.closest("#console") && !/[?&]panel=/.test(path) && !parameters.panel) {
    parameters.panel = tab;
  }
});
