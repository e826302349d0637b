/* Making what is seen. Texts of a bank only ever become text nodes or plain attributes. */

const SVG = "http://www.w3.org/2000/svg";

/* A verdict is told by its outline and its sign as well as by its colour. */
const OUTLINES = {
  Right: "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22z",
  "Partly right": "M12 .5 23.5 12 12 23.5.5 12z",
  Wrong:
    "M4.5 2h15A2.5 2.5 0 0 1 22 4.5v15a2.5 2.5 0 0 1-2.5 2.5h-15A2.5 2.5 0 0 1 2 19.5v-15" +
    "A2.5 2.5 0 0 1 4.5 2z",
};
const SIGNS = {
  Right: "M6.8 12.5l3.5 3.5 6.9-7.7",
  "Partly right": "M7 13c1-2.3 2.7-2.7 4.8-1.2s3.9 1.2 5.2-1",
  Wrong: "M8 8l8 8M16 8l-8 8",
};

/* An element with attributes (a function listens to the event of that name) and children. */
function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(attribute, value);
    else if (value !== null && value !== false)
      made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== ""));
  return made;
}

/* A text of an item, with its emphasis, sub- and superscripts where it bears marks; `inner`
   makes of words what is shown for them. */
function written(text, item, inner = (words) => [words]) {
  if (!item.marked) return inner(text);
  const names = { "*": "em", "~": "sub", "^": "sup" };
  return runsOf(text).flatMap(([words, style]) =>
    [...style].reduce((made, mark) => [make(names[mark], {}, made)], inner(words)));
}

/* A text of an item in plain words, for names and lists of choices. */
function inPlain(text, item) {
  return item.marked ? plainWords(text) : text;
}

function verdictShape(verdict, size = "") {
  const shape = document.createElementNS(SVG, "svg");
  shape.setAttribute("viewBox", "0 0 24 24");
  shape.setAttribute("aria-hidden", "true");
  shape.setAttribute("class", `shape ${lookOf(verdict)} ${size}`);
  for (const [path, part] of [[OUTLINES[verdict], "outline"], [SIGNS[verdict], "sign"]]) {
    const drawn = document.createElementNS(SVG, "path");
    drawn.setAttribute("d", path);
    drawn.setAttribute("class", part);
    shape.append(drawn);
  }
  return shape;
}

/* The class of a verdict in the style sheet. */
function lookOf(verdict) {
  return { Right: "right", "Partly right": "partly", Wrong: "wrong" }[verdict];
}

/* A small heading with a text below it; nothing where there is no text. */
function labelled(heading, text, look = "") {
  if (!text.length || text[0] === "") return null;
  return make("div", { class: `labelled ${look}` }, make("dt", {}, heading), make("dd", {}, text));
}

/* What the item shows: nothing where the file lacks it, but for its words. */
function pictureOf(item) {
  if (!item.picture) return null;
  const { file, alt } = item.picture;
  const data = QUIZ.pictures[file];
  if (!data) return make("p", { class: "picture missing" }, `[${alt}]`);
  return make("figure", { class: "picture" }, make("img", { src: data, alt }));
}
