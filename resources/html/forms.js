/* What an answer is given with. A form has the `node` to show, a `hint` at its keys, `first`
   to put the focus on, and `read`, which gives the response, or null where there is none. */

const NOTHING_GIVEN = "Choose an answer, or press “I don't know”.";
const NOTHING_TYPED = "Type an answer, or press “I don't know”.";

function formFor(item) {
  if (item.gaps.length) return gapsForm(item);
  if (item.options.length) return choiceForm(item);
  if (item.pairs.length) return matchingForm(item);
  if (item.groups.length) return groupingForm(item);
  if (item.elements.length) return orderingForm(item);
  if (item.spans.length) return passageForm(item);
  return item.kind === "flashcard" ? flashcardForm(item) : typedForm(item);
}

/* Cards with numbers; a number chooses, the arrow keys move. */
function choiceForm(item) {
  const several = item.kind === "multiple_choice";
  const inputs = item.options.map((_, at) => make("input", {
    type: several ? "checkbox" : "radio", name: "answer", value: String(at),
  }));
  const cards = item.options.map((option, at) => make("label", { class: "option" },
    inputs[at],
    make("span", { class: "number", "aria-hidden": "true" }, String(at + 1)),
    make("span", { class: "words" }, written(option.text, item))));
  const node = make("div", {
    class: "options", role: several ? "group" : "radiogroup", "aria-labelledby": "stem",
    keydown: (event) => chooseFirst(event, inputs, several),
  }, cards);
  return {
    node,
    first: inputs[0],
    hint: several
      ? `Choose all that are right, with 1–${inputs.length} or Space`
      : `Choose with 1–${inputs.length}, then Enter`,
    complaint: NOTHING_GIVEN,
    press: (number) => {
      inputs[number - 1]?.focus();
      inputs[number - 1]?.click();
    },
    read: () => {
      const options = inputs.flatMap((input, at) => (input.checked ? [at] : []));
      return options.length ? { type: "chosen", options } : null;
    },
  };
}

/* While nothing is chosen the first arrow key chooses the first or the last, none is skipped. */
function chooseFirst(event, inputs, several) {
  const isDown = event.key === "ArrowDown" || event.key === "ArrowRight";
  const isUp = event.key === "ArrowUp" || event.key === "ArrowLeft";
  if (several || !(isDown || isUp) || inputs.some((input) => input.checked)) return;
  event.preventDefault();
  const input = inputs.at(isDown ? 0 : -1);
  input.focus();
  input.click();
}

function typedForm(item) {
  const field = textField({ "aria-labelledby": "stem", "aria-describedby": "wanted" });
  const read = () => (trimmed(field.value) ? { type: "typed", text: field.value } : null);
  return {
    node: make("div", { class: "typed" },
      field, make("p", { class: "wanted", id: "wanted" }, wantedForm(item.accept))),
    first: field,
    hint: "Type your answer, then Enter",
    complaint: NOTHING_TYPED,
    complain: () => unreadable(item.accept, field.value),
    read,
  };
}

function textField(attributes) {
  return make("input", {
    type: "text", class: "field", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    maxlength: "500", ...attributes,
  });
}

/* What may be typed, without giving the answer away. */
function wantedForm(accept) {
  switch (accept.type) {
    case "quantity":
      return `A number, in figures or in words.${accept.unit ? ` Unit: ${accept.unit}.` : ""}`;
    case "date":
      return "Any usual way of writing a date: 3 May 1945, 1945-05-03, May 1945.";
    case "text":
      return "A name or a few words. Capitals do not matter, small typing slips neither.";
  }
  if (wantsNumber(accept)) return "A number, in figures and without a unit.";
  return accept.exact_case ? "Capitals matter here." : "A word or a few words, spelled exactly.";
}

/* The stem with fields where its gaps are. */
function gapsForm(item) {
  const fields = item.gaps.map((gap, at) => gapField(gap, at, item));
  const placed = withGaps(item, (number) => fields[number - 1]);
  return {
    node: make("div", { class: "gaps", role: "group", "aria-label": "Fill in the gaps" }, placed),
    isStem: true,
    first: fields[0],
    hint: "Fill in the gaps, then Enter",
    complaint: "Fill in a gap, or press “I don't know”.",
    complain: () => item.gaps.map((gap, at) =>
      (trimmed(fields[at].value) ? unreadable(gap.accept, fields[at].value) : ""))
      .map((told, at) => (told ? `Gap ${at + 1}: ${told}` : "")).find(Boolean) ?? "",
    read: () => {
      const gaps = fields.map((field) => field.value);
      return gaps.some((text) => trimmed(text)) ? { type: "filled", gaps } : null;
    },
  };
}

/* The stem, with what `gapFor` makes of a number in place of each gap. */
function withGaps(item, gapFor) {
  return written(item.stem, item, (words) =>
    words.split(/(\{\d+\})/).map((piece, at) => (at % 2 && gapFor(piece.slice(1, -1))) || piece));
}

function gapField(gap, at, item) {
  const name = `Gap ${at + 1} of ${item.gaps.length}`;
  if (!gap.options.length) return textField({ "aria-label": name, class: "field gap" });
  const texts = gap.options.map((option) => inPlain(option.text, item));
  return make("select", { "aria-label": name, class: "gap" },
    make("option", { value: "" }, "…"),
    gap.options.map((option, number) => make("option", { value: option.text }, texts[number])));
}

function matchingForm(item) {
  const lefts = item.pairs.map((pair) => pair.left);
  return selectsForm(lefts, item.rights, item, (rights) => ({ type: "matched", rights }));
}

function groupingForm(item) {
  const things = item.elements.map(({ text }) => text);
  const names = item.groups.map(({ name }) => name);
  return selectsForm(things, names, item, (groups) => ({ type: "grouped", groups }));
}

/* A row for each thing, with a list of answers to choose one from. */
function selectsForm(things, answers, item, responseOf) {
  const selects = things.map((_, at) => make("select", { id: `thing-${at}`, class: "picked" },
    make("option", { value: "-1" }, "Choose…"),
    answers.map((answer, number) =>
      make("option", { value: String(number) }, inPlain(answer, item)))));
  const rows = things.map((thing, at) => make("div", { class: "row" },
    make("label", { for: `thing-${at}` }, written(thing, item)), selects[at]));
  return {
    node: make("div", { class: "rows", role: "group", "aria-labelledby": "stem" }, rows),
    first: selects[0],
    hint: "Choose one for each line; Ctrl and Enter check",
    complaint: "Choose one for each line, or press “I don't know”.",
    read: () => {
      const picked = selects.map((select) => Number(select.value));
      return picked.includes(-1) ? null : responseOf(picked);
    },
  };
}

/* Rows that move up and down: by their buttons, or with Alt and the arrow keys. */
function orderingForm(item) {
  const list = make("ol", { class: "rows order", "aria-labelledby": "stem" });
  const rows = item.elements.map((element, at) => orderRow(element, at, item, (step) => {
    moveRow(list, rows[at], step);
    const place = [...list.children].indexOf(rows[at]) + 1;
    say(`${inPlain(element.text, item)}: place ${place} of ${rows.length}`);
  }));
  list.append(...rows);
  showEnds(list);
  return {
    node: list,
    first: rows[0].querySelector("button"),
    hint: "Move with Alt and ↑ ↓; Ctrl and Enter check",
    complaint: "",
    read: () => ({
      type: "ordered", order: [...list.children].map((row) => Number(row.dataset.element)),
    }),
  };
}

function orderRow(element, at, item, move) {
  const name = inPlain(element.text, item);
  const button = (step, sign, words) => make("button", {
    type: "button", class: "step", "data-step": String(step), "aria-label": `${words}: ${name}`,
    click: () => move(step),
  }, sign);
  return make("li", {
    class: "row", "data-element": String(at),
    keydown: (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      if (event.altKey) move(step);
      else neighbour(event.currentTarget, step)?.querySelector("button").focus();
    },
  },
    make("span", { class: "words" }, written(element.text, item)),
    button(-1, "↑", "Move up"), button(1, "↓", "Move down"));
}

function neighbour(row, step) {
  return step < 0 ? row.previousElementSibling : row.nextElementSibling;
}

function moveRow(list, row, step) {
  const focused = document.activeElement;
  const other = neighbour(row, step);
  if (other && step < 0) other.before(row);
  else if (other) other.after(row);
  showEnds(list);
  if (row.contains(focused)) focused.focus();
}

/* At the ends one of the buttons has nowhere to go; it keeps the focus all the same. */
function showEnds(list) {
  for (const row of list.children)
    for (const button of row.querySelectorAll("button")) {
      const isEnd = neighbour(row, Number(button.dataset.step)) === null;
      button.setAttribute("aria-disabled", String(isEnd));
    }
}

/* The sentences of the source, one of which shows what is asked for. */
function passageForm(item) {
  const source = item.spans[0].source;
  const node = sentencePicker(source, (event) => {
    event.target.parentElement.scrollIntoView({ block: "nearest" });
  });
  const inputs = [...node.querySelectorAll("input")];
  node.addEventListener("keydown", (event) => chooseFirst(event, inputs, false));
  const chosen = () => inputs.find((input) => input.checked);
  return {
    node,
    isWide: true,
    first: inputs[0],
    hint: "Choose a sentence with ↑ and ↓, then Enter",
    complaint: "Choose a sentence, or press “I don't know”.",
    read: () => (chosen() ? { type: "pointed", source, offset: Number(chosen().value) } : null),
  };
}

/* First the answer is turned up, then the learner says how well it was known. */
function flashcardForm(item) {
  const scores = [["I did not know it", 0], ["I knew a part of it", 0.5], ["I knew it", 1]];
  let given = null;
  const buttons = scores.map(([words, score], at) => make("button", {
    type: "submit", class: "option", click: () => { given = { type: "self_graded", score }; },
  },
    make("span", { class: "number", "aria-hidden": "true" }, String(at + 1)),
    make("span", { class: "words" }, words)));
  const back = make("div", { hidden: true, class: "back" },
    make("div", { class: "turned" },
      make("p", { class: "key" }, written(item.key, item)),
      item.statement ? make("p", { class: "statement" }, written(item.statement, item)) : null),
    make("div", {
      class: "options", role: "group", "aria-label": "How well did you know it?",
    }, buttons));
  const turn = make("button", {
    type: "button", class: "primary",
    click: () => {
      back.hidden = false;
      turn.hidden = true;
      say(`${inPlain(item.key, item)}. How well did you know it?`);
      buttons[0].focus();
    },
  }, "Show the answer");
  return {
    node: make("div", {}, turn, back),
    first: turn,
    hint: "Answer in your head, then turn the card; rate yourself with 1–3",
    complaint: "",
    isOwnJudge: true,
    press: (number) => { if (!back.hidden) buttons[number - 1]?.click(); },
    read: () => given,
  };
}
