// What every page does: light and dark, and tables that scroll only where they must.
"use strict";

function dark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const button of document.querySelectorAll(".theme")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // no storage: for this page only
    }
    document.dispatchEvent(new Event("theme"));
  });
}

// After a form has changed what is shown, the links to other languages keep what is asked, and what
// is shown now is said aloud.
document.addEventListener("htmx:afterSettle", () => {
  const told = document.querySelector("[data-told]");
  if (told) document.querySelector(".heard").textContent = told.textContent;
  for (const link of document.querySelectorAll(".tools a[hreflang]")) link.search = location.search;
});

// On a phone the row of pages is wider than the screen: the present one is brought into sight.
const pages = document.querySelector(".bar nav ul");
const present = pages?.querySelector("[aria-current]");
if (present) pages.scrollLeft = present.offsetLeft - (pages.clientWidth - present.offsetWidth) / 2;
