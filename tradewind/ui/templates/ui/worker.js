/*
 * Keeps the shell, pages whose answer says that they may be kept, and their files and pictures.
 *
 * Copies lie in a cache of the reader they were made for ("X-Reader", which says nothing but
 * whether it is the same person as before). When another one reads, or nobody is signed in any
 * more, the copies of the first and what their cart still waits for are gone before the page shows.
 */
const SHELL = "shell-{{ version }}";
const FILES_KEPT = "files-1";
const PICTURES = "pictures-1";
const PAGES = "pages-1-";
const NOTES = "notes-1";
const READER = "/reader";
const GUEST = "guest";
const OFFLINE = "{{ offline_url }}";
const FILES = {{ files|safe }};
const MOST = { [FILES_KEPT]: 120, [PICTURES]: 120, pages: 60 };
const DAY = 24 * 3600 * 1000;
/* What anybody may see is told for a week, what is one's own for two days. */
const OLDEST = { keep: 7 * DAY, own: 2 * DAY };

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([OFFLINE, ...FILES])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const ours = (name) => [SHELL, FILES_KEPT, PICTURES, NOTES].includes(name) || name.startsWith(PAGES);
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => !ours(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (url.pathname.startsWith("{{ static_url }}")) event.respondWith(file(event, FILES_KEPT));
  else if (url.pathname.startsWith("{{ pictures_url }}") && request.destination === "image") event.respondWith(file(event, PICTURES));
});

/* Network first: a price or a stock figure must not be old while there is a line. */
async function page(event) {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return (await copy(event.request)) ?? (await caches.match(OFFLINE));
  }
  const reader = response.headers.get("X-Reader");
  if (reader) await meet(reader);
  const how = response.headers.get("X-Offline");
  if (response.ok && reader && how in OLDEST) event.waitUntil(keep(event.request, response.clone(), reader));
  return response;
}

async function keep(request, response, reader) {
  const headers = new Headers(response.headers);
  headers.set("X-Kept-At", new Date().toISOString());
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const body = await response.blob();
  if ((await known()) !== reader) return;
  const cache = await caches.open(PAGES + reader);
  await cache.delete(request.url, { ignoreVary: true });
  await cache.put(request.url, new Response(body, { headers }));
  await bound(cache, MOST.pages);
}

/* The kept page, with the time of the copy where the page's own script finds it. */
async function copy(request) {
  const reader = await known();
  if (!reader) return null;
  const cache = await caches.open(PAGES + reader);
  const kept = await cache.match(request.url, { ignoreVary: true });
  if (!kept) return null;
  const at = kept.headers.get("X-Kept-At");
  if (Date.now() - Date.parse(at) > OLDEST[kept.headers.get("X-Offline")]) {
    await cache.delete(request.url, { ignoreVary: true });
    return null;
  }
  const text = (await kept.text()).replace("<html ", `<html data-kept-at="${at}" `);
  return new Response(text, { headers: kept.headers });
}

async function known() {
  const note = await (await caches.open(NOTES)).match(READER);
  return note ? note.text() : "";
}

async function meet(reader) {
  const before = await known();
  if (before === reader) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PAGES) && name !== PAGES + reader).map((name) => caches.delete(name)));
  await (await caches.open(NOTES)).put(READER, new Response(reader));
  // A guest who signs in brings along what waits; a member who leaves takes it away.
  if (before && before !== GUEST) await forgetCart();
}

function forgetCart() {
  return new Promise((done) => {
    const opening = indexedDB.open("tradewind-cart", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("changes", { keyPath: "n", autoIncrement: true });
    opening.onerror = done;
    opening.onsuccess = () => {
      const writing = opening.result.transaction("changes", "readwrite");
      writing.objectStore("changes").clear();
      writing.oncomplete = writing.onerror = () => { opening.result.close(); done(); };
    };
  });
}

/* Names change with their content, so a kept file is never old. */
async function file(event, name) {
  const kept = await caches.match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok && response.status === 200) {
    const clone = response.clone();
    event.waitUntil(caches.open(name).then(async (cache) => {
      await cache.put(event.request, clone);
      await bound(cache, MOST[name]);
    }));
  }
  return response;
}

async function bound(cache, most) {
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map((old) => cache.delete(old)));
}

/* A notice for whoever is signed in here. Encrypted on the way; shown even while no page is open. */
self.addEventListener("push", (event) => {
  const told = event.data?.json();
  if (!told) return;
  const { title, body, url, tag, lang } = told;
  event.waitUntil(self.registration.showNotification(title, {
    body, tag, lang, dir: "auto", icon: "{{ icon_url }}", badge: "{{ icon_url }}", data: { url },
  }));
});

/* To the page it is about: one that is open already, otherwise a new one. Never to another host. */
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data?.url || "/", location.origin);
  if (target.origin !== location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => {
      const open = pages.find((page) => page.url === target.href);
      return open ? open.focus() : self.clients.openWindow(target.href);
    }),
  );
});
