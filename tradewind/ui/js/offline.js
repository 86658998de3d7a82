/* The service worker's address stands in the page, so that this file needs to know no URL. */
const worker = document.querySelector('link[rel="serviceworker"]')?.href;
if (worker && "serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register(worker, { scope: "/" });
}
