// Language, series and theme, and the start.

// The address ends in #kaz-official-time: language, series, section; each later part may lack.
function follow() {
  const [wanted, ...place] = location.hash.slice(1).split("-");
  if (LANGUAGES.includes(wanted)) language = wanted;
  if (all(".series").some((each) => each.dataset.series === place[0])) series = place[0];
  show();
  goal = place.length ? document.getElementById([language, ...place].join("-")) : null;
  if (goal) goal.scrollIntoView();
}

function show() {
  root.dataset.language = language;
  root.lang = CODES[language];
  document.title = one(`.language[data-language="${language}"]`).dataset.title;
  for (const element of all("[data-series]:not(.open)")) {
    if (element.matches("a")) {
      if (element.dataset.series === series) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    } else element.hidden = element.dataset.series !== series;
  }
  if (data) {
    for (const element of all("[data-say]")) element.textContent = say(element.dataset.say);
    if (panel.open) draw();
  }
  drawCharts();
}

function toLanguage(event) {
  event.preventDefault();
  const section = currentSection();
  const to = event.currentTarget.dataset.to;
  history.replaceState(null, "", `#${section ? section.id.replace(/^\w+/, to) : to}`);
  follow();
}

const visible = () => one(`.language[data-language="${root.dataset.language}"]`);

function currentSection() {
  const above = all("section[id]", visible()).filter(
    (section) => section.offsetParent && section.getBoundingClientRect().top < 160,
  );
  return above.at(-1);
}

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : darkSystem.matches;

function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("bilik-theme", root.dataset.theme);
  } catch {
    // A page from a file may have no storage; the choice then lasts as long as the page.
  }
  drawCharts();
}

const numbers = (list) => (list ? list.split(" ").filter(Boolean).map(Number) : []);
const OPENERS = {
  point: ({ series: of, day: when }) => open(pointPanel, of, when, null),
  reform: ({ series: of, day: when }) => open(reformPanel, of, when, null),
  clauses: ({ powers, clauses }) => open(clausesPanel, numbers(powers), numbers(clauses)),
  changes: ({ changes }) => open(changesPanel, numbers(changes)),
  item: ({ series: of, scheme, item }) => open(itemPanel, of, scheme, item),
};

try {
  const kept = localStorage.getItem("bilik-theme");
  if (kept) root.dataset.theme = kept;
} catch {
  // No storage: the system's choice holds.
}
for (const button of all(".open")) {
  button.addEventListener("click", () => OPENERS[button.dataset.open](button.dataset));
}
for (const link of all(".to-language")) link.addEventListener("click", toLanguage);
for (const button of all(".theme")) button.addEventListener("click", switchTheme);
one(".back", panel).addEventListener("click", back);
one(".close", panel).addEventListener("click", () => panel.close());
panel.addEventListener("click", (event) => event.target === panel && panel.close());
addEventListener("hashchange", follow);
for (const event of ["wheel", "touchmove", "keydown"]) addEventListener(event, () => (goal = null));
darkSystem.addEventListener("change", drawCharts);
narrow.addEventListener("change", drawCharts);
let unfolded = []; // tables that were opened to be printed
addEventListener("beforeprint", () => {
  unfolded = all(".series:not([hidden]) > section > details:not([open])", visible());
  for (const table of unfolded) table.open = true;
});
addEventListener("afterprint", () => {
  for (const table of unfolded) table.open = false;
});
follow();
Promise.all([unpack("evidence"), unpack("charts")]).then(
  ([evidence, figures]) => {
    [data, charts] = [evidence, figures];
    show();
  },
  () => all(".failed").forEach((note) => (note.hidden = false)),
);
