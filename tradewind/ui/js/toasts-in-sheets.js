/*
 * A modal sheet covers the page and makes it inert, so what is said (and its Undo) goes along into
 * the sheet that is open, and back when it closes.
 */
function settle() {
  const stack = document.querySelector("toast-stack");
  if (!stack) return;
  const open = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
  if (stack.parentElement !== open) open.append(stack);
}

document.addEventListener("dialog:open", settle);
document.addEventListener("close", settle, true); // does not bubble
