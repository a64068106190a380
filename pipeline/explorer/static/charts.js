// Charts: drawn by Vega-Lite in the width and look of the moment; a click follows the datum's link.
"use strict";

const narrow = matchMedia("(max-width: 40rem)");
const themes = JSON.parse(document.getElementById("chart-themes").textContent);
const drawn = new WeakMap(); // what ends a figure's last drawing

async function draw(figure) {
  const slim = narrow.matches && figure.querySelector("script.narrow");
  const spec = JSON.parse((slim || figure.querySelector("script.wide")).textContent);
  drawn.get(figure)?.();
  const result = await vegaEmbed(figure.querySelector(".chart"), spec, {
    renderer: "svg",
    ast: true, // expressions are interpreted: the page allows no code made of text
    actions: false,
    defaultStyle: false,
    config: themes[dark() ? "dark" : "light"],
    tooltip: { disableDefaultStyle: true },
  });
  drawn.set(figure, result.finalize);
  result.view.addEventListener("click", (_, item) => {
    if (item?.datum?.href) location.assign(item.datum.href);
  });
  figure.dataset.drawn = "";
}

async function drawAll() {
  for (const figure of document.querySelectorAll("[data-chart]")) await draw(figure);
}

narrow.addEventListener("change", drawAll);
document.addEventListener("theme", drawAll);
document.addEventListener("htmx:afterSettle", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
drawAll();
