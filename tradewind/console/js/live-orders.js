/*
 * Orders that move elsewhere move here: whatever shows an order carries data-order, and data-change
 * if it knows the number of the last step it shows. New orders are announced, not pushed into a
 * list somebody is working in.
 */
document.addEventListener("live:stage", ({ detail }) => {
  const { order, change } = detail.payload ?? {};
  if (!order) return;
  for (const shown of document.querySelectorAll(`[data-order="${CSS.escape(order)}"]`)) {
    if (Number(shown.dataset.change ?? -1) < change) shown.dispatchEvent(new CustomEvent("live:refresh"));
  }
});

for (const name of ["live:placed", "live:gap"]) {
  document.addEventListener(name, () => {
    document.querySelectorAll("[data-news]").forEach((news) => { news.hidden = false; });
  });
}
