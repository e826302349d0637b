/* The source text: where evidence stands in it, and the sentences to choose from. */

/* Spans count code points, strings count UTF-16 units: where a code point begins. */
function placeOf(source, point) {
  if (!source.units) {
    source.units = [0];
    for (const letter of source.text) source.units.push(source.units.at(-1) + letter.length);
  }
  return source.units[point];
}

function wordsAt(source, start, end) {
  return source.text.slice(placeOf(source, start), placeOf(source, end));
}

/* The text with its title; `show` marks places, `{start, end, look}`, and scrolls to the first
   whose look is the one named. Of several sources `onPick` hears which is wanted. */
function sourcePane(names, onPick) {
  const heading = make("h2");
  const credit = make("p", { class: "credit" });
  const picks = names.length < 2 ? [] : names.map((name, at) => make("button", {
    type: "button", class: "pick", click: () => onPick(name),
  }, QUIZ.sources[name].title || `Source ${at + 1}`));
  const body = make("div", {
    class: "text", tabindex: "0", role: "region", "aria-label": "Source text",
  });
  const node = make("section", { class: "source" },
    make("header", {}, heading, credit, make("div", { class: "picks" }, picks)), body);
  const show = (name, marks, look) => {
    const source = QUIZ.sources[name];
    heading.textContent = source.title || "The source";
    credit.textContent = source.credit;
    picks.forEach((pick, at) => pick.setAttribute("aria-pressed", String(names[at] === name)));
    body.replaceChildren(...source.passages.map((passage) => paragraph(source, passage, marks)));
    const first = body.querySelector(`mark.${look}`);
    if (first) body.scrollTop = middleOf(first, body);
  };
  return { node, body, show };
}

/* How far to scroll so that an element stands a third below the top. */
function middleOf(element, scroller) {
  const above = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  return scroller.scrollTop + above - scroller.clientHeight / 3;
}

function paragraph(source, [start, end], marks) {
  const inside = marks.filter((mark) => mark.start < end && start < mark.end);
  const edges = inside.flatMap((mark) => [mark.start, mark.end]);
  const cuts = [...new Set([start, end, ...edges.filter((edge) => start < edge && edge < end)])];
  cuts.sort((one, other) => one - other);
  const pieces = cuts.slice(0, -1).map((from, at) => {
    const words = wordsAt(source, from, cuts[at + 1]);
    const mark = inside.find((each) => each.start <= from && from < each.end);
    return mark ? make("mark", { class: mark.look }, words) : words;
  });
  const isCited = inside.some((mark) => mark.look === "cited");
  return make("p", { class: isCited ? "cited" : null }, pieces);
}

/* The text as a list of sentences, one of which is chosen. */
function sentencePicker(name, onChange) {
  const source = QUIZ.sources[name];
  const paragraphs = source.passages.map(([start, end]) => {
    const sentences = source.sentences.filter(([from]) => start <= from && from < end);
    return make("p", {}, sentences.flatMap(([from, to]) => [
      make("label", { class: "sentence" },
        make("input", { type: "radio", name: "answer", value: String(from), change: onChange }),
        make("span", {}, wordsAt(source, from, to))),
      " ",
    ]));
  });
  return make("section", { class: "source" },
    make("header", {},
      make("h2", {}, source.title || "The source"),
      make("p", { class: "credit" }, source.credit)),
    make("div", { class: "text", role: "radiogroup", "aria-labelledby": "stem" }, paragraphs));
}
