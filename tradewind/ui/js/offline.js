/*
 * What a page does without a line: it says so, with the time of the copy it may be, and sends
 * nothing into the void. A form that can wait takes `tw:submit-offline` (preventDefault on it).
 *
 * The service worker's address stands in the page, so that this file needs to know no URL.
 */
const worker = document.querySelector('link[rel="serviceworker"]')?.href;
if (worker && "serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register(worker, { scope: "/" });
}

const strip = document.getElementById("offline-strip");
const keptAt = document.documentElement.dataset.keptAt;

function said() {
  const { now, copy } = strip.dataset;
  const parts = navigator.onLine ? [] : [now];
  if (keptAt) {
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    parts.push(copy.replace("{when}", when.format(new Date(keptAt))));
  }
  return parts.join(" ");
}

function show() {
  if (!strip) return;
  const text = said();
  strip.hidden = !text;
  strip.querySelector("span").textContent = text;
  strip.querySelector("a").hidden = !(keptAt && navigator.onLine);
}

addEventListener("online", show);
addEventListener("offline", show);
show();

/* Before htmx, which listens on the form itself. */
function hold(event) {
  const form = event.target.closest?.("form");
  if (!form || form.method !== "post" || (navigator.onLine && !keptAt)) return;
  if (event.type === "change" && !form.getAttribute("hx-trigger")?.includes("change")) return;
  const asked = new CustomEvent("tw:submit-offline", { bubbles: true, cancelable: true });
  const waits = !form.dispatchEvent(asked);
  if (!waits && navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!waits) document.dispatchEvent(new CustomEvent("toast", { detail: { text: strip?.dataset.refused } }));
}

document.addEventListener("submit", hold, true);
document.addEventListener("change", hold, true);
