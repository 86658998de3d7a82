/* Pictures are put in order by dragging, too; the arrow buttons do the same without. */
class PictureOrder extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragstart", (event) => {
      this.dragged = event.target.closest("[data-picture]");
      if (!this.dragged) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", this.dragged.dataset.picture);
      this.dragged.toggleAttribute("data-dragged", true);
    });
    this.addEventListener("dragover", (event) => {
      const over = this.dragged && event.target.closest("[data-picture]");
      if (!over) return;
      event.preventDefault();
      this.mark(over);
    });
    this.addEventListener("drop", (event) => {
      const over = this.dragged && event.target.closest("[data-picture]");
      if (!over || over === this.dragged) return;
      event.preventDefault();
      const cards = [...this.querySelectorAll("[data-picture]")];
      const goesBack = cards.indexOf(this.dragged) < cards.indexOf(over);
      over[goesBack ? "after" : "before"](this.dragged);
      this.send();
    });
    this.addEventListener("dragend", () => {
      this.dragged?.removeAttribute("data-dragged");
      this.mark(null);
      this.dragged = null;
    });
  }

  mark(over) {
    this.querySelectorAll("[data-over]").forEach((card) => card.removeAttribute("data-over"));
    if (over && over !== this.dragged) over.toggleAttribute("data-over", true);
  }

  send() {
    const form = this.querySelector(".order-form");
    form.elements.order.value = [...this.querySelectorAll("[data-picture]")].map((card) => card.dataset.picture).join(",");
    form.requestSubmit();
  }
}

customElements.define("picture-order", PictureOrder);
