/* The form of theme, text size, contrast, motion, links and spacing acts at once; without script it is posted. */
const LOOK_SECONDS = 400 * 24 * 3600;

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-look]");
  if (!form) return;
  const values = new URLSearchParams();
  for (const name of ["theme", "text", "contrast", "motion", "links", "spacing"]) {
    const value = form.elements[name].value;
    values.set(name, value);
    const isDefault = value === "auto" || (name === "text" && value === "100");
    if (isDefault) delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = value;
  }
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `look=${values}; path=/; max-age=${LOOK_SECONDS}; samesite=lax${secure}`;
  // The account of a member keeps it too; a guest's answer is the cookie that is there already.
  fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: true }).catch(() => {});
});
