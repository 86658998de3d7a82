/*
 * <row-keys> around a table: arrow keys go from row to row, X chooses the row one is in. Only while
 * the focus is within, so that no letter does anything by surprise (WCAG 2.1.4).
 */
class RowKeys extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.onKey(event));
    this.closest("form")?.addEventListener("change", () => this.count());
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest("tbody tr");
    if (!row) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      const link = next?.querySelector("a");
      if (!link) return;
      event.preventDefault();
      link.focus();
    } else if (event.key.toLowerCase() === "x") {
      const box = row.querySelector(".pick");
      if (!box) return;
      event.preventDefault();
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  count() {
    const picked = this.querySelectorAll(".pick:checked").length;
    const shown = this.closest("form")?.querySelector("[data-picked]");
    // Western digits in Arabic too, as the page has them.
    const digits = { numberingSystem: "latn" };
    if (shown) shown.textContent = new Intl.NumberFormat(document.documentElement.lang, digits).format(picked);
  }
}

customElements.define("row-keys", RowKeys);
