/* There is always one empty field more to type a value into; without script each save brings one. */
class OptionFields extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", (event) => {
      const list = event.target.closest(".option-value-list");
      const last = list?.lastElementChild;
      if (!last || !last.contains(event.target) || !event.target.value) return;
      const next = last.cloneNode(true);
      next.querySelectorAll("input").forEach((input) => { input.value = ""; input.removeAttribute("value"); });
      list.append(next);
    });
  }
}

customElements.define("option-fields", OptionFields);
