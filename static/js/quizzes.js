// A running attempt: answers saved as they are chosen, kept in this browser until the server has
// them, and the keyboard. Without this file every button still saves and goes on.
"use strict";

(() => {
  const bar = document.querySelector("[data-attempt]");
  const saved = document.getElementById("saved");
  const DEBOUNCE_MS = 400;
  const TYPING_MS = 1200;
  const SHELF = `studyguide:unsent:${bar.dataset.attempt}:`;
  const KEYS_OFF = "studyguide:keys-off";
  const OWN_FIELDS = new Set(["csrfmiddlewaretoken", "go", "flag", "clear", "shown", "back"]);

  const question = () => document.getElementById("question");
  const counter = () => question().elements.counter;
  const choices = () => [...question().querySelectorAll(".opt input")];
  // A half typed number is kept here and sent once it is one, or when its learner goes on.
  const fits = () => [...question().querySelectorAll("[data-fits]")].every((field) => new RegExp(field.dataset.fits).test(field.value));
  const say = (words) => {
    saved.textContent = words;
    saved.classList.toggle("bad", [saved.dataset.failed, saved.dataset.reload, saved.dataset.unfit].includes(words));
  };

  // What the server has not acknowledged. A browser may refuse storage; saving goes on without.
  const shelf = {
    put(position, entries) { try { localStorage.setItem(SHELF + position, JSON.stringify(entries)); } catch { /* full or forbidden */ } },
    get(position) { try { return JSON.parse(localStorage.getItem(SHELF + position)); } catch { return null; } },
    drop(position) { try { localStorage.removeItem(SHELF + position); } catch { /* forbidden */ } },
    positions() { try { return Object.keys(localStorage).filter((key) => key.startsWith(SHELF)).map((key) => key.slice(SHELF.length)); } catch { return []; } },
  };

  // Saving the question on this page.
  let timer = 0, retry = 0, delay = 2000, leaving = false, dirty = false;

  const entries = () => [...new FormData(question())].filter(([name]) => !OWN_FIELDS.has(name));

  const save = () => {
    clearTimeout(timer);
    clearTimeout(retry);
    timer = 0;
    if (!dirty) return;
    if (fits()) window.htmx.trigger(question(), "save");
    else say(saved.dataset.unfit);
  };

  const changed = (pause = DEBOUNCE_MS) => {
    dirty = true;
    counter().value = Number(counter().value) + 1;
    shelf.put(question().dataset.position, { url: question().action, entries: entries() });
    const clear = document.getElementById("clear");
    if (clear) clear.hidden = !choices().some((choice) => choice.checked);
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  const acknowledged = (sent) => {
    delay = 2000;
    if (!question() || Number(sent) < Number(counter().value)) return;
    dirty = false;
    shelf.drop(question().dataset.position);
  };

  if (question()) {
    document.addEventListener("change", (event) => {
      if (event.target.closest("#question .opt, #question select[data-answer]")) changed();
      else if (dirty && event.target.closest("#question [data-answer]")) changed(0);
    });
    document.addEventListener("input", (event) => {
      if (event.target.closest("#question input[data-answer]")) changed(TYPING_MS);
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest("#clear")) return;
      choices().forEach((choice) => { choice.checked = false; });
      changed();
      clearTimeout(timer); // the button's own post saves it
    });
    document.addEventListener("htmx:configRequest", (event) => {
      // A save by itself must not repeat the button that was pressed last.
      if (event.target !== question() || event.detail.triggeringEvent?.type !== "save") return;
      ["go", "flag", "clear"].forEach((name) => event.detail.formData.delete(name));
    });
    document.addEventListener("htmx:beforeRequest", (event) => {
      if (event.target === question()) say(saved.dataset.saving);
    });
    document.addEventListener("htmx:beforeOnLoad", (event) => {
      const { xhr, requestConfig } = event.detail;
      if (requestConfig.elt !== question()) return;
      const settled = xhr.status < 300 || xhr.status === 409 || xhr.status === 422;
      // A way to the log-in is no acknowledgement: what is unsent stays and is sent afterwards.
      const goal = xhr.getResponseHeader("HX-Redirect");
      leaving = Boolean(goal);
      if (settled && !(goal && goal.startsWith("/account/"))) acknowledged(sentCounter(requestConfig));
    });
    document.addEventListener("htmx:sendError", failed);
    document.addEventListener("htmx:timeout", failed);
    document.addEventListener("htmx:responseError", (event) => {
      if (event.detail.requestConfig.elt !== question()) return;
      if ([400, 403, 404].includes(event.detail.xhr.status)) say(saved.dataset.reload);
      else failed(event);
    });
    document.addEventListener("htmx:afterSettle", () => {
      const trouble = document.querySelector("[data-focus]");
      if (!trouble) return;
      trouble.focus();
      trouble.removeAttribute("data-focus");
      dirty = false;
    });
    window.addEventListener("online", save);
    document.addEventListener("visibilitychange", () => { if (document.hidden && timer) save(); });
    window.addEventListener("pagehide", () => {
      if (dirty) navigator.sendBeacon(question().action, new FormData(question()));
    });
    window.addEventListener("beforeunload", (event) => {
      // Within the debounce the beacon above still carries it; afterwards it is late or failed.
      if (dirty && !timer && !leaving) event.preventDefault();
    });
  }

  function sentCounter(config) {
    const sent = config.parameters;
    return sent instanceof FormData ? sent.get("counter") : sent.counter;
  }

  function failed(event) {
    if (event.detail.requestConfig?.elt !== question() && event.target !== question()) return;
    if (!dirty) { // only a step was on its way: nothing is lost
      say(saved.dataset.failed);
      return;
    }
    say(saved.dataset.failed);
    clearTimeout(retry);
    retry = setTimeout(save, delay);
    delay = Math.min(delay * 2, 30000);
  }

  // Answers that an earlier page of this attempt could not deliver.
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  async function resend() {
    const waiting = shelf.positions();
    if (!waiting.length || dirty) return;
    say(saved.dataset.resending);
    let delivered = 0, left = 0;
    for (const position of waiting) {
      const kept = shelf.get(position);
      if (!kept) { shelf.drop(position); continue; }
      try {
        const body = new URLSearchParams(kept.entries);
        const answer = await fetch(kept.url, { method: "POST", body, headers: { "X-CSRFToken": token(), "HX-Request": "true" } });
        const goal = answer.headers.get("HX-Redirect") || "";
        if (goal.startsWith("/account/")) { left += 1; continue; }
        if (answer.status === 409) say(saved.dataset.older);
        if (answer.ok) delivered += 1;
        if (answer.ok || [404, 409, 422].includes(answer.status)) shelf.drop(position);
        else left += 1;
      } catch { left += 1; }
    }
    if (left) { say(saved.dataset.failed); setTimeout(resend, 10000); }
    else if (delivered && !dirty) { leaving = true; location.reload(); }
  }
  resend();

  // Steps to order: buttons move a row and number them all; the lists of places do it without.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#question [data-move], #question [data-number]");
    if (!button) return;
    const list = question().querySelector("[data-ordering]");
    const rows = [...list.children];
    const place = (row) => Number(row.querySelector("select").value) || rows.length + 1;
    const moved = button.closest("li");
    if (moved) {
      rows.sort((one, other) => place(one) - place(other));
      const from = rows.indexOf(moved), to = from + Number(button.dataset.move);
      if (to >= 0 && to < rows.length) [rows[from], rows[to]] = [rows[to], rows[from]];
    }
    rows.forEach((row, index) => { list.append(row); row.querySelector("select").value = index + 1; });
    button.focus();
    if (moved) {
      const said = document.getElementById("moved");
      said.textContent = said.dataset.says.replace("LETTER", moved.querySelector(".k").textContent).replace("NUMBER", rows.indexOf(moved) + 1);
    }
    changed();
  });

  // The keyboard. Off while typing or composing, and whoever does not want it switches it off.
  const dialog = document.querySelector(".keys-dialog");
  const typing = (target) => target.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
  const keysOff = () => { try { return localStorage.getItem(KEYS_OFF) === "1"; } catch { return false; } };
  const optionOf = (key) => {
    if (/^[1-9]$/.test(key)) return choices()[Number(key) - 1];
    if (/^[a-eg-i]$/.test(key)) return choices()[key.charCodeAt(0) - 97]; // F is the flag
    return undefined;
  };
  const arrows = { ArrowRight: "j", ArrowLeft: "k" };

  const reveal = () => document.querySelectorAll("[data-keys], [data-needs-script]").forEach((part) => { part.hidden = false; });
  reveal();
  document.addEventListener("htmx:afterSettle", reveal);
  document.querySelectorAll("[data-keys]").forEach((button) => button.addEventListener("click", () => dialog.showModal()));
  const onOff = document.querySelector("[data-keys-on]");
  if (onOff) {
    onOff.checked = !keysOff();
    onOff.addEventListener("change", () => { try { localStorage.setItem(KEYS_OFF, onOff.checked ? "0" : "1"); } catch { /* forbidden */ } });
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (!question() || dialog.open || keysOff()) return;
    if (event.key in arrows && event.target.closest("input")) return; // arrows move within the options
    const key = arrows[event.key] || event.key.toLowerCase();
    if (key === "?") { event.preventDefault(); dialog.showModal(); return; }
    const option = optionOf(key);
    const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (option) { option.focus(); option.click(); }
    else if (button && !button.disabled) button.click();
    else return;
    event.preventDefault();
  });
})();
