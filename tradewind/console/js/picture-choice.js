/* Shows the picture that was chosen before it is sent; of the camera and the folder the last counts. */
class PictureChoice extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      const [file] = event.target.files;
      if (!file) return;
      for (const other of this.querySelectorAll("input[type=file]")) if (other !== event.target) other.value = "";
      const preview = this.querySelector("img");
      URL.revokeObjectURL(preview.src);
      preview.src = URL.createObjectURL(file);
      preview.hidden = false;
    });
  }
}

customElements.define("picture-choice", PictureChoice);
