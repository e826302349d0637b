/* The course of a quiz: its beginning, a question, its answer, and how it all went. */

const QUIZ = JSON.parse(document.getElementById("quiz").textContent);
const MAIN = document.getElementById("main");
const STATUS = document.getElementById("status");

/* The numbers of the items that are asked, which of them is next, and what was answered. */
let round = { queue: [], at: 0, outcomes: [] };

/* What digits and, where no control takes it, Enter are for on the page that is shown. */
let pressed = () => {};
let entered = () => {};

document.getElementById("title").textContent = QUIZ.title;
document.getElementById("foot").append(...credits());
document.addEventListener("keydown", onKey);
window.addEventListener("beforeprint", () => {
  for (const closed of document.querySelectorAll("details")) closed.open = true;
});
showStart();

function onKey(event) {
  // A key that is held would check an answer and leave it again.
  if (event.key === "Enter" && event.repeat) event.preventDefault();
  if (event.defaultPrevented || event.altKey || event.metaKey) return;
  const { tagName, type } = event.target;
  const isPicked = type === "radio" || type === "checkbox";
  const isField = /^(?:INPUT|SELECT)$/.test(tagName) && !isPicked;
  const isControl = /^(?:INPUT|SELECT|BUTTON|SUMMARY)$/.test(tagName);
  if (event.key === "Enter" && (event.ctrlKey || !isControl)) entered();
  else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !isField) pressed(Number(event.key));
}

/* Tell a screen reader; the same words are told anew. */
function say(words) {
  STATUS.textContent = "";
  STATUS.textContent = words;
}

function credits() {
  const sources = Object.values(QUIZ.sources).map(({ title, credit }) => {
    const named = title ? [make("cite", {}, title), ". "] : [];
    return make("p", {}, "Source text: ", named, credit);
  });
  return [...sources, make("p", {}, "Nothing that you answer is stored or sent anywhere.")];
}

function show(look, nodes) {
  MAIN.className = look;
  MAIN.replaceChildren(...nodes);
  window.scrollTo(0, 0);
}

function bar(hint, ...buttons) {
  return make("div", { class: "bar" },
    make("p", { class: "hint" }, hint), make("div", { class: "buttons" }, buttons));
}

function button(words, look, click) {
  return make("button", { type: "button", class: look, click }, words);
}

function showPlace(done) {
  const count = round.queue.length;
  const place = document.getElementById("place");
  const progress = document.getElementById("progress");
  place.textContent = count ? `${Math.min(round.at + 1, count)} of ${count}` : "";
  progress.hidden = !count;
  progress.max = count || 1;
  progress.value = done;
}

function showStart() {
  const count = QUIZ.items.length;
  const begin = button("Begin", "primary", () => beginRound([...QUIZ.items.keys()]));
  begin.disabled = !count;
  show("start", [
    make("p", { class: "count" }, count === 1 ? "1 question" : `${count} questions`),
    make("p", {}, "After each answer you see why every option is right or wrong",
      Object.keys(QUIZ.sources).length ? ", and the place in the text that shows it." : "."),
    make("p", { class: "keys" }, "Everything works by keyboard: ", make("kbd", {}, "1"), "–",
      make("kbd", {}, "9"), " choose, ", make("kbd", {}, "Enter"), " checks and goes on."),
    begin,
  ]);
  showPlace(0);
  begin.focus();
}

function beginRound(queue) {
  round = { queue, at: 0, outcomes: [] };
  showQuestion();
}

function showQuestion() {
  const item = QUIZ.items[round.queue[round.at]];
  const form = formFor(item);
  const complaint = make("p", { class: "complaint", role: "alert", id: "complaint" });
  const answer = (response) => {
    round.outcomes.push({ item, response, grade: grade(item, response) });
    showAnswer();
  };
  const check = (event) => {
    event.preventDefault();
    const response = form.read();
    const told = response ? (form.complain?.() ?? "") : form.complaint;
    complaint.textContent = told;
    if (told) form.first.focus();
    else if (response) answer(response);
  };
  const answerForm = make("form", { id: "answer", submit: check }, form.node, complaint);
  const stem = form.isStem ? ["Fill in the gaps"] : written(item.stem, item);
  show(form.isWide ? "question wide" : "question", [
    make("div", { class: "asked" }, topicOf(item),
      make("h2", { id: "stem", class: form.isStem ? "stem small" : "stem" }, stem),
      pictureOf(item)),
    answerForm,
    bar(form.hint, ...(form.isOwnJudge ? [] : [
      button("I don't know", "quiet", () => answer({ type: "chosen", options: [] })),
      make("button", { type: "submit", form: "answer", class: "primary" }, "Check"),
    ])),
  ]);
  pressed = form.press ?? (() => {});
  entered = form.isOwnJudge ? () => {} : () => answerForm.requestSubmit();
  showPlace(round.at);
  say(`Question ${round.at + 1} of ${round.queue.length}`);
  form.first.focus({ preventScroll: true });
}

function showAnswer() {
  const outcome = round.outcomes.at(-1);
  const isLast = round.at + 1 === round.queue.length;
  const feedback = feedbackFor(outcome);
  const [onward, go] = isLast ? ["See the result", showResult] : ["Next question", goOn];
  const next = button(onward, "primary", go);
  show(feedback.isWide ? "answer wide" : "answer", [
    ...feedback.nodes,
    bar("Enter goes on", next),
  ]);
  feedback.settle();
  pressed = () => {};
  entered = () => next.click();
  showPlace(round.at + 1);
  const key = inPlain(outcome.item.key, outcome.item);
  say(`${verdictOf(outcome.grade)}. ${outcome.grade.why} The answer: ${key}`);
  next.focus({ preventScroll: true });
}

function goOn() {
  round.at += 1;
  showQuestion();
}

function showResult() {
  const { outcomes } = round;
  const score = outcomes.reduce((sum, outcome) => sum + outcome.grade.score, 0);
  const counts = Object.entries({ Right: 0, "Partly right": 0, Wrong: 0 }).map(([verdict]) =>
    [verdict, outcomes.filter((outcome) => verdictOf(outcome.grade) === verdict).length]);
  const missed = round.queue.filter((_, at) => outcomes[at].grade.score < 1);
  const heading = make("h2", { id: "result", tabindex: "-1" },
    make("span", { class: "score" }, shortNumber(score)), ` of ${outcomes.length}`);
  show("result", [
    make("div", { class: "reached" }, heading,
      make("p", { class: "percent" }, `${Math.round((100 * score) / outcomes.length)} %`),
      make("ul", { class: "counts" }, counts.map(([verdict, count]) =>
        make("li", {}, verdictShape(verdict), `${count} ${verdict.toLowerCase()}`)))),
    make("ol", { class: "all" }, outcomes.map(outcomeRow)),
    bar("", button("Start again", "quiet", () => beginRound([...QUIZ.items.keys()])),
      missed.length
        ? button("Only the wrong ones again", "primary", () => beginRound(missed)) : null),
  ]);
  entered = () => {};
  document.getElementById("place").textContent = "Result";
  say(`${shortNumber(score)} of ${outcomes.length} reached`);
  heading.focus({ preventScroll: true });
}

/* A question of the round with its verdict; it opens to what is right. */
function outcomeRow({ item, response, grade: graded }) {
  const verdict = verdictOf(graded);
  const stem = item.gaps.length ? withGaps(item, () => "_____") : written(item.stem, item);
  return make("li", {}, make("details", {},
    make("summary", {}, verdictShape(verdict),
      make("span", { class: "stem" }, stem),
      make("span", { class: `tag ${lookOf(verdict)}` }, verdict)),
    make("dl", {},
      labelled("You answered", [givenWords(item, response)]),
      labelled("Right answer", written(item.key, item), "key"),
      statementOf(item))));
}
