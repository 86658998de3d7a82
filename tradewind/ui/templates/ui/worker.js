/* Keeps the shell for offline use, and pages whose answer says that they may be kept. */
const SHELL = "shell-{{ version }}";
const PAGES = "pages";
const OFFLINE = "{{ offline_url }}";
const FILES = {{ files|safe }};
const PAGES_KEPT = 40;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([OFFLINE, ...FILES])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const stale = (name) => name.startsWith("shell-") && name !== SHELL;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(stale).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("{{ static_url }}")) event.respondWith(file(request));
});

/* Network first: a price or a stock figure must not be old while there is a line. */
async function page(request) {
  try {
    const response = await fetch(request);
    if (response.ok && response.headers.get("X-Offline") === "keep") await keep(request, response.clone());
    return response;
  } catch {
    return (await caches.match(request)) ?? (await caches.match(OFFLINE));
  }
}

async function keep(request, response) {
  const cache = await caches.open(PAGES);
  await cache.put(request, response);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - PAGES_KEPT)).map((old) => cache.delete(old)));
}

/* Static names change with their content, so a kept file is never old. */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
