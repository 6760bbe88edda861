// Counts down to the server's deadline. The browser's clock only tells how much has passed since
// the server last said what time it is, so a wrong clock, a sleep or a slow tab makes no drift.
// Without this file the time of day and the minutes left at load stand there.
"use strict";

(() => {
  const SPOKEN = [300, 60]; // s left at which a screen reader is told
  const AGAIN = 15000; // ms between two tries to see what the server made of a run whose time is up
  let offset = null; // ms to add to this browser's clock
  let before = Infinity; // s left at the last tick
  let asked = -Infinity;
  const heard = new Set(); // a page that history brings back is no news

  const shown = () => document.querySelector("[data-deadline]");
  const two = (number) => String(number).padStart(2, "0");
  const words = (left) => {
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  };

  // only a page that has just come from the server knows the time
  const set = () => {
    const now = shown()?.dataset.now;
    if (now && !heard.has(now)) {
      heard.add(now);
      offset = Number(now) - Date.now();
    }
    tick();
  };

  const tick = () => {
    const place = shown();
    if (!place || offset === null) return;
    const left = Math.max(0, Math.ceil((Number(place.dataset.deadline) - Date.now() - offset) / 1000));
    place.textContent = words(left);
    place.classList.toggle("soon", left <= SPOKEN[0]);
    const said = document.getElementById("deadline-said");
    const mark = SPOKEN.findLast((one) => before > one && left <= one);
    if (said && mark && before !== Infinity) said.textContent = said.dataset[`at${mark}`];
    before = left;
    if (!left && Date.now() - asked > AGAIN) {
      asked = Date.now();
      location.replace(location.pathname);
    }
  };

  document.addEventListener("DOMContentLoaded", set);
  document.addEventListener("htmx:afterSettle", set);
  document.addEventListener("htmx:historyRestore", tick);
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 1000);
})();
