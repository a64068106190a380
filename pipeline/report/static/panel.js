// The panel, and in it a power or a clause in both languages with the words marked.

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
