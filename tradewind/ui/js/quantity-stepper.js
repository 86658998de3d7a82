/* Less and more around a number field; the field alone is enough without script. */
class QuantityStepper extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (button) this.step(Number(button.dataset.step));
    });
    this.field.addEventListener("change", () => this.refresh());
    this.refresh();
  }

  step(by) {
    const before = this.field.value;
    if (by > 0) this.field.stepUp();
    else this.field.stepDown();
    if (this.field.value === before) return;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  refresh() {
    const value = Number(this.field.value);
    for (const button of this.querySelectorAll("[data-step]")) {
      const limit = Number(button.dataset.step) > 0 ? this.field.max : this.field.min;
      const atLimit = limit !== "" && (Number(button.dataset.step) > 0 ? value >= Number(limit) : value <= Number(limit));
      button.disabled = this.field.disabled || atLimit;
    }
  }
}

customElements.define("quantity-stepper", QuantityStepper);
