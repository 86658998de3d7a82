/* The thin bar while htmx waits, and a plain sentence when an answer does not come. */
let waiting = 0;

function show() {
  document.querySelector(".wait-bar")?.toggleAttribute("data-waiting", waiting > 0);
}

function say(reason) {
  const text = document.querySelector("toast-stack")?.dataset[reason];
  if (text) document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
}

document.addEventListener("htmx:before:request", () => { waiting += 1; show(); });
document.addEventListener("htmx:finally:request", () => { waiting = Math.max(0, waiting - 1); show(); });
document.addEventListener("htmx:error", () => say(navigator.onLine ? "failed" : "offline"));
document.addEventListener("htmx:response:error", (event) => {
  if (event.detail?.ctx?.response?.status >= 500) say("failed");
});
