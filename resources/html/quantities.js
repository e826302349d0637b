/* What a typed amount is worth against the number or range that the text gives. */

/* Beyond what the text allows, but by no more than NEAR of it: half the credit. So is one end
   of a range, a hedge that leaves no room for the text's, and another kind of unit. */
const NEAR = 0.05;
const HALF_CREDIT = 0.5;

/* As an answer to "up to" or "at least" only numbers of that size count. */
const OPEN_REACH = 0.2;

/* What converting units and rounding may lose, as shares of the key. */
const CONVERTED = 0.01;
const ROUNDED = 0.04;

/* Two-thirds as 67 % or 0.66. */
const FRACTION = 0.015;

/* A month has 28 to 31 days. */
const MONTH_DAYS = 2.5;

/* For each hedge typed, those of the text that it rules out; what is merely vaguer passes. */
const CONTRADICTS = {
  below: ["", "above", "at least"],
  "at most": ["above", "at least"],
  above: ["", "below", "at most"],
  "at least": ["below", "at most"],
};

/* Several amounts count as the worst of them, each as its best reading. */
function gradeQuantity(text, accept, itemKey) {
  const key = itemKey.slice(0, 1).toLowerCase() + itemKey.slice(1);
  const mentions = readAmounts(text);
  if (!mentions.length) return { score: 0, why: "No number was found in this answer." };
  const closed = { ...accept, high: accept.high ?? Infinity }; // JSON has no infinity
  const keys = spelledOut(closed);
  const grades = mentions.map((mention) =>
    bestGrade(mention.flatMap((amount) => keys.map((each) => judged(amount, each, key)))));
  const worst = grades.reduce((low, each) => (each.score < low.score ? each : low));
  if (worst.score < bestGrade(grades).score)
    return {
      score: worst.score, why: "More than one number was given, and not all are right.",
    };
  return worst;
}

/* The key as it is and, for 1.5 "million dollars", also as 1,500,000 "dollars". */
function spelledOut(accept) {
  const [factor, unit] = multipliedUnit(accept.unit);
  if (factor === 1) return [accept];
  const scaled = {
    ...accept, unit, low: accept.low * factor, high: accept.high * factor,
    printed: accept.printed.map((number) => number * factor),
  };
  return [{ ...accept, unit }, scaled];
}

/* The best grade; among equals one that explains itself. */
function bestGrade(grades) {
  const isBetter = (one, other) =>
    one.score > other.score || (one.score === other.score && one.why && !other.why);
  return grades.reduce((best, each) => (isBetter(each, best) ? each : best));
}

function judged(amount, accept, key) {
  const sameHedge = amount.hedge === hedgeOf(accept.hedge);
  return bestGrade(
    measuredIn(amount, accept).map((measured) => {
      const number = numberGrade(measured, accept, key);
      const hedge = hedgeGrade(measured, amount.hedge, accept, key);
      const score = number.score * hedge.score * measured.credit;
      const why = score ? measured.ifRight || hedge.why || number.why : measured.ifWrong;
      const asPrinted = accept.printed.includes(measured.low) && sameHedge && score === 1;
      return { score, why: asPrinted ? "" : why };
    }),
  );
}

function measure(low, high, more = {}) {
  return { low, high, slack: 0, credit: 1, ifRight: "", ifWrong: "", ...more };
}

/* The amount in the unit of the key, in each way that this can be meant. */
function measuredIn(amount, accept) {
  const keys = unitsNamed(accept.unit);
  const isShare = asksForShare(accept, keys);
  const found = isShare ? asShare(amount, keys) : [];
  if (!amount.unit) return [...found, measure(amount.low, amount.high)];
  const same = keys.find((unit) => unit.dimension === amount.unit.dimension);
  if (same) return isShare ? found : [convertedAmount(amount, same, accept)];
  if (!accept.unit && !isShare) return [measure(amount.low, amount.high)];
  const ifRight = notTheUnit(amount.unit);
  return [...found, measure(amount.low, amount.high, { credit: HALF_CREDIT, ifRight })];
}

/* Whether the key is a part of a whole: a percentage, or a bare number below one. */
function asksForShare(accept, keys) {
  if (keys.length) return keys.some((unit) => unit.dimension === "share");
  return accept.printed[1] > 0 && accept.printed[1] < 1;
}

/* Two-thirds, 67 %, 0.67 and, where only a percentage can be meant, 67. */
function asShare(amount, keys) {
  const one = keys.find((unit) => unit.dimension === "share")?.factor ?? 1;
  let factors = amount.fraction ? [1] : [1, 0.01];
  if (amount.unit) factors = amount.unit.dimension === "share" ? [amount.unit.factor] : [];
  return factors.map((factor) => {
    const [low, high] = [(amount.low * factor) / one, (amount.high * factor) / one];
    // A percentage is printed with its digits; a fraction has to be rounded.
    const lost = one === 1 ? Math.min((amount.half * factor) / one, ROUNDED * high) : 0;
    return measure(low, high, { slack: amount.fraction ? FRACTION * high : lost });
  });
}

function convertedAmount(amount, target, accept) {
  const source = amount.unit;
  const [low, high] = [amount.low, amount.high].map((end) => converted(end, source, target));
  const ifWrong = accept.printed.includes(amount.low) ? notTheUnit(source) : "";
  if (convertsExactly(source, target)) return measure(low, high, { ifWrong });
  const size = Math.abs(accept.printed[1]);
  const half = (amount.half * source.factor) / target.factor;
  let slack = Math.max(CONVERTED * size, Math.min(half, ROUNDED * size));
  if (source.dimension === "time" && [source.name, target.name].includes("month"))
    slack = Math.max(slack, MONTH_DAYS / target.factor);
  return measure(low, high, { slack, ifWrong });
}

function notTheUnit(unit) {
  return `The number is right, but its unit is not the ${unit.name}.`;
}

/* The number alone, in the unit of the key. */
function numberGrade(measured, accept, key) {
  const [printed, other] = accept.printed;
  if (printed !== other) return rangeGrade(measured, accept, key);
  const [low, high] = allowedBounds(accept);
  const says = `The text says ${key}.`;
  if (isWithin(measured, printed, printed)) return { score: 1, why: says };
  if (isWithin(measured, low, high)) return { score: 1, why: `This fits. ${says}` };
  if (isWithin(measured, low - NEAR * Math.abs(low), high + NEAR * Math.abs(high)))
    return { score: HALF_CREDIT, why: `Close. ${says}` };
  return { score: 0, why: "" };
}

/* The bounds of the key, with open ends closed where answers stop being of its size. */
function allowedBounds(accept) {
  const [least, most] = accept.printed;
  return [
    Math.max(accept.low, least - OPEN_REACH * Math.abs(least)),
    Math.min(accept.high, most + OPEN_REACH * Math.abs(most)),
  ];
}

function rangeGrade(measured, accept, key) {
  const ends = [measured.low, measured.high].map((end) => ({ ...measured, low: end, high: end }));
  if (ends.every((end, at) => isWithin(end, accept.printed[at], accept.printed[at])))
    return { score: 1, why: "" };
  const whole = `The text gives a range: ${key}.`;
  if (isWithin(measured, ...allowedBounds(accept))) return { score: HALF_CREDIT, why: whole };
  const isNear = (end, number) =>
    isWithin(end, number - NEAR * Math.abs(number), number + NEAR * Math.abs(number));
  if (ends.every((end, at) => isNear(end, accept.printed[at])))
    return { score: HALF_CREDIT, why: `Close. ${whole}` };
  return { score: 0, why: "" };
}

/* Whether the amount lies within bounds, but for what rounding may lose. */
function isWithin(measured, low, high) {
  const slack = measured.slack + 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
  return low - slack <= measured.low && measured.high <= high + slack;
}

/* Whether what the learner says about the printed number leaves room for the text's value. */
function hedgeGrade(measured, typed, accept, key) {
  const [printed, other] = accept.printed;
  const isPrinted = printed === other && isWithin(measured, printed, other);
  if (isPrinted && CONTRADICTS[typed]?.includes(hedgeOf(accept.hedge)))
    return { score: HALF_CREDIT, why: `The number is right; the text says ${key}.` };
  return { score: 1, why: "" };
}
