// What all parts of the page use: the page's state, words in the reader's language, elements.

const root = document.documentElement;
const LANGUAGES = ["kaz", "rus", "eng"]; // order of every triple of words
const CODES = { kaz: "kk", rus: "ru", eng: "en" };
// Languages of the law's texts, the reader's own first.
const texts = () => (language === "kaz" ? ["kaz", "rus"] : ["rus", "kaz"]);
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
let language = root.dataset.language;
let series = one(".series")?.dataset.series ?? ""; // none where nothing is scored
let data, charts;
let goal = null; // the section asked for, until the charts above it stand

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
