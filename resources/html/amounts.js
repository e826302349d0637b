/* Amounts as people type them: a number or a range, its unit, words such as "nearly". */

/* Where words put the value, those before the number and those behind it. */
const HEDGES_BEFORE = hedgePhrases({
  around:
    "about; around; approximately; approx; approx.; roughly; some; circa; ca; ca.; c.;" +
    " close to; in the region of; on the order of; an estimated; estimated; ~; ≈; ±",
  below:
    "nearly; almost; just under; under; less than; fewer than; below; not quite; just below;" +
    " slightly under; slightly less than; a little under; a bit under; just short of;" +
    " a little less than; <",
  "at most": "up to; at most; no more than; not more than; maximum; max; as many as; <=; ≤",
  above:
    "over; more than; just over; above; just above; slightly over; greater than;" +
    " slightly more than; a little over; a little more than; a bit over; upwards of;" +
    " upward of; exceeding; in excess of; >",
  "at least":
    "at least; no less than; no fewer than; not less than; not fewer than; minimum; >=; ≥",
});
const HEDGES_AFTER = hedgePhrases({
  around: "or so; or thereabouts; approximately; approx; roughly; give or take",
  "at most": "or less; or fewer; at most; max; maximum; tops",
  above: "and more; and counting; plus; +",
  "at least": "or more; at least; minimum",
});
const LONGEST_HEDGE = 5;
const LONGEST_UNIT = 5;

/* Each amount that the text names, with every way in which it can be read: `low` to `high`
   in `unit`, null where none is known; `half` is half a unit of the last digit. */
function readAmounts(text) {
  const tokens = numeralTokens(text);
  const mentions = [];
  for (let at = 0; at < tokens.length; ) {
    const mention = amountAt(tokens, at);
    at = mention ? mention.end : at + 1;
    if (!mention) continue;
    const joined = mentions.length ? inTwoUnits(tokens, mentions.at(-1), mention) : null;
    if (joined) mentions.pop();
    mentions.push(joined ?? mention);
  }
  const meant = mentions.filter((mention) => !mention.weak);
  return (meant.length ? meant : mentions).map((mention) => mention.readings);
}

/* What the words of a hedge say ("just over"); nothing where they are no hedge. */
function hedgeOf(words) {
  return HEDGES_BEFORE.get(numeralTokens(words).join("\n")) ?? "";
}

/* A unit taken apart into its multiplier and the rest: "million dollars". */
function multipliedUnit(unit) {
  const words = wordsOf(unit);
  const number = numberAt(["1", ...words.map(casefold)], 0);
  if (!number || words.length < 2) return [1, unit];
  return [number.scale, words.slice(number.end - 1).join(" ")];
}

function hedgePhrases(table) {
  const found = new Map();
  for (const [hedge, phrases] of Object.entries(table))
    for (const phrase of phrases.split("; ")) found.set(numeralTokens(phrase).join("\n"), hedge);
  return found;
}

/* The amount that begins at a token: "$5m", "10 to 12 thousand", "a month". */
function amountAt(tokens, at) {
  const paid = currencyAt(tokens, at);
  const first = measureAt(tokens, at + (paid ? 1 : 0));
  if (!first) return paid ? null : oneUnitAt(tokens, at);
  const second = otherEnd(tokens, at, first);
  const end = (second ?? first).end;
  const hedge = hedgeAround(tokens, at, first.number.end, end);
  const after = second?.units.length ? second.units : first.units;
  const units = paid ? after.filter((unit) => unit === MILLION) : after;
  const readings = second
    ? rangeAmounts(first, second, units) : singleAmounts(tokens, first, units);
  return {
    readings: readings.map((amount) => ({ ...amount, unit: paid ?? amount.unit, hedge })),
    start: at,
    end: end + (!second && halfFollows(tokens, end) ? 3 : 0),
    weak: first.number.weak && !(paid || units.length),
  };
}

/* A sign of money before a number. */
function currencyAt(tokens, at) {
  const sign = tokens[at] ?? "";
  return /^[\p{L}\p{N}]+$/u.test(sign) || sign === "%" ? null : (unitsNamed(sign)[0] ?? null);
}

/* Whether "an hour" or "2 years" goes on "and a half". */
function halfFollows(tokens, at) {
  return tokens.slice(at, at + 3).join(" ") === "and a half";
}

function measureAt(tokens, at) {
  const number = at < tokens.length ? numberAt(tokens, at) : null;
  if (!number) return null;
  const [units, end] = unitAt(tokens, number.end, number.fraction);
  return { number, units, end };
}

/* The unit after a number ("30-day", "1,300 (sq. km)", "half an hour"); longest name first. */
function unitAt(tokens, at, article) {
  const skipped = article ? ["(", "+", "of", "a", "an"] : ["(", "+", "of"];
  let start = at + (tokens[at] === "-" && /^\p{L}+$/u.test(tokens[at + 1] ?? "") ? 1 : 0);
  while (skipped.includes(tokens[start])) start += 1;
  if (tokens[start] === "-") return [[], at];
  for (let end = Math.min(start + LONGEST_UNIT, tokens.length); end > start; end -= 1) {
    const units = unitsNamed(tokens.slice(start, end).join(""));
    if (units.length) return [units, end];
  }
  return [[], at];
}

/* A unit with an article is one of it: "a month"; not "a m". */
function oneUnitAt(tokens, at) {
  const isArticle = tokens[at] === "a" || tokens[at] === "an";
  if (!isArticle || at + 1 === tokens.length || [...tokens[at + 1]].length < 3) return null;
  const one = halfFollows(tokens, at + 2) ? 1.5 : 1;
  const end = at + (one > 1 ? 5 : 2);
  const hedge = hedgeAround(tokens, at, end, end);
  const readings = unitsNamed(tokens[at + 1]).map((unit) =>
    ({ low: one, high: one, unit, hedge, half: 0.5, fraction: false }));
  return readings.length ? { readings, start: at, end, weak: true } : null;
}

/* The other end of a range, if one follows. */
function otherEnd(tokens, start, first) {
  const word = tokens[first.end] ?? "";
  const between = word === "and" && tokens[start - 1] === "between";
  if (!["-", "to", "through", "until", "till"].includes(word) && !between) return null;
  const at = first.end + 1;
  return measureAt(tokens, at + (currencyAt(tokens, at) ? 1 : 0));
}

function singleAmounts(tokens, measure, units) {
  const { number } = measure;
  const more = halfFollows(tokens, measure.end) ? 0.5 : 0;
  return timesOf(number, number.scale).flatMap(([value, half]) =>
    orNone(units).map((unit) => amountOf(value + more, value + more, unit, half, number.fraction)));
}

/* Read "10 to 12 thousand" from ten and from ten thousand: either may be meant. */
function rangeAmounts(first, second, units) {
  const scales = new Set([first.number.scale]);
  if (first.number.scale === 1) {
    const [[value]] = second.number.readings;
    scales.add(second.number.scale).add(value >= 1000 && value % 1000 === 0 ? 1000 : 1);
  }
  const lows = [...scales].sort((one, other) => one - other)
    .flatMap((scale) => timesOf(first.number, scale));
  const highs = timesOf(second.number, second.number.scale);
  const { fraction } = second.number;
  return lows.flatMap(([low, half]) => highs.flatMap(([high, other]) => orNone(units).map((unit) =>
    amountOf(Math.min(low, high), Math.max(low, high), unit, Math.max(half, other), fraction))));
}

function orNone(units) {
  return units.length ? units : [null];
}

function amountOf(low, high, unit, half, fraction) {
  const factor = unit === MILLION ? MILLION.factor : 1;
  return {
    low: low * factor, high: high * factor, unit: unit === MILLION ? null : unit,
    hedge: "", half: half * factor, fraction,
  };
}

/* The hedge of an amount: "nearly 600", "1,300+", "90 sq. km or more". */
function hedgeAround(tokens, start, numberEnd, end) {
  for (let length = Math.min(LONGEST_HEDGE, start); length > 0; length -= 1) {
    const before = HEDGES_BEFORE.get(tokens.slice(start - length, start).join("\n"));
    if (before) return before;
  }
  for (const at of [numberEnd, end, end + 1, end + 2])
    for (let length = LONGEST_HEDGE; length > 0; length -= 1) {
      const after = HEDGES_AFTER.get(tokens.slice(at, at + length).join("\n"));
      if (after) return after;
    }
  return "";
}

/* One amount in two units: "2 years and 3 months", "1 h 30 min". */
function inTwoUnits(tokens, left, right) {
  const between = tokens.slice(left.end, right.start);
  if (between.some((token) => token !== "and" && token !== ",")) return null;
  const sums = [];
  for (const whole of left.readings)
    for (const part of right.readings) {
      const [big, small] = [whole.unit, part.unit];
      if (!big || !small || !["time", "length"].includes(big.dimension)) continue;
      const share = small.factor / big.factor;
      const fits = share < 1 && part.high * share >= 0 && part.high * share < 1;
      if (big.dimension !== small.dimension || !fits) continue;
      const [low, high] = [whole.low + part.low * share, whole.high + part.high * share];
      sums.push({ ...whole, low, high, half: part.half * share });
    }
  return sums.length ? { readings: sums, start: left.start, end: right.end, weak: false } : null;
}
