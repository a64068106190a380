// The page's behaviour: language, series and theme, the charts, and the panel with the evidence.
"use strict";
(() => {
  const root = document.documentElement;
  const LANGUAGES = ["kaz", "rus", "eng"]; // order of every triple of words
  const CODES = { kaz: "kk", rus: "ru", eng: "en" };
  // Languages of the law's texts, the reader's own first.
  const texts = () => (language === "kaz" ? ["kaz", "rus"] : ["rus", "kaz"]);
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  let language = root.dataset.language;
  let series = one(".series").dataset.series;
  let data, charts;
  let goal = null; // the section asked for, until the charts above it stand

  // -- words ---------------------------------------------------------------------------------------

  const pick = (triple) => triple[LANGUAGES.indexOf(language)];
  const say = (key, values = {}) =>
    pick(data.words[key]).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const coded = (kind, code) => (code ? pick(data.labels[kind][code]) : "?");
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const day = (iso) => {
    if (!iso) return say("panel_now");
    const [year, month, date] = iso.split("-");
    return language === "eng" ? `${+date} ${MONTHS[month - 1]} ${year}` : `${date}.${month}.${year}`;
  };
  const decimal = (number, digits) => {
    const written = number.toFixed(digits).replace("-", "\u2212");
    return language === "eng" ? written : written.replace(".", ",");
  };
  const percent = (part) =>
    decimal(100 * part, 1) + (language === "eng" ? "%" : "\u202f%");

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") element.addEventListener("click", value);
      else if (value !== null && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== ""));
    return element;
  }

  async function unpack(id) {
    const bytes = Uint8Array.from(atob(one(`#${id}`).textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  // -- language, series, theme -----------------------------------------------------------------------

  // The address ends in #kaz-official-time: language, series, section; each later part may lack.
  function follow() {
    const [wanted, ...place] = decodeURIComponent(location.hash.slice(1)).split("-");
    if (LANGUAGES.includes(wanted)) language = wanted;
    if (place.length && all(`.series[data-series="${place[0]}"]`).length) series = place[0];
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

  // -- charts ----------------------------------------------------------------------------------------

  const narrow = matchMedia("(max-width: 40rem)");
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
    const place = one(".chart", figure);
    const drawn = await vegaEmbed(place, structuredClone(spec), {
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

  // -- panel -----------------------------------------------------------------------------------------

  const panel = one("#panel");
  const body = one(".panel-body");
  let stack = []; // what was opened, [function, its arguments], the last one shown

  function open(view, ...values) {
    if (!data) return;
    if (!panel.open) stack = [];
    stack.push([view, values]);
    draw();
    if (!panel.open) panel.showModal();
    one("#panel-title").focus();
  }

  function draw() {
    const [view, values] = stack.at(-1);
    const [title, ...content] = view(...values);
    one("#panel-title").textContent = title;
    one(".back", panel).hidden = stack.length < 2;
    body.replaceChildren(...content.flat().filter(Boolean));
    body.scrollTop = 0;
  }

  function back() {
    stack.pop();
    draw();
  }

  const KINDS = ["holder", "action", "object"]; // whose words are marked
  // Clauses and powers: see pipeline/report/evidence.py for the order of the fields.
  const [VERSION, EID, , LEAD, TEXT, BEFORE, TWIN, POWERS] = [0, 1, 2, 3, 4, 5, 6, 7];
  const clauseOf = (number) => data.clauses[Math.floor(number / data.per)];
  const powerOf = (number) => {
    const [k, holder, action, object, domain, polarity, autonomy, words, marks, limits] =
      clauseOf(number)[POWERS].find(([k]) => k === number % data.per);
    return { k, holder, action, object, domain, polarity, autonomy, words, marks, limits };
  };
  const langOf = (clause) => data.versions[clause[VERSION]][3];
  const actName = (act) => (data.acts[act] ? pick(data.acts[act]) : act);
  const plain = (code) => code.replaceAll("_", " ");

  // The power that the other language's clause has in this one's place.
  function twinOf(number) {
    const twin = clauseOf(number)[TWIN];
    if (twin === null) return null;
    const power = powerOf(number);
    const alike = data.clauses[twin][POWERS]
      .map(([k]) => twin * data.per + k)
      .filter((other) => {
        const { holder, action, polarity } = powerOf(other);
        return holder === power.holder && action === power.action && polarity === power.polarity;
      });
    return alike.find((other) => powerOf(other).object === power.object) ?? alike[0] ?? null;
  }

  // The object in the reader's language where the texts have it, else as the dataset names it.
  function objectWords(number) {
    const power = powerOf(number);
    const twin = twinOf(number);
    for (const other of [number, twin]) {
      if (other !== null && langOf(clauseOf(other)) === language && powerOf(other).words) {
        return powerOf(other).words;
      }
    }
    return power.object ? objectName(power.object) : say("panel_no_object");
  }

  // What the texts of the reader's language mostly call an object.
  const objectName = (code) => plain((data.objects[code] && pick(data.objects[code])) || code);

  function clauseWords(clause, power = null) {
    const parts = { before: clause[BEFORE], lead_in: clause[LEAD], clause: clause[TEXT] };
    const children = [];
    for (const [where, place] of Object.entries(parts)) {
      if (place === null) continue;
      const text = data.texts[place];
      const marked = power ? withMarks(text, power.marks, where) : [text];
      children.push(where === "clause" ? make("span", {}, marked) : make("span", { class: "lead" }, marked, " "));
    }
    return make("p", { class: "clause", lang: CODES[langOf(clause)] }, children);
  }

  function withMarks(text, marks, where) {
    const letters = [...text]; // positions count code points
    const here = KINDS.map((kind, n) => [kind, ...(marks[n] || [])]).filter((mark) => mark[3] === where);
    const cuts = [0, letters.length, ...here.flatMap(([, start, end]) => [start, end])];
    cuts.sort((a, b) => a - b);
    return cuts.slice(1).map((end, n) => {
      const words = letters.slice(cuts[n], end).join("");
      const kinds = here.filter((mark) => mark[1] <= cuts[n] && end <= mark[2]).map(([kind]) => kind);
      if (!words || !kinds.length) return words;
      const title = kinds.map((kind) => say(`panel_${kind}`)).join(", ");
      return make("mark", { class: kinds.join(" "), title }, words);
    });
  }

  function sourceOf(clause) {
    const [id, act, date, , of] = data.versions[clause[VERSION]];
    const place = pick(data.places[clause[EID]]);
    return make(
      "p",
      { class: "source", title: `${id}/${clause[EID]}/${clause[2]}` },
      `${actName(act)}, ${place}, ${say("panel_version", { day: day(date) })}`,
      of === "restated" ? ` · ${say("panel_restated")}` : "",
    );
  }

  function oneText(number, power) {
    const clause = data.clauses[number];
    return make(
      "div",
      { class: "text" },
      make("h4", {}, say(`text_${langOf(clause)}`)),
      clauseWords(clause, power),
      sourceOf(clause),
    );
  }

  // A clause in both languages, with the words of one of its powers marked.
  function bothTexts(number, power = null) {
    const twin = data.clauses[number][TWIN];
    const twinPower = power === null ? null : twinOf(power);
    const found = [
      [number, power === null ? null : powerOf(power)],
      ...(twin === null ? [] : [[twin, twinPower === null ? null : powerOf(twinPower)]]),
    ];
    const rank = ([at]) => texts().indexOf(langOf(data.clauses[at]));
    found.sort((a, b) => rank(a) - rank(b));
    return [
      make("div", { class: "texts" }, found.map(([at, marked]) => oneText(at, marked))),
      twin === null ? make("p", { class: "small" }, say("panel_no_twin")) : null,
    ];
  }

  const seriesNote = (of) =>
    of === "restated" ? make("p", { class: "note restated" }, say("panel_restated")) : null;

  const legend = () =>
    make(
      "p",
      { class: "legend" },
      KINDS.map((kind) => make("mark", { class: kind }, say(`panel_${kind}`))),
    );

  function facts(power) {
    const told = [coded("Domain", power.domain), coded("Autonomy", power.autonomy)];
    if (power.limits.length) {
      const limits = power.limits.map((code) => pick(data.limits[code])).join("; ");
      told.push(`${say("panel_limits")}: ${limits}`);
    }
    return make("p", { class: "small" }, told.join(" · "));
  }

  const powerTitle = (number) => {
    const power = powerOf(number);
    return `${coded("Holder", power.holder)}: ${coded("Action", power.action)} · ${objectWords(number)}`;
  };

  function powerPanel(number) {
    const clause = Math.floor(number / data.per);
    return [powerTitle(number), facts(powerOf(number)), legend(), ...bothTexts(clause, number)];
  }

  function clausesPanel(powers, clauses) {
    const seen = new Set();
    const shown = [];
    const add = (clause, power) => {
      if (seen.has(clause)) return;
      seen.add(clause);
      const twin = data.clauses[clause][TWIN];
      if (twin !== null) seen.add(twin);
      const title = power === null ? null : make("h3", {}, powerTitle(power));
      shown.push(make("section", { class: "opened" }, title ?? "", bothTexts(clause, power).filter(Boolean)));
    };
    for (const power of powers) add(Math.floor(power / data.per), power);
    for (const clause of clauses) {
      const first = data.clauses[clause][POWERS][0];
      add(clause, first ? clause * data.per + first[0] : null);
    }
    return [say("panel_clauses"), legend(), ...shown];
  }

  // The President's powers on a day, by domain; `domain` opens one of them.
  function pointPanel(of, when, domain) {
    const found = texts().map((lang) => [
      lang,
      (data.points[of][lang] || []).find(
        (point) => point.day <= when && (!point.until || when < point.until),
      ),
    ]).filter(([, point]) => point);
    if (!found.length) return [day(when), make("p", {}, say("panel_gap"))];
    const first = found[0][1];
    const title = say("panel_powers", { day: day(first.day), until: day(first.until) });
    const note = make("p", { class: "small" }, say("panel_adds"));
    return [title, seriesNote(of), note, ...found.map(([lang, point]) => pointIn(lang, point, domain))];
  }

  function pointIn(lang, point, domain) {
    const groups = new Map();
    for (const [number, added] of point.powers) {
      const code = powerOf(number).domain;
      if (!groups.has(code)) groups.set(code, []);
      groups.get(code).push([number, added]);
    }
    const sum = (powers) => powers.reduce((total, [, added]) => total + added, 0);
    const sorted = [...groups].sort((a, b) => sum(b[1]) - sum(a[1]));
    const share = percent(point.share) + (point.partial ? ` (${say("panel_partial")})` : "");
    const told = say("panel_share", { text: say(`text_${lang}`), share, n: point.powers.length });
    return make(
      "section",
      { class: "opened" },
      make("h3", {}, told),
      sorted.map(([code, powers]) => {
        const list = powers.sort((a, b) => b[1] - a[1]).map(([number, added]) =>
          make(
            "li",
            {},
            make(
              "button",
              { type: "button", class: "power", onclick: () => open(powerPanel, number) },
              make("span", {}, `${coded("Action", powerOf(number).action)} · ${objectWords(number)}`),
              make("span", { class: "soft" }, coded("Autonomy", powerOf(number).autonomy)),
              make("span", { class: "adds" }, `+${decimal(100 * added, 2)}`),
            ),
          ),
        );
        return make(
          "details",
          { open: code === domain ? "" : null },
          make("summary", {}, coded("Domain", code), " ", make("span", { class: "soft" }, `${powers.length} · +${decimal(100 * sum(powers), 1)}`)),
          make("ul", { class: "powers" }, list),
        );
      }),
    );
  }

  // -- changes ---------------------------------------------------------------------------------------

  const OFFICE = "president";
  const GAINS = ["granted", "strengthened"];
  const LOSSES = ["removed", "weakened"];
  const isGiven = (change) =>
    change.holder_to === OFFICE || (change.holder === OFFICE && GAINS.includes(change.kind));
  const isTaken = (change) =>
    change.holder === OFFICE &&
    (LOSSES.includes(change.kind) || (change.kind === "transferred" && change.holder_to !== OFFICE));
  let everyone = false; // whether changes of all institutions are shown

  function reformPanel(of, when, domain) {
    const found = data.changes.filter(
      (change) => change.series === of && change.day === when && (!domain || change.domain === domain),
    );
    const title = say("panel_changes", { day: day(when) });
    const choice = (label, value) =>
      make(
        "button",
        {
          type: "button",
          class: "switch",
          "aria-pressed": String(everyone === value),
          onclick: () => {
            everyone = value;
            draw();
          },
        },
        label,
      );
    const groups = make(
      "div",
      { class: "group", role: "group" },
      choice(say("panel_president"), false),
      choice(say("panel_everyone"), true),
    );
    const told = changeGroups(found);
    return [title, seriesNote(of), groups, legend(), ...(told.length ? told : [make("p", {}, say("panel_none"))])];
  }

  function changeGroups(found) {
    const reworded = found.filter(({ kind }) => kind === "reworded");
    const rest = found.filter(({ kind }) => kind !== "reworded");
    const concerns = ({ holder, holder_to }) => holder === OFFICE || holder_to === OFFICE;
    const groups = everyone
      ? Object.keys(data.labels.ChangeKind).map((kind) => [coded("ChangeKind", kind), rest.filter((one) => one.kind === kind)])
      : [
          [say("panel_given"), rest.filter(isGiven)],
          [say("panel_taken"), rest.filter(isTaken)],
        ];
    groups.push([say("panel_reworded"), reworded.filter((one) => everyone || concerns(one))]);
    return groups
      .filter(([, changes]) => changes.length)
      .map(([title, changes]) => {
        const heading = `${title}: ${changes.length} (${inEach(changes)})`;
        const list = changes.map(changeItem);
        return changes[0].kind === "reworded"
          ? make("details", {}, make("summary", {}, heading), list)
          : make("section", { class: "opened" }, make("h3", {}, heading), list);
      });
  }

  const inEach = (changes) =>
    texts()
      .map((lang) => `${say(`text_${lang}`)} ${changes.filter(({ sides }) => sides[lang]).length}`)
      .join(", ");

  function changesPanel(numbers) {
    return [say("panel_changes_plain"), legend(), ...numbers.map((number) => changeItem(data.changes[number]))];
  }

  // One change: what differs in a line, and on opening the texts before and after.
  function changeItem(change) {
    const side = change.sides[language] || change.sides.rus || change.sides.kaz;
    const power = side[1] ?? side[0];
    const object = power === null ? (change.object ? objectName(change.object) : "") : objectWords(power);
    const holders = [change.holder, change.holder_to].filter(Boolean).map((code) => coded("Holder", code));
    const differs = (change.differs || []).map((code) => pick(data.differs[code]));
    if (change.exact === false) differs.push(say("panel_inexact"));
    if (change.effective_for) {
      const bound = data.conditions[change.effective_for];
      differs.push(`${say("panel_binds")}: ${bound ? pick(bound) : change.effective_for}`);
    }
    const item = make(
      "details",
      { class: `change ${change.kind}` },
      make(
        "summary",
        {},
        make("span", { class: `kind ${change.kind}` }, coded("ChangeKind", change.kind)),
        ` ${holders.join(" → ")}: ${change.action ? coded("Action", change.action) : ""} · ${object}`,
        differs.length ? make("span", { class: "differs" }, differs.join("; ")) : "",
      ),
    );
    item.addEventListener("toggle", () => {
      if (item.open && item.children.length === 1) item.append(...changeTexts(change));
    });
    return item;
  }

  function changeTexts(change) {
    const acts = (change.acts || []).map(actName).join("; ");
    const shown = texts().filter((lang) => change.sides[lang]).map((lang) => {
      const sides = change.sides[lang].map((number, n) =>
        make(
          "div",
          { class: "text" },
          make("h4", {}, `${say(n ? "panel_after" : "panel_before")} · ${say(`text_${lang}`)}`),
          number === null
            ? make("p", { class: "soft" }, say("panel_nothing"))
            : [clauseWords(clauseOf(number), powerOf(number)), sourceOf(clauseOf(number))],
        ),
      );
      return make("div", { class: "texts" }, sides);
    });
    const alone = Object.keys(change.sides).length < 2;
    return [
      make("p", { class: "small" }, [change.domain ? coded("Domain", change.domain) : "", acts ? `${say("panel_made_by")}: ${acts}` : ""].filter(Boolean).join(" · ")),
      ...shown,
      ...(alone ? [make("p", { class: "small" }, say("panel_one_language"))] : []),
    ];
  }

  // -- items of a list -------------------------------------------------------------------------------

  function itemPanel(of, scheme, code) {
    const item = data.lists[of][scheme][code];
    const sections = texts().filter((lang) => item.spans[lang]).map((lang) =>
      make(
        "section",
        { class: "opened" },
        make("h3", {}, say(`text_${lang}`)),
        [...item.spans[lang]].reverse().map(([from, until, value, rule, powers]) => {
          const told = value === null ? say("panel_cannot_tell") : `${say("panel_value")} ${decimal(value, Number.isInteger(value) ? 0 : 2)}`;
          const list = powers.map((number) =>
            make("li", {}, make("button", { type: "button", class: "power", onclick: () => open(powerPanel, number) }, powerTitle(number))),
          );
          return make(
            "details",
            { open: until === null ? "" : null },
            make("summary", {}, `${day(from)} – ${day(until)}: ${told}`),
            rule ? make("p", { class: "small" }, `${say("panel_rule")}: ${plain(rule)}`) : "",
            make("ul", { class: "powers" }, list),
          );
        }),
      ),
    );
    return [pick(item.names), seriesNote(of), ...sections];
  }

  // -- start -----------------------------------------------------------------------------------------

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
})();
