// Powers: folds stay as they were when a filter changes.
"use strict";

const WIDE = matchMedia("(min-width: 60rem)").matches;
const FIRST = ["filter-holder", "filter-domain"]; // unfolded where there is room
const folds = () => document.querySelectorAll("#ask details");

if (WIDE) {
  for (const id of FIRST) document.getElementById(id)?.setAttribute("open", "");
}

let open = null;
document.addEventListener("htmx:beforeSwap", () => {
  open = new Set([...folds()].filter((fold) => fold.open).map((fold) => fold.id));
});
document.addEventListener("htmx:afterSettle", () => {
  for (const fold of folds()) fold.open ||= Boolean(open?.has(fold.id));
});
