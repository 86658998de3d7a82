/* Marks the small picture that belongs to the large one in view. The small ones are plain anchors. */
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    const gallery = entry.target.closest(".gallery");
    for (const thumb of gallery.querySelectorAll(".gallery-thumb")) {
      if (thumb.hash === `#${entry.target.id}`) thumb.setAttribute("aria-current", "true");
      else thumb.removeAttribute("aria-current");
    }
  }
}, { threshold: 0.6 });

const watch = (root) => root.querySelectorAll(".gallery-stage > .picture").forEach((picture) => watcher.observe(picture));
watch(document);
document.addEventListener("htmx:after:swap", () => watch(document));

document.addEventListener("click", (event) => {
  const thumb = event.target.closest(".gallery-thumb");
  if (!thumb) return;
  event.preventDefault();
  document.getElementById(thumb.hash.slice(1)).scrollIntoView({ block: "nearest", inline: "center" });
});
