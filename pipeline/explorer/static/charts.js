// Charts: drawn by Vega-Lite in the width and look of the moment; a click follows the datum's link.
"use strict";

const themes = JSON.parse(document.getElementById("chart-themes").textContent);
const ends = new Map(); // what ends the drawing of a figure
let round = 0; // a later call of drawAll ends an earlier one

async function draw(figure, mine) {
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const place = document.createElement("div");
  place.ariaHidden = "true"; // the figure around it has its words and a table
  figure.querySelector(".chart").replaceChildren(place);
  const drawn = await vegaEmbed(place, spec, {
    renderer: "svg",
    ast: true, // expressions are interpreted: the page allows no code made of text
    actions: false,
    defaultStyle: false,
    config: themes[dark() ? "dark" : "light"],
    tooltip: { disableDefaultStyle: true },
  });
  if (mine !== round) return drawn.finalize();
  ends.set(figure, drawn.finalize);
  drawn.view.addEventListener("click", (_, item) => {
    if (item?.datum?.href) location.assign(item.datum.href);
  });
  figure.dataset.drawn = "";
}

// Ends every drawing, also of figures that the page no longer has, and draws those that it has.
async function drawAll() {
  const mine = ++round;
  for (const end of ends.values()) end();
  ends.clear();
  for (const figure of document.querySelectorAll("[data-chart]")) {
    delete figure.dataset.drawn;
    await draw(figure, mine);
    if (mine !== round) return;
  }
}

// A legend takes its columns when it is drawn.
matchMedia("(max-width: 40rem)").addEventListener("change", drawAll);
document.addEventListener("theme", drawAll);
document.addEventListener("htmx:afterSettle", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
drawAll();
