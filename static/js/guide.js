// The lesson page: the section on screen, the place kept, printing. It reads well without.
"use strict";

const lesson = document.querySelector("[data-lesson]");
const links = new Map(
  [...document.querySelectorAll("a[data-section]")].map((link) => [link.hash.slice(1), link]),
);
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let current = "";
let waiting = 0;

const markCurrent = (id) => {
  if (id === current) return;
  current = id;
  for (const [key, link] of links) {
    if (key === id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  for (const link of document.querySelectorAll("a[data-keep-place]")) link.hash = id;
  clearTimeout(waiting);
  if (id && lesson.dataset.place) waiting = setTimeout(() => keepPlace(id), 2000);
};

const keepPlace = (section) => {
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  fetch(lesson.dataset.place, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams({ section }),
    keepalive: true,
  }).catch(() => {}); // the place is a comfort: the next section tries again
};

// The current section is the last heading above the upper third of the window.
const update = () => {
  const line = window.innerHeight / 3;
  const above = headings.filter((heading) => heading.getBoundingClientRect().top < line);
  markCurrent(above.length ? above[above.length - 1].id : "");
};

if (lesson && headings.length) {
  const observer = new IntersectionObserver(update, {
    rootMargin: "0px 0px -66% 0px",
    threshold: [0, 1],
  });
  headings.forEach((heading) => observer.observe(heading));
  document.addEventListener("scroll", update, { passive: true });
  update();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
