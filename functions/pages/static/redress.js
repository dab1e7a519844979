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

// Instants say how far away they are: by the clock of the server where the page
// shows it, which goes on from there.
let began = performance.now();
const now = () => {
  const clock = document.querySelector("time[data-now]");
  return clock ? Date.parse(clock.dateTime) + performance.now() - began : Date.now();
};
const zh = document.documentElement.lang.startsWith("zh");
function left(milliseconds) { // in the words of the server
  const all = Math.round(Math.abs(milliseconds) / 60000), d = Math.floor(all / 1440), h = Math.floor(all / 60) % 24, m = all % 60;
  const text = d ? (zh ? `${d}天${h}小时` : `${d} d ${h} h`) : h ? (zh ? `${h}小时${m}分钟` : `${h} h ${m} min`) : zh ? `${m}分钟` : `${m} min`;
  return milliseconds < 0 ? (zh ? `已超${text}` : `${text} over`) : zh ? `剩余${text}` : `${text} left`;
}
const near = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
function count() {
  for (const t of document.querySelectorAll("time[data-until]")) {
    const seconds = (Date.parse(t.dateTime) - now()) / 1000;
    const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) || ["minute", 60];
    t.title = t.textContent = t.title || t.textContent;
    t.textContent += " · " + near.format(Math.trunc(seconds / size), unit);
  }
  for (const e of document.querySelectorAll("[data-left]")) e.textContent = left(Date.parse(e.dataset.left) - now());
}
count();
setInterval(count, 30000);

// Pages that live are read again now and then, unless somebody is at something.
const main = document.querySelector("main[data-fresh]");
if (main) setInterval(async () => {
  const busy = document.hidden || main.contains(document.activeElement) && document.activeElement !== main || main.querySelector("details[open], input:checked:not(details:not([open]) *)");
  if (busy) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (fresh) main.replaceChildren(...fresh.childNodes), began = performance.now(), count();
  } catch { /* the next time */ }
}, 1000 * main.dataset.fresh);
