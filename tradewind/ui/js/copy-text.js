/* <copy-text data-text="…"><button>Copy</button></copy-text>; the text can be selected without it. */
class CopyText extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", async (event) => {
      if (!event.target.closest("button")) return;
      await navigator.clipboard.writeText(this.dataset.text);
      document.dispatchEvent(new CustomEvent("toast", { detail: { text: this.dataset.done } }));
    });
  }
}

customElements.define("copy-text", CopyText);
