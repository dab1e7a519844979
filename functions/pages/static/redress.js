// What pages are better with, and whole without.
"use strict";

// A form is sent once: the button says so meanwhile.
document.addEventListener("submit", (e) => {
  if (e.target.dataset.sent) return e.preventDefault();
  e.target.dataset.sent = "1";
  for (const b of e.target.querySelectorAll("button:not([type=button])")) b.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const f of document.forms) delete f.dataset.sent;
  for (const b of document.querySelectorAll("button[aria-disabled]")) b.removeAttribute("aria-disabled");
});

// Printing is offered where it can be done.
for (const b of document.querySelectorAll("[data-print]")) { b.hidden = false; b.addEventListener("click", () => print()); }

// What was refused is read first.
document.getElementById("problems")?.focus();

// Instants say how far away they are.
const near = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
function count() {
  for (const t of document.querySelectorAll("time[data-until]")) {
    const seconds = (Date.parse(t.dateTime) - Date.now()) / 1000;
    const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) || ["minute", 60];
    t.title = t.textContent = t.title || t.textContent;
    t.textContent += " · " + near.format(Math.trunc(seconds / size), unit);
  }
}
count();
setInterval(count, 30000);

// Pages that live are read again now and then, unless somebody is at something.
const main = document.querySelector("main[data-fresh]");
if (main) setInterval(async () => {
  const busy = document.hidden || main.contains(document.activeElement) && document.activeElement !== main || main.querySelector("details[open], input:checked");
  if (busy) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (fresh) main.replaceChildren(...fresh.childNodes), count();
  } catch { /* the next time */ }
}, 1000 * main.dataset.fresh);
