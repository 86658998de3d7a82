/*
 * Offers to install the app at a good moment: after an order, or when somebody has come to know
 * the place, never while they fill a cart or pay. "Not now" holds for a season. Where the browser
 * can't ask (iOS), the offer leads to the page that says how.
 */
const PAGES_KNOWN = 5;
const REST = 90 * 24 * 3600 * 1000;
const NOT_NOW = "tw-install-not-now";
const SEEN = "tw-pages-seen";
const box = document.getElementById("install-offer");

function read(name) {
  try { return Number(localStorage.getItem(name)) || 0; } catch { return 0; }
}

function write(name, value) {
  try { localStorage.setItem(name, String(value)); } catch { /* Private windows keep nothing. */ }
}

function isGoodMoment() {
  const here = location.pathname;
  if (matchMedia("(display-mode: standalone)").matches || navigator.standalone) return false;
  if (/\/(cart|checkout|sandbox|login|signup)(\/|$)/.test(here)) return false;
  if (Date.now() - read(NOT_NOW) < REST) return false;
  return /\/orders\/[^/]+$/.test(here) || read(SEEN) >= PAGES_KNOWN;
}

if (box) {
  write(SEEN, read(SEEN) + 1);
  const ask = box.querySelector("[data-install]");
  const how = box.querySelector("[data-install-how]");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    if (!isGoodMoment()) return;
    ask.hidden = false;
    box.hidden = false;
    ask.addEventListener("click", () => { box.hidden = true; event.prompt(); }, { once: true });
  });
  if (/iPhone|iPad|iPod/.test(navigator.userAgent) && how && isGoodMoment()) {
    how.hidden = false;
    box.hidden = false;
  }
  box.querySelector("[data-not-now]").addEventListener("click", () => {
    write(NOT_NOW, Date.now());
    box.hidden = true;
  });
  addEventListener("appinstalled", () => { box.hidden = true; });
}
