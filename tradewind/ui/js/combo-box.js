/*
 * A field with a list of suggestions that the server fills (htmx). Arrow keys choose, Enter goes.
 * The options are links with role="option"; without script the form around the field searches.
 */
class ComboBox extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.list = document.getElementById(this.field.getAttribute("aria-controls"));
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.watcher = new MutationObserver(() => this.refresh());
    this.watcher.observe(this.list, { childList: true, subtree: true });
    this.refresh();
  }

  disconnectedCallback() { this.watcher.disconnect(); }

  options() { return [...this.list.querySelectorAll("[role=option]")]; }

  refresh() {
    this.options().forEach((option, index) => { option.id ||= `${this.list.id}-${index}`; });
    this.field.setAttribute("aria-expanded", String(this.options().length > 0));
    this.choose(null);
  }

  choose(option) {
    for (const other of this.options()) other.setAttribute("aria-selected", String(other === option));
    if (option) {
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  onKey(event) {
    const options = this.options();
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) return;
      event.preventDefault();
      const next = event.key === "ArrowDown" ? at + 1 : at < 0 ? options.length - 1 : at - 1;
      this.choose(options[next] ?? null);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      options[at].click();
    }
  }
}

customElements.define("combo-box", ComboBox);
