/* What was liked or unliked shows on every heart it concerns: `hearts` maps their data-like to yes or no. */
document.addEventListener("liked", (event) => {
  for (const [key, isLiked] of Object.entries(event.detail?.hearts ?? {})) {
    for (const heart of document.querySelectorAll(`[data-like="${CSS.escape(key)}"]`)) {
      heart.setAttribute("aria-pressed", String(isLiked));
      heart.name = isLiked ? "unlike" : "product";
    }
  }
});
