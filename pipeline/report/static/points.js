// What is behind a number: the powers of a day by domain, the item of a list over time.

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
