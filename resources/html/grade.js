/* What a response is worth, from 0 to 1, and a sentence that says why where it needs saying. */

/* The name of what contains the answer: the region for the town. */
const BROADER = 0.5;

/* Shares that add up to this are the whole: files round thirds to five digits. */
const WHOLE = 0.9999;

const OPEN_GRADE = {
  score: 0,
  why: "You left this one open: read what the text says, it will come up again.",
};

const OPEN_WITHOUT_TEXT = { score: 0, why: "You left this one open: it will come up again." };

function grade(item, response) {
  if (isLeftOpen(response)) return item.evidence.length ? OPEN_GRADE : OPEN_WITHOUT_TEXT;
  switch (response.type) {
    case "chosen":
      return gradeChosen(item, response.options);
    case "typed":
      return gradeTyped(item, response.text);
    case "filled":
      return gradeFilled(item, response.gaps);
    case "matched":
      return gradeMatched(item, response.rights);
    case "ordered":
      return gradeOrdered(item, response.order);
    case "grouped":
      return gradeGrouped(item, response.groups);
    case "pointed":
      return gradePointed(item, response);
    case "self_graded":
      return { score: held(response.score), why: "" };
  }
}

function verdictOf({ score }) {
  if (score >= 1) return "Right";
  return score > 0 ? "Partly right" : "Wrong";
}

/* Why a typed answer cannot be read as what is asked for; nothing where it can. It is for
   asking again before anything is graded: a slip of the keyboard is no wrong answer. */
function unreadable(accept, text) {
  switch (accept?.type) {
    case "quantity":
      return readAmounts(text).length ? "" : "Type a number, in digits or in words.";
    case "date":
      return readDates(text).length
        ? "" : "Type a date, such as August 6, 2024, or a month, a season or a year.";
    case "answers": {
      const known = numberIn(text) !== null || isForeseen(text, accept);
      return known || !wantsNumber(accept) ? "" : "Type a number, in digits and without a unit.";
    }
  }
  return "";
}

function isLeftOpen(response) {
  if (response.type === "chosen") return !response.options.length;
  if (response.type === "typed") return !trimmed(response.text);
  return response.type === "filled" && response.gaps.every((text) => !trimmed(text));
}

/* All or nothing, but for multiple choice, and where the author says what each is worth. */
function gradeChosen(item, options) {
  const right = new Set(item.options.flatMap((option, at) => (option.correct ? [at] : [])));
  const chosen = [...new Set(options)];
  const hits = chosen.filter((at) => right.has(at)).length;
  const allRight = right.size > 0 && hits === right.size && chosen.length === hits;
  if (item.options.some((option) => option.share !== null))
    return gradeShares(item, chosen, hits, right.size, allRight);
  if (item.kind === "multiple_choice" && right.size)
    return rightMinusWrong(hits, chosen.length - hits, right.size);
  return { score: allRight ? 1 : 0, why: "" };
}

function gradeShares(item, chosen, hits, wanted, allRight) {
  const shares = item.options.map((option, at) => (chosen.includes(at) ? worthOf(option) : 0));
  const earned = held(shares.reduce((sum, share) => sum + share, 0));
  if (item.kind !== "multiple_choice")
    return chosen.length === 1 ? { score: earned, why: counted(earned) } : { score: 0, why: "" };
  if (earned >= WHOLE || allRight) return { score: 1, why: "" };
  const misses = chosen.length - hits;
  const wrong = misses ? ` and ${misses} wrong` : "";
  const together = `together ${rounded(100 * earned)} %.`;
  return { score: earned, why: `${hits} of ${wanted} right answers${wrong}: ${together}` };
}

function rightMinusWrong(hits, misses, wanted) {
  if (hits === wanted && !misses) return { score: 1, why: "" };
  const taken = misses ? `, ${misses} wrong: each wrong one takes back a right one` : "";
  const why = `${hits} of ${wanted} right answers${taken}.`;
  return { score: Math.max(hits - misses, 0) / wanted, why };
}

/* The share that choosing it alone earns. */
function worthOf(option) {
  return option.share ?? (option.correct ? 1 : 0);
}

function gradeTyped(item, text) {
  switch (item.accept.type) {
    case "text":
      return gradeText(text, item.accept);
    case "quantity":
      return gradeQuantity(text, item.accept, item.key);
    case "date":
      return gradeDate(text, item.accept, item);
    case "answers":
      return gradeAnswers(text, item.accept, item.marked);
  }
}

function gradeText(text, accept) {
  const found = spelled(text, accept.text, accept.rivals);
  if (found?.rival !== undefined)
    return {
      score: 0, why: `This may mean ${found.rival}, so the spelling must be exact here.`,
    };
  if (found) return { score: 1, why: found.slips ? `Right; it is spelled ${found.meant}.` : "" };
  const wider = spelled(text, accept.broader, []);
  const why = `True, but less precise than the text: ${accept.text[0]}.`;
  return wider ? { score: BROADER, why } : { score: 0, why: "" };
}

/* Each gap as its answers or options say, weighted; an empty gap earns nothing. */
function gradeFilled(item, texts) {
  const grades = item.gaps.map((gap, at) => gradeGap(gap, texts[at] ?? "", item.marked));
  const weights = item.gaps.map((gap) => Math.max(gap.weight, 0));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (!whole) return { score: 0, why: "" };
  if (grades.every(({ score }) => score >= 1)) return { score: 1, why: "" };
  const earned = grades.reduce((sum, { score }, at) => sum + weights[at] * score, 0);
  const right = grades.filter(({ score }) => score >= 1).length;
  const partly = grades.filter(({ score }) => score > 0 && score < 1).length;
  const half = partly ? `, ${partly} in part` : "";
  const why = `${right} of ${grades.length} gaps are right${half}.`;
  return { score: Math.min(earned / whole, 1), why };
}

function gradeGap(gap, text, marked) {
  if (!trimmed(text)) return { score: 0, why: "" };
  if (gap.accept) return gradeAnswers(text, gap.accept, marked);
  const same = (other) => trimmed(other.normalize("NFC")) === trimmed(text.normalize("NFC"));
  const chosen = gap.options.find((option) =>
    same(option.text) || (marked && same(plainWords(option.text))));
  return { score: chosen ? held(worthOf(chosen)) : 0, why: "" };
}

/* The share of pairs that are right; equal texts on the right side are one answer. */
function gradeMatched(item, rights) {
  const hits = item.pairs.filter((pair, at) => item.rights[rights[at]] === pair.right).length;
  return shareOf(hits, item.pairs.length, "pairs");
}

/* The share of elements that stand in their group. */
function gradeGrouped(item, groups) {
  const hits = item.elements.filter((_, at) => item.groups[groups[at]]?.members.includes(at));
  return shareOf(hits.length, item.elements.length, "elements");
}

function shareOf(hits, count, what) {
  if (!count) return { score: 0, why: "" };
  const why = hits === count ? "" : `${hits} of ${count} ${what} are right.`;
  return { score: hits / count, why };
}

/* Right anywhere within one of the passages that show it. */
function gradePointed(item, { source, offset }) {
  const isRight = (span) => span.source === source && span.start <= offset && offset < span.end;
  return { score: item.spans.some(isRight) ? 1 : 0, why: "" };
}

/* Full credit for any order that `before` allows; else by the longest right part of it: the
   longest common subsequence with the best of all allowed orders. Its first element is free. */
function gradeOrdered(item, order) {
  const count = item.elements.length;
  const isWhole = [...order].sort((one, other) => one - other).every((each, at) => each === at);
  if (!count || order.length !== count || !isWhole) return { score: 0, why: "" };
  const inOrder = longestRightPart(order, comesBefore(item));
  if (inOrder === count) return { score: 1, why: "" };
  const steps = `${inOrder - 1} of ${count - 1} steps are right.`;
  const why = `The longest part in the right order has ${inOrder} of ${count}, so ${steps}`;
  return { score: (inOrder - 1) / (count - 1), why };
}

/* For each element all that came before it, also by way of others. */
function comesBefore(item) {
  const elements = [...item.elements.keys()];
  const earlier = elements.map((each) =>
    new Set(item.before.filter(([, second]) => second === each).map(([first]) => first)));
  for (const middle of elements)
    for (const set of earlier)
      if (set.has(middle)) earlier[middle].forEach((each) => set.add(each));
  return earlier;
}

/* How many elements are in the largest set in which none was put before one that it follows:
   by Dilworth's theorem all but a largest matching of those that clash. */
function longestRightPart(order, earlier) {
  const clashes = (element) =>
    [...earlier[element]].filter((other) => order.indexOf(other) > order.indexOf(element));
  const partner = new Map();
  const isMatched = (element, tried) =>
    clashes(element).some((other) => {
      if (tried.has(other)) return false;
      tried.add(other);
      if (partner.has(other) && !isMatched(partner.get(other), tried)) return false;
      partner.set(other, element);
      return true;
    });
  return order.length - order.filter((element) => isMatched(element, new Set())).length;
}
