// What a reform changed: given and taken, with both texts before and after.

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
