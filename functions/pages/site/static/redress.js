// What pages are better with, and whole without.
"use strict";

// A form is sent once: the button says so meanwhile.
document.addEventListener("submit", (e) => {
  if (e.target.dataset.sent) return e.preventDefault();
  const half = [...e.target.elements].find((i) => i.validity?.badInput); // a date without its time would be lost
  if (half) return half.reportValidity(), e.preventDefault();
  e.target.dataset.sent = "1";
  for (const b of e.target.querySelectorAll("button:not([type=button])")) b.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const f of document.forms) delete f.dataset.sent;
  for (const b of document.querySelectorAll("button[aria-disabled]")) b.removeAttribute("aria-disabled");
});

// A list says how many of its cases are ticked, and goes on once there are some.
const picking = (f) => f?.matches("form.rows") && f.querySelector(".bulk");
function pick(f) {
  const bar = picking(f);
  if (!bar) return;
  const boxes = [...f.querySelectorAll("[name=case]")], n = boxes.filter((b) => b.checked).length, line = bar.querySelector(".picked");
  line.textContent = n ? line.dataset[n === 1 ? "one" : "many"].replace("#", n) : "";
  bar.querySelector("button").disabled = !n;
  for (const all of f.querySelectorAll("[data-all]")) {
    const own = boxes.filter((b) => b.closest("table") === all.closest("table"));
    all.parentNode.hidden = false;
    all.checked = own.every((b) => b.checked);
  }
}
document.addEventListener("change", (e) => {
  if ("all" in e.target.dataset) for (const b of e.target.closest("table").querySelectorAll("[name=case]")) b.checked = e.target.checked;
  pick(e.target.form);
});
const picks = () => document.querySelectorAll("form.rows").forEach(pick);
addEventListener("pageshow", picks);

// The view that is shown is in sight where views scroll sideways.
document.querySelector(".views [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

// Printing is offered where it can be done.
for (const b of document.querySelectorAll("[data-print]")) { b.hidden = false; b.addEventListener("click", () => print()); }

// Files go straight to where they are kept; pages say where, and hear that they came.
async function told(to, what) {
  const answer = await fetch(to, { method: "POST", body: new URLSearchParams(what) });
  const said = await answer.json();
  if (!answer.ok) throw said;
  return said;
}
const put = (file, to, far) => new Promise((done, fail) => {
  const r = new XMLHttpRequest(); // which alone tells how far it is
  r.open(to.method, to.url);
  for (const [name, value] of Object.entries(to.headers)) r.setRequestHeader(name, value);
  r.upload.onprogress = (e) => far(e.loaded / e.total);
  r.onload = () => r.status < 300 ? done() : fail({});
  r.onerror = () => fail({});
  r.send(file);
});
async function send(f, file, far) {
  if (file.size > f.dataset.most) throw { says: f.dataset.large };
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const { id, upload } = await told(f.dataset.files, {
    ...Object.fromEntries(new FormData(f)), name: file.name, type: file.type, size: file.size,
    sha256: [...sum].map((b) => b.toString(16).padStart(2, "0")).join(""),
  });
  await put(file, upload, far);
  await told(`${f.dataset.files}/${id}/received`, {});
}
document.addEventListener("submit", async (e) => {
  const f = e.target;
  if (!f.dataset.files) return;
  e.preventDefault();
  e.stopPropagation();
  const button = f.querySelector("button"), state = f.querySelector("[role=status]"), chosen = f.querySelector("[type=file]");
  const files = [...chosen.files], refused = [], bar = document.createElement("progress");
  if (!files.length || button.ariaDisabled) return;
  button.ariaDisabled = "true";
  for (const old of f.querySelectorAll(".problems[role=alert]")) old.hidden = true;
  bar.ariaLabel = f.dataset.busy;
  state.after(bar);
  state.classList.remove("wrong");
  for (const [i, file] of files.entries()) {
    state.textContent = files.length > 1 ? `${f.dataset.busy} ${i + 1}/${files.length}` : f.dataset.busy;
    try {
      await send(f, file, (part) => bar.value = (i + part) / files.length);
    } catch (why) {
      refused.push(`${file.name}${zh ? "：" : ": "}${why.says || f.dataset.failed}`);
    }
  }
  if (!refused.length) return location.assign(f.dataset.then);
  bar.remove();
  button.ariaDisabled = null;
  const came = files.length - refused.length;
  const sent = came ? f.dataset.came.replace("#", came).replace("#", files.length) : "";
  const wrong = f.querySelector(".problems[role=alert]");
  if (came) chosen.value = ""; // what has come is not sent again
  state.textContent = wrong ? sent : [sent, ...refused].filter(Boolean).join("\n");
  if (!wrong) return state.classList.add("wrong");
  wrong.replaceChildren(...refused.map((why) => Object.assign(document.createElement("p"), { textContent: why })));
  wrong.hidden = false;
  if (!came) return;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  for (const part of document.querySelectorAll("[data-live=found], [data-live=course]")) { // where files are listed
    const fresh = page.querySelector(`[data-live=${part.dataset.live}]`);
    if (fresh) renew(part, fresh);
  }
}, true);

// Where the parts of a page do not fit, the present one is in view.
for (const a of document.querySelectorAll(".parts [aria-current]")) a.parentNode.scrollLeft = a.offsetLeft - a.parentNode.offsetLeft - 60;

// What was refused is read first.
document.getElementById("problems")?.focus();

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
  const said = d ? [[d, "天", " d"], [h, "小时", " h"]] : [[h, "小时", " h"], [m, "分钟", " min"]];
  const text = said.filter(([n], i) => n || i && !d && !h).map(([n, c, e]) => n + (zh ? c : e)).join(zh ? "" : " ");
  return milliseconds < 0 ? (zh ? `已超${text}` : `${text} late`) : zh ? `剩余${text}` : `${text} left`;
}
function count() {
  for (const t of document.querySelectorAll("time[data-until]")) {
    let away = t.querySelector(".away");
    if (!away) t.append(" ", away = document.createElement("span")), away.className = "away noprint"; // paper is read later
    away.textContent = "· " + left(Date.parse(t.dateTime) - now());
  }
  for (const e of document.querySelectorAll("[data-left]")) e.textContent = left(Date.parse(e.dataset.left) - now());
}
count();
setInterval(count, 30000);

// Pages that live are read again now and then. A part that somebody is at stays as it
// is, with what they have written; what has changed is said without taking the focus.
const main = document.querySelector("main[data-fresh]");
const gist = (part) => {
  const e = part.cloneNode(true);
  for (const passing of e.querySelectorAll("[data-left], [data-until], time[data-now]")) passing.remove();
  return e.textContent;
};
function touched(e) {
  if (e.options) return e.selectedIndex !== Math.max(0, [...e.options].findIndex((o) => o.defaultSelected));
  return e.type === "checkbox" || e.type === "radio" ? e.checked !== e.defaultChecked : e.value !== e.defaultValue;
}
const written = (part) => [...part.querySelectorAll("input, select, textarea")].some(touched);
const held = (part) => part.contains(document.activeElement) || written(part);
function renew(part, fresh) {
  const open = [...part.querySelectorAll("details[open] > summary")].map((s) => s.textContent);
  for (const s of fresh.querySelectorAll("details > summary")) s.parentNode.open ||= open.includes(s.textContent);
  part.replaceWith(fresh);
}
function say(what) {
  const line = main.querySelector(".news"), text = line?.dataset[what] ?? "";
  if (line && line.textContent !== text) line.textContent = text;
}

// Another language keeps what is half written, in whichever form that stands.
document.querySelector(".tools [lang]")?.addEventListener("click", (e) => {
  const own = e.currentTarget.form, half = [...document.querySelectorAll("main form.stack[id][method=post]")].find(written);
  if (!half || own && written(own)) return;
  e.preventDefault();
  const to = new URL(half.action), there = Object.assign(document.createElement("button"), { hidden: true, formNoValidate: true });
  to.searchParams.set("language", zh ? "en" : "zh");
  there.formAction = to;
  half.append(there);
  half.requestSubmit(there);
});

let failed = 0;
async function refresh() {
  if (document.hidden) return;
  let page;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" });
    if (answer.type === "opaqueredirect" && ![...main.querySelectorAll("[data-live]")].some(held)) return location.reload(); // to sign in again
    if (!answer.ok) throw answer;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    if (++failed === 2) say("stale");
    return;
  }
  failed = 0;
  let news = false, kept = false;
  for (const part of main.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    const changed = fresh && gist(part) !== gist(fresh);
    if (fresh && !held(part)) renew(part, fresh), news ||= changed;
    else kept ||= changed;
  }
  began = performance.now();
  count();
  picks();
  if (news || kept) say(kept ? "kept" : "news");
}
if (main) {
  setInterval(refresh, 1000 * main.dataset.fresh);
  document.addEventListener("visibilitychange", refresh); // somebody comes back to it
}
