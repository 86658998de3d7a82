/* <tw-push> around a form: asks the browser, when its button is pressed and never before, for leave
 * to show notices, and puts the subscription into the form. Hidden where there is no push. */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const browserName = () => {
  const known = navigator.userAgentData;
  if (known) return `${known.brands.find((one) => !/Not.?A.?Brand|Chromium/.test(one.brand))?.brand ?? "Chromium"} · ${known.platform}`;
  return /Firefox/.test(navigator.userAgent) ? `Firefox · ${navigator.platform}` : `Safari · ${navigator.platform}`;
};

class Push extends HTMLElement {
  connectedCallback() {
    if (!("PushManager" in window) || !("serviceWorker" in navigator) || !window.isSecureContext) return;
    this.hidden = false;
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      if (this.form.elements.endpoint.value) return;
      event.preventDefault();
      this.subscribe().catch(() => this.say(this.dataset.failed));
    });
  }

  async subscribe() {
    if (await Notification.requestPermission() !== "granted") return this.say(this.dataset.refused);
    const worker = await navigator.serviceWorker.ready;
    const key = bytes(this.dataset.key);
    const former = await worker.pushManager.getSubscription();
    const isOurs = former && String(new Uint8Array(former.options.applicationServerKey ?? [])) === String(key);
    if (former && !isOurs) await former.unsubscribe();
    const given = (isOurs ? former : await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
    Object.assign(this.form.elements.endpoint, { value: given.endpoint });
    Object.assign(this.form.elements.p256dh, { value: given.keys.p256dh });
    Object.assign(this.form.elements.auth, { value: given.keys.auth });
    this.form.querySelector("[name=name]").value = browserName();
    this.form.submit();
  }

  say(text) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
  }
}

customElements.define("tw-push", Push);
