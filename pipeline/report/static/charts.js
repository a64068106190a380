// The charts: drawn in the language, width and theme of the moment; a click opens the panel.

const narrow = matchMedia("(max-width: 40rem)");
const ended = new WeakMap(); // what ends a figure's last drawing
let round = 0;

// Draws what can be seen, nearest first; a later call ends an earlier one.
async function drawCharts() {
  if (!charts) return;
  const mine = ++round;
  delete root.dataset.drawn;
  const figures = all(".figure", visible()).filter((figure) => !figure.closest("[hidden]"));
  const state = [language, isDark(), narrow.matches].join();
  root.toggleAttribute("data-dark", isDark());
  const distance = (figure) => Math.abs(figure.getBoundingClientRect().top);
  figures.sort((a, b) => distance(a) - distance(b));
  for (const figure of figures) {
    if (figure.dataset.state !== state) await drawChart(figure, state);
    if (mine !== round) return;
    await new Promise((done) => setTimeout(done));
  }
  if (goal) goal.scrollIntoView({ behavior: "instant" });
  goal = null;
  root.dataset.drawn = state;
}

async function drawChart(figure, state) {
  const { wide, narrow: slim } = charts.figures[figure.dataset.figure];
  const spec = (narrow.matches && slim[language]) || wide[language];
  ended.get(figure)?.();
  const drawn = await vegaEmbed(one(".chart", figure), structuredClone(spec), {
    renderer: "svg",
    config: charts.themes[isDark() ? "dark" : "light"],
    actions: { export: true, source: false, compiled: false, editor: false },
    downloadFileName: figure.dataset.figure,
    i18n: {
      SVG_ACTION: say("panel_svg"),
      PNG_ACTION: say("panel_png"),
      CLICK_TO_VIEW_ACTIONS: say("panel_menu"),
    },
  });
  ended.set(figure, drawn.finalize);
  figure.dataset.state = state;
  drawn.view.addEventListener("click", (_, item) => {
    if (item && item.datum) openDatum(figure.dataset.figure, item.datum);
  });
}

// What a mark stands for: an item of a list, a reform, or a day of the index.
function openDatum(figure, datum) {
  const of = datum.series || series;
  const items = data.lists[of] && data.lists[of][datum.scheme];
  const item = datum.component;
  if (items && items[item]) open(itemPanel, of, datum.scheme, item);
  else if (!datum.day) return;
  else if ("new" in datum || figure.startsWith("gross")) {
    open(reformPanel, of, datum.day, datum.domain || null);
  } else open(pointPanel, of, datum.day, datum.domain || null);
}
