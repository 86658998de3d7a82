/* Facets are swapped whenever their counts move; what the reader folded or unfolded stays so. */
const folds = new Map();

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.facet[id]")) folds.set(event.target.id, event.target.open);
}, true);

document.addEventListener("htmx:after:swap", () => {
  for (const [id, open] of folds) {
    const facet = document.getElementById(id);
    if (facet) facet.open = open;
  }
});
