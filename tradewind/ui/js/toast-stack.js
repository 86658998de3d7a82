/*
 * Short messages that go by themselves. The server adds a .toast to the stack; pages call
 * document.dispatchEvent(new CustomEvent("toast", {detail: {text}})) for what happens only here.
 */
const SECONDS = 9;

class ToastStack extends HTMLElement {
  connectedCallback() {
    this.watcher = new MutationObserver((changes) => {
      for (const change of changes) for (const node of change.addedNodes) if (node.classList?.contains("toast")) this.keep(node);
    });
    this.watcher.observe(this, { childList: true });
    this.querySelectorAll(":scope > .toast").forEach((toast) => this.keep(toast));
    this.onToast = (event) => this.say(event.detail.text);
    document.addEventListener("toast", this.onToast);
  }

  disconnectedCallback() {
    this.watcher.disconnect();
    document.removeEventListener("toast", this.onToast);
  }

  say(text) {
    const toast = this.querySelector("template").content.firstElementChild.cloneNode(true);
    toast.querySelector(".toast-text").textContent = text;
    this.append(toast);
  }

  /* Removes the toast after a while, but never under a pointer or while it holds the focus. */
  keep(toast) {
    toast.addEventListener("click", (event) => {
      if (event.target.closest("[data-dismiss]")) toast.remove();
    });
    const timer = setInterval(() => {
      if (!toast.isConnected) clearInterval(timer);
      else if (!toast.matches(":hover, :focus-within")) {
        clearInterval(timer);
        toast.remove();
      }
    }, SECONDS * 1000);
  }
}

customElements.define("toast-stack", ToastStack);
