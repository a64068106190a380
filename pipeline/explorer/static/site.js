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

// A form that changes the address keeps the links to other languages on what is asked.
document.addEventListener("htmx:afterSettle", () => {
  for (const link of document.querySelectorAll(".tools a[hreflang]")) link.search = location.search;
});
