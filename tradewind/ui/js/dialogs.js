/*
 * <a href="/cart" data-opens="cart-sheet"> opens that <dialog>; without script the link is followed.
 * <button data-closes> closes the dialog around it, and so does a press on the backdrop.
 * A dialog with data-key="k" opens on Ctrl/⌘ and that key.
 */
document.addEventListener("click", (event) => {
  // htmx has already prevented the default of a link that also fetches what the dialog shows.
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog) {
    event.preventDefault();
    open(dialog);
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

// The backdrop is the dialog itself, outside its box. Presses that began inside don't count.
let pressedOn = null;
document.addEventListener("pointerdown", (event) => { pressedOn = event.target; });
document.addEventListener("click", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.matches(":modal") || pressedOn !== dialog) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const dialog = document.querySelector(`dialog[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!dialog) return;
  event.preventDefault();
  if (dialog.open) dialog.close();
  else open(dialog);
});

function open(dialog) {
  if (dialog.open) return;
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("dialog:open", { bubbles: true }));
}
