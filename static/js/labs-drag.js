// A machine is dragged onto a host or a datastore, with mouse or pen, or held and then dropped or
// tapped with a finger: the Migrate wizard opens with that target chosen. With the keyboard: select
// a machine, press M.
"use strict";

(() => {
  const FAR = 6; // px before a press is a drag
  const EDGE = 40; // px from the edges of the drawing where what is carried makes it scroll
  const HOLD = 450; // ms before a finger picks a machine up
  let press = null; // the machine under the pointer, not yet moved
  let held = null; // the machine that is carried, and the host it comes from
  let swallow = 0; // until when the click that ends a press opens nothing

  const stage = () => document.querySelector("#console [data-drag]");
  const link = (target, kinds) => kinds.map((kind) => target?.closest?.(`[data-drag] a[data-object^="${kind}:"]`)).find(Boolean);
  const nameOf = (ref) => ref.slice(ref.indexOf(":") + 1);
  const under = (x, y) => {
    for (const one of document.elementsFromPoint(x, y)) {
      const found = link(one, ["host", "datastore"]);
      if (found) return found;
    }
    return null;
  };

  const say = (words) => {
    const status = document.getElementById("carry");
    if (status) status.textContent = words;
  };

  const mark = (target) => {
    for (const one of document.querySelectorAll("#console a.over")) one.classList.remove("over");
    target?.classList.add("over");
  };

  const pick = (machine, byTouch, x, y) => {
    const ref = machine.dataset.object;
    const shadow = document.createElement("div");
    shadow.className = "shadow-vm";
    shadow.textContent = nameOf(ref);
    document.body.append(shadow);
    const box = machine.getBoundingClientRect();
    const home = under(box.x + box.width / 2, box.y + box.height / 2);
    held = { ref, byTouch, shadow, machine, home: home?.dataset.object };
    machine.classList.add("held");
    stage().classList.add("carrying");
    follow(x, y);
    held.roll = setInterval(roll, 25);
    say(stage().dataset.carry.replace("%s", nameOf(ref)));
    if (byTouch) navigator.vibrate?.(20);
  };

  const roll = () => {
    const pane = stage()?.closest(".stage");
    if (!pane) return;
    const foot = pane.querySelector(".cmd");
    const top = pane.getBoundingClientRect().top;
    const bottom = foot?.checkVisibility() ? foot.getBoundingClientRect().top : pane.getBoundingClientRect().bottom;
    const before = pane.scrollTop;
    if (held.y > bottom - EDGE && held.y < bottom) pane.scrollTop += 10;
    else if (held.y < top + EDGE && held.y > top) pane.scrollTop -= 10;
    if (pane.scrollTop !== before) mark(under(held.x, held.y));
  };

  const follow = (x, y) => {
    Object.assign(held, { x, y });
    held.shadow.style.transform = `translate(${x + 10}px, ${y + 10}px)`;
    mark(under(x, y));
  };

  const letGo = (words = "") => {
    mark(null);
    held?.shadow.remove();
    clearInterval(held?.roll);
    held?.machine.classList.remove("held");
    stage()?.classList.remove("carrying");
    clearTimeout(press?.timer);
    held = press = null;
    say(words);
  };

  const drop = (target) => {
    if (target.dataset.object === held.home) return letGo(stage().dataset.nowhere);
    const [kind, machine] = [target.dataset.object.split(":")[0], held.ref];
    letGo();
    const query = new URLSearchParams({ do: "migrate", pane: "act", object: machine, kind, step: kind, [kind]: nameOf(target.dataset.object) });
    const address = `${stage().dataset.drag}?${query}`;
    htmx.ajax("GET", address, { source: "#console", target: "#console", swap: "outerHTML" })
      .then(() => history.pushState({ htmx: true }, "", address))
      .catch(() => {}); // a newer wish took its place
  };

  document.addEventListener("pointerdown", (event) => {
    const machine = link(event.target, ["vm"]);
    if (held || !machine || event.button !== 0 || !event.isPrimary) return;
    const { clientX: x, clientY: y, pointerType } = event;
    const byTouch = pointerType === "touch";
    press = { machine, x, y, byTouch, timer: byTouch ? setTimeout(() => pick(machine, true, x, y), HOLD) : 0 };
  });

  document.addEventListener("pointermove", (event) => {
    if (held) return follow(event.clientX, event.clientY);
    if (!press || Math.hypot(event.clientX - press.x, event.clientY - press.y) < FAR) return;
    if (press.byTouch) letGo(); // a finger that moves at once scrolls
    else pick(press.machine, false, event.clientX, event.clientY);
  });

  document.addEventListener("pointerup", (event) => {
    clearTimeout(press?.timer);
    const moved = press && Math.hypot(event.clientX - press.x, event.clientY - press.y) >= FAR;
    if (held && press) {
      swallow = event.timeStamp + 350;
      const target = under(event.clientX, event.clientY);
      if (moved && target) drop(target);
      else if (moved || !held.byTouch) letGo(stage().dataset.nowhere);
    }
    press = null;
  });

  document.addEventListener("pointercancel", () => letGo());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && held) letGo();
  });

  // a machine that a finger picked up waits for a tap on its target
  document.addEventListener("click", (event) => {
    const isEnd = event.timeStamp < swallow;
    swallow = 0;
    if (!held && !isEnd) return;
    event.preventDefault();
    event.stopPropagation();
    if (held?.byTouch && !isEnd) {
      const target = under(event.clientX, event.clientY);
      if (target) drop(target);
      else letGo(stage().dataset.nowhere);
    }
  }, true);

  document.addEventListener("touchmove", (event) => {
    if (held) event.preventDefault(); // the page stands still under what is carried
  }, { passive: false });
  for (const kind of ["dragstart", "contextmenu"]) {
    document.addEventListener(kind, (event) => {
      if (link(event.target, ["vm"]) && (kind === "dragstart" || held || press?.byTouch)) event.preventDefault();
    });
  }
})();
