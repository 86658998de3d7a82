/*
 * The cart without a line: what is added, changed or taken out is put aside on the device, shown,
 * and sent in its order when the line is back. Every change has a key of its own, so that sending
 * it twice makes it once. The answers are told one by one.
 */
const box = document.getElementById("cart-waiting");
const TOLD = "tw-cart-told";
const CART_FORM = /\/cart\/lines(?:\/([^/]+))?$/;
const PIECES = "tw-cart-pieces";
const COUNT = () => document.getElementById("cart-count");

function opened() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("tradewind-cart", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("changes", { keyPath: "n", autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/* Runs `act` on the store and gives what its request found, once it is safely written. */
async function inStore(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const writing = database.transaction("changes", mode);
      const asked = act(writing.objectStore("changes"));
      writing.oncomplete = () => resolve(asked?.result);
      writing.onerror = () => reject(writing.error);
    });
  } finally {
    database.close();
  }
}

const keptAt = document.documentElement.dataset.keptAt;
const waiting = () => inStore("readonly", (store) => store.getAll());
const drop = (numbers) => inStore("readwrite", (store) => { numbers.forEach((n) => store.delete(n)); });

function change(form) {
  const found = new URL(form.action).pathname.match(CART_FORM);
  if (!found) return null;
  const fields = new FormData(form);
  const quantity = Number(fields.get("quantity") ?? 1);
  if (!Number.isInteger(quantity) || quantity < 0) return null;
  const line = found[1] ?? "";
  const name = line ? form.closest("article")?.getAttribute("aria-label") : document.querySelector("h1")?.textContent;
  return {
    key: crypto.randomUUID(),
    at: new Date().toISOString(),
    action: line ? "set" : "add",
    quantity,
    line,
    variant: fields.get("variant") ?? "",
    seen_minor: form.dataset.seenMinor ? Number(form.dataset.seenMinor) : null,
    seen_currency: form.dataset.seenCurrency ?? "",
    title: (name ?? "").trim(),
  };
}

async function putAside(made) {
  // Of one line only the last number counts.
  const before = made.line ? (await waiting()).filter((one) => one.line === made.line) : [];
  await drop(before.map((one) => one.n));
  await inStore("readwrite", (store) => store.add(made));
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: box.dataset.kept } }));
  await show();
}

async function show() {
  const rows = await waiting();
  const list = box.querySelector("[data-waiting]");
  list.replaceChildren(...rows.map(row));
  box.querySelector("[data-waiting-part]").hidden = !rows.length;
  box.hidden = !rows.length && box.querySelector("[data-told-part]").hidden;
  const count = COUNT();
  if (!count) return;
  // A copy may be from before the cart was filled.
  count.dataset.pieces ??= (keptAt && localStorage.getItem(PIECES)) || count.textContent.trim();
  const more = rows.filter((one) => one.action === "add").reduce((sum, one) => sum + one.quantity, 0);
  if (more) count.textContent = String((Number(count.dataset.pieces) || 0) + more);
  else count.textContent = count.dataset.pieces;
}

function row(one) {
  const item = box.querySelector("template").content.firstElementChild.cloneNode(true);
  const words = one.action === "add" ? box.dataset.add : one.quantity ? box.dataset.set : box.dataset.remove;
  item.querySelector("span").textContent = words.replace("{title}", one.title).replace("{quantity}", one.quantity);
  item.querySelector("button").addEventListener("click", async () => {
    await drop([one.n]);
    await show();
  });
  return item;
}

/* One page sends; another that is open meanwhile finds nothing left. */
function send() {
  if (!navigator.onLine) return Promise.resolve();
  return navigator.locks.request("tradewind-cart", { ifAvailable: true }, async (lock) => {
    const rows = lock ? await waiting() : [];
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    if (!rows.length || !token) return;
    let response;
    try {
      response = await fetch(box.dataset.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(rows.map(({ n, title, ...one }) => one)),
      });
    } catch {
      return;
    }
    if (response.status === 422 || response.status === 400) {
      await drop(rows.map((one) => one.n));
      tell([{ outcome: "refused", says: box.dataset.failed }]);
    } else if (response.ok) {
      const { answers, pieces } = await response.json();
      await drop(rows.map((one) => one.n));
      const count = COUNT();
      if (count) count.textContent = count.dataset.pieces = pieces ? String(pieces) : "";
      // What shows the cart, or is a copy, is looked at anew; the answers are told there.
      if (document.getElementById("cart-page") || keptAt) {
        sessionStorage.setItem(TOLD, JSON.stringify(answers));
        location.reload();
        return;
      }
      tell(answers);
    }
    await show();
  });
}

function tell(answers) {
  const list = box.querySelector("[data-told]");
  list.replaceChildren(...answers.map(({ outcome, says }) => {
    const item = document.createElement("li");
    item.dataset.outcome = outcome;
    item.textContent = says;
    return item;
  }));
  box.querySelector("[data-told-part]").hidden = !answers.length;
  box.hidden = !answers.length;
  if (answers.length) box.scrollIntoView({ block: "center" });
}

async function begin() {
  document.querySelector("#content .page, #content")?.prepend(box);
  const told = sessionStorage.getItem(TOLD);
  if (told) {
    sessionStorage.removeItem(TOLD);
    tell(JSON.parse(told));
  }
  box.querySelector("[data-told-part] button").addEventListener("click", () => {
    box.querySelector("[data-told-part]").hidden = true;
    show();
  });
  document.addEventListener("tw:submit-offline", (event) => {
    const made = change(event.target);
    if (!made) return;
    event.preventDefault();
    putAside(made);
  });
  // The sheet is fetched; the page of the cart was kept.
  document.addEventListener("click", (event) => {
    const opener = navigator.onLine ? null : event.target.closest("a[data-opens=cart-sheet]");
    if (!opener) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    location.assign(opener.href);
  }, true);
  addEventListener("pagehide", () => {
    const count = keptAt ? null : COUNT();
    if (count) localStorage.setItem(PIECES, count.dataset.pieces ?? count.textContent.trim());
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  await show();
  await send();
}

if (box && "indexedDB" in window && "locks" in navigator) begin();
