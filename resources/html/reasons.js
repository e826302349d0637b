/* What is said of each part of a question once it is answered: `text` (and for two things that
   belong together `right`), the `verdict` on it or on what was `given` for it, `tags` for
   what else the learner did, `why`, and the `evidence`, of which `isElsewhere` says that it
   shows another fact. */

function reasonsHeading(item) {
  if (item.options.length) return "Why each answer is right or wrong";
  if (item.gaps.length) return "Gap by gap";
  if (item.elements.length && !item.groups.length) return "The right order";
  return "What belongs together";
}

/* The lines for an answer; none where one was typed. */
function reasonsOf(item, response) {
  if (item.options.length) return item.options.map((option, at) =>
    optionReason(option, response.type === "chosen" && response.options.includes(at)));
  if (item.gaps.length) return gapReasons(item, response);
  if (item.pairs.length) return pairReasons(item, response);
  if (item.groups.length) return groupReasons(item, response);
  return item.elements.length ? orderReasons(item, response) : [];
}

function optionReason(option, isChosen) {
  return {
    text: option.text,
    verdict: option.correct ? "Right" : "Wrong",
    tags: isChosen ? ["Your answer"] : [],
    why: option.why,
    evidence: option.evidence,
    isKey: option.correct,
    isElsewhere: option.reason === "value_of_another_fact",
  };
}

function gapReasons(item, response) {
  return item.gaps.flatMap((gap, at) => {
    const given = response.type === "filled" ? response.gaps[at] : "";
    const graded = gradeGap(gap, given, item.marked);
    const said = trimmed(given) ? `You wrote: ${inPlain(given, item)}` : "You left it open";
    const line = {
      number: at + 1, text: gap.key, verdict: verdictOf(graded), given: said, tags: [],
      why: graded.why, evidence: [],
    };
    const told = gap.options.filter((option) => option.why || option.evidence.length);
    return [line, ...told.map((option) => ({ ...optionReason(option, false), isInner: true }))];
  });
}

function pairReasons(item, response) {
  return item.pairs.map((pair, at) => {
    const given = item.rights[response.rights?.[at]];
    const { left, right, why, evidence } = pair;
    return { ...assigned(left, right, given, item), why, evidence };
  });
}

function groupReasons(item, response) {
  return item.elements.map((element, at) => {
    const right = item.groups.find((group) => group.members.includes(at))?.name ?? "";
    const given = item.groups[response.groups?.[at]]?.name;
    const { why, evidence } = element;
    return { ...assigned(element.text, right, given, item), why, evidence };
  });
}

function assigned(text, right, given, item) {
  if (given === undefined) return { text, right, verdict: null, tags: [] };
  const isRight = given === right;
  const said = isRight ? "" : `You chose: ${inPlain(given, item)}`;
  return { text, right, verdict: isRight ? "Right" : "Wrong", given: said, tags: [] };
}

function orderReasons(item, response) {
  return rightOrder(item).map((index, at) => {
    const { text, why, evidence } = item.elements[index];
    const given = response.type === "ordered" ? response.order.indexOf(index) : at;
    const tags = given === at ? [] : [`You: place ${given + 1}`];
    return { number: at + 1, text, verdict: null, tags, why, evidence };
  });
}

/* One order that `before` allows: of those that may come next the first one shown. */
function rightOrder(item) {
  const left = [...item.elements.keys()];
  const order = [];
  while (left.length) {
    const later = new Set(
      item.before.filter(([first]) => left.includes(first)).map(([, second]) => second));
    const next = left.find((index) => !later.has(index)) ?? left[0];
    order.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return order;
}

/* What the learner answered, in words; nothing where that is told part by part. */
function givenWords(item, response) {
  switch (response.type) {
    case "chosen":
      return response.options.map((at) => inPlain(item.options[at].text, item)).join(" / ") ||
        "I don't know";
    case "typed":
      return trimmed(response.text);
    case "pointed": {
      const [start, end] = sentenceAt(response);
      return `“${wordsAt(QUIZ.sources[response.source], start, end)}”`;
    }
  }
  return "";
}

function sentenceAt({ source, offset }) {
  return QUIZ.sources[source].sentences.find(([start, end]) => start <= offset && offset < end);
}
