/* The answer: the verdict in words, shape and colour, the reasons, and the place in the source. */

/* All that is told of an outcome, `{item, response, grade}`: the `nodes`, and `settle`, to be
   called once they are on the page. */
function feedbackFor(outcome) {
  const { item, response } = outcome;
  const reasons = reasonsOf(item, response);
  const text = evidenceView(item, response, reasons);
  return {
    nodes: [
      make("section", { class: "told" }, stemOf(item), verdictCard(outcome)),
      text?.node,
      make("section", { class: "reasons" },
        reasons.length ? make("h3", {}, reasonsHeading(item)) : null,
        make("ul", { class: "cards" },
          reasons.map((reason) => reasonCard(reason, item, text?.goTo))),
        notesCard(item)),
    ].filter(Boolean),
    isWide: text !== null,
    settle: () => text?.showAll(),
  };
}

/* The source beside an answer: all evidence of the item or that of one reason; null where
   nothing is quoted. */
function evidenceView(item, response, reasons) {
  const reasoned = reasons.flatMap((reason) => reason.evidence);
  const main = item.evidence.length ? item.evidence : reasoned;
  if (!main.length) return null;
  const names = [...new Set([...main, ...reasoned].map(({ source }) => source))];
  const pointed = response.type === "pointed" ? [sentenceMark(response)] : [];
  const show = (name, evidence, look) => {
    const marks = [...evidence.map(asMark(look)), ...main.map(asMark("cited")), ...pointed];
    pane.show(name, marks.filter(({ source }) => source === name), look);
  };
  const pane = sourcePane(names, (name) => show(name, [], "cited"));
  const goTo = ({ evidence, isElsewhere }, button) => {
    show(evidence[0].source, evidence, isElsewhere ? "elsewhere" : "cited");
    say(`Shown in the source: ${evidence[0].exact}`);
    leaveFor(pane, button);
  };
  return { node: pane.node, goTo, showAll: () => show(main[0].source, [], "cited") };
}

function stemOf(item) {
  const stem = item.gaps.length
    ? withGaps(item, (number) => `(${number}) _____`) : written(item.stem, item);
  return make("div", { class: "asked" }, topicOf(item),
    make("h2", { id: "stem", class: "stem", tabindex: "-1" }, stem), pictureOf(item));
}

function topicOf(item) {
  const topic = QUIZ.topics[item.topic];
  return topic ? make("p", { class: "topic" }, topic) : null;
}

function asMark(look) {
  return ({ source, start, end }) => ({ source, start, end, look });
}

function sentenceMark(response) {
  const [start, end] = sentenceAt(response);
  return { source: response.source, start, end, look: "yours" };
}

function verdictCard({ item, response, grade: graded }) {
  const verdict = verdictOf(graded);
  const partly = verdict === "Partly right" ? `${shortNumber(graded.score)} of 1` : "";
  return make("div", { class: `verdict ${lookOf(verdict)}` },
    make("div", { class: "word" }, verdictShape(verdict, "large"),
      make("h3", { id: "verdict" }, verdict),
      partly ? make("p", { class: "points" }, partly) : null),
    graded.why ? make("p", { class: "why" }, graded.why) : null,
    make("dl", {}, toldOf(item, response)));
}

/* What was answered, what is right, and what the text says of it. */
function toldOf(item, response) {
  const inParts = item.pairs.length > 0 || item.elements.length > 0;
  return [
    labelled("You answered", [givenWords(item, response)]),
    inParts ? null : labelled("Right answer", written(item.key, item), "key"),
    statementOf(item),
  ];
}

/* The whole true statement; nothing where each part of the question has one of its own, of
   which this would be the first alone. */
function statementOf(item) {
  const ofOneFact = item.facts.length === 1;
  const options = item.kind === "multiple_choice" ? item.options : [];
  const whys = [...item.pairs, ...item.elements, ...options].map(({ why }) => why);
  if (!ofOneFact && whys.length && whys.every(Boolean)) return null;
  const isSaid = ofOneFact && item.evidence.length > 0 && item.kind !== "not_stated";
  return labelled(isSaid ? "What the text says" : "Explanation", written(item.statement, item));
}

function reasonCard(reason, item, goTo) {
  const { verdict, number } = reason;
  const look = [verdict && lookOf(verdict), reason.isKey && "is-key", reason.isInner && "inner"];
  const tags = reason.tags.map((tag) => make("span", { class: "tag yours" }, tag));
  const verdictWords = reason.given ? `${verdict}. ${reason.given}` : verdict;
  if (verdict) tags.unshift(make("span", { class: `tag ${lookOf(verdict)}` }, verdictWords));
  const right = reason.right === undefined ? null
    : make("p", { class: "belongs" }, make("span", { "aria-hidden": "true" }, "→ "),
      written(reason.right, item));
  return make("li", { class: ["reason", ...look].filter(Boolean).join(" ") },
    verdict ? verdictShape(verdict) : null,
    make("div", {},
      make("p", { class: "words" }, number ? `${number}. ` : "", written(reason.text, item)),
      right,
      tags.length ? make("p", { class: "tags" }, tags) : null,
      reason.why ? make("p", { class: "why" }, written(reason.why, item)) : null,
      goTo && reason.evidence.length ? evidenceButton(reason, item, goTo) : null));
}

function evidenceButton(reason, item, goTo) {
  const words = reason.isElsewhere ? "Where this value stands" : "Show in the source";
  return make("button", {
    type: "button", class: "link", "aria-label": `${words}: ${inPlain(reason.text, item)}`,
    click: (event) => goTo(reason, event.currentTarget),
  }, words);
}

/* To the source and, with Escape, back to where one came from. */
function leaveFor(pane, button) {
  pane.body.onkeydown = (event) => {
    if (event.key === "Escape") button.focus();
  };
  pane.body.focus({ preventScroll: true });
  pane.node.scrollIntoView({ block: "nearest" });
}

function notesCard(item) {
  if (!item.notes.length) return null;
  return make("aside", { class: "notes", "aria-labelledby": "notes" },
    make("h3", { id: "notes" }, "About the source text"),
    item.notes.map((note) => make("p", {}, note)));
}

/* A score as it is read: 7.5, 0.67, 12. */
function shortNumber(number) {
  return String(Math.round(100 * number) / 100);
}
