/* Numbers as people write them: digits in any locale, number words, fractions. */

/* No sensible answer is longer; more is not read, so that a pasted book costs nothing. */
const LONGEST_NUMERAL = 300;
const MOST_NUMBER_WORDS = 14;

const MULTIPLIERS = asMap({
  couple: 2, dozen: 12, hundred: 100, hundreds: 100, k: 1e3, thousand: 1e3, thousands: 1e3,
  million: 1e6, millions: 1e6, mn: 1e6, mln: 1e6, mil: 1e6, billion: 1e9, billions: 1e9,
  bn: 1e9, b: 1e9, trillion: 1e12, trn: 1e12,
});
const ALONE = ["couple", "dozen", "hundred"];
const VAGUE = ["hundreds", "thousands", "millions", "billions", "o"];
const PARTS = asMap({
  half: 2, halves: 2, third: 3, thirds: 3, quarter: 4, quarters: 4, fourth: 4, fourths: 4,
  fifth: 5, fifths: 5, sixth: 6, sixths: 6, seventh: 7, sevenths: 7, eighth: 8, eighths: 8,
  ninth: 9, ninths: 9, tenth: 10, tenths: 10,
});

const ONES = "zero one two three four five six seven eight nine".split(" ");
const TEENS =
  "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const MAGNITUDES = asMap({ thousand: 1e3, million: 1e6, billion: 1e9 });

const NUMERAL_TOKEN = new RegExp(
  [
    `(?<!${LETTER})(?:(?<![^\\s(])-)?` + // no letter before; a minus only after a space
      "(?:[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*" +
      "|(?<![\\p{L}\\p{N}_.,])[.,][0-9]+)",
    `${LETTER}+[23]?(?![0-9])`, // a word; km2
    "[^\\p{L}\\p{N}_\\s]",
  ].join("|"),
  "gu",
);
const LOOSE_DASH = /(?<=[^\s(])\s+-\s*(?=[0-9])/g;
const MINUS_WORD = new RegExp(`(?<!${WORD})(?:minus|negative) +(?=[0-9])`, "gu");

/* Lower case, plain digits, dashes, apostrophes and spaces. */
function readable(text) {
  const short = cut(wordsOf(text.replace(/\p{Cs}/gu, "")).join(" "), LONGEST_NUMERAL);
  const split = short.replace(/[¼-¾⅐-⅞]/g, (part) => ` ${part.normalize("NFKC")}`);
  const plain = casefold(cut(split.normalize("NFKC"), LONGEST_NUMERAL));
  const signs = plain.replace(/[‐‑‒–—―−]/g, "-").replace(/[’‘ʼ`′]/g, "'").replaceAll("⁄", "/");
  return plainDigits(signs);
}

function numeralTokens(text) {
  return readable(text).replace(LOOSE_DASH, " - ").replace(MINUS_WORD, "-").match(NUMERAL_TOKEN) ??
    [];
}

/* The number that begins at a token, with its fraction and multipliers: `readings` pairs each
   value that its digits can mean with half a unit of its last digit. */
function numberAt(tokens, at) {
  const article = tokens[at] === "a" || tokens[at] === "an";
  const start = at + (article ? 1 : 0);
  const count = article ? null : countAt(tokens, at);
  let found = slashed(tokens, count) ?? ratio(tokens, count) ?? namedPart(tokens, start, count);
  if (!found && !count && ALONE.includes(tokens[start])) found = numberOf([[1, 0.5]], start);
  else if (!found && count) found = withPart(tokens, count);
  return found ? multiplied(tokens, { ...found, weak: found.weak && !article }) : null;
}

function numberOf(readings, end, more = {}) {
  return { readings, end, scale: 1, fraction: false, weak: false, ...more };
}

function timesOf(number, factor) {
  return number.readings.map(([value, half]) => [value * factor, half * factor]);
}

/* 1.300 and 1,300 mean thirteen hundred or one and three tenths, by locale. */
function numeralValues(numeral) {
  const sign = numeral.startsWith("-") ? -1 : 1;
  const digits = numeral.replace(/^-+/, "").replace(/[ ']/g, "");
  const marks = digits.match(/[.,]/g) ?? [];
  if (!marks.length) return [[sign * Number(digits), 0.5]];
  const found = [];
  if (new Set(marks).size === 1 && isGrouped(digits.split(/[.,]/)))
    found.push([sign * Number(digits.replace(/[.,]/g, "")), 0.5]);
  const dotted = digits.replaceAll(",", ".");
  const last = dotted.lastIndexOf(".");
  const [whole, decimals] = [dotted.slice(0, last), dotted.slice(last + 1)];
  const isDecimal = !marks.slice(0, -1).includes(marks.at(-1)) && isGrouped(whole.split("."));
  if (marks.length === 1 || isDecimal) {
    const value = Number(`${whole.replaceAll(".", "")}.${decimals}`);
    found.push([sign * value, 0.5 * 10 ** -decimals.length]);
  }
  return found;
}

/* Whether digits are parted as thousands are: 1.300.000, not 1.30 or 0.300. */
function isGrouped([first, ...rest]) {
  return (
    first !== "" && first[0] !== "0" && first.length <= 3 && rest.every((part) => part.length === 3)
  );
}

function isNumeral(token) {
  return /^[0-9]/.test((token ?? "").replace(/^[-.,]+/, ""));
}

/* A plain numeral or a run of number words. */
function countAt(tokens, at) {
  if (isNumeral(tokens[at])) {
    const values = numeralValues(tokens[at]);
    return values.length ? numberOf(values, at + 1) : null;
  }
  for (let end = Math.min(at + MOST_NUMBER_WORDS, tokens.length); end > at; end -= 1) {
    const value = valueOfTokens(tokens.slice(at, end));
    if (value !== null) return spoken(tokens, at, end, value);
  }
  return null;
}

function valueOfTokens(words) {
  if (words.at(-1) === "-" || words[0] === "-" || words.some(isNumeral)) return null;
  return valueOfWords(words.filter((word) => word !== "-"));
}

/* What number words say, up to billions; null where they are none. */
function valueOfWords(words) {
  let [total, group, joins] = [0, null, false];
  for (const [at, word] of words.entries()) {
    if (word === "and") {
      if (joins || at === words.length - 1 || !takesAnd(total, group)) return null;
      joins = true;
      continue;
    }
    const singular = word.replace(/(?<=hundred|thousand|million|billion)s$/, "");
    const magnitude = MAGNITUDES.get(singular);
    if (magnitude) {
      total = raisedBy(magnitude, total, group);
      group = null;
    } else {
      group = grown(group, singular, total);
    }
    if (total === null || (group === null && !magnitude)) return null;
    joins = false;
  }
  return words.length ? total + (group ?? 0) : null;
}

/* "Two thousand three" times a million is all of that; "one million two" times a thousand
   adds to it. */
function raisedBy(magnitude, total, group) {
  if (group >= 1000 && magnitude === 1e3) return null;
  if (total < magnitude) return (total + (group ?? 0) || 1) * magnitude;
  return total % (1000 * magnitude) === 0 ? total + (group || 1) * magnitude : null;
}

/* Whether "and" may follow: a hundred and five, two thousand and one, twenty and five. */
function takesAnd(total, group) {
  return group === null ? total > 0 : group >= 10;
}

/* The number below ten thousand that one more word makes; null where it cannot follow. */
function grown(group, word, total) {
  if (word === "hundred") {
    if (!group) return total ? null : 100;
    return group < (total % 1e6 ? 10 : 100) ? group * 100 : null;
  }
  const [one, teen, ten] = [ONES, TEENS, TENS].map((words) => words.indexOf(word));
  if (one === 0) return group || total ? null : 0;
  const whole = group ?? 0;
  if (one > 0) return whole % 10 === 0 && whole % 100 !== 10 ? whole + one : null;
  if (teen >= 0) return whole % 100 === 0 ? whole + 10 + teen : null;
  return ten > 0 && whole % 100 === 0 ? whole + 10 * ten : null;
}

/* Number words as a number; a last "thousand" is left to be read as a multiplier. */
function spoken(tokens, at, end, value) {
  const last = tokens[end - 1];
  if (end - at === 1 && VAGUE.includes(tokens[at])) return null;
  if (end - at > 1 && MULTIPLIERS.has(last)) {
    const smaller = valueOfTokens(tokens.slice(at, end - 1));
    if (smaller !== null && smaller * MULTIPLIERS.get(last) === value)
      return numberOf([[smaller, 0.5]], end - 1);
  }
  if (tokens[end] === "point") return spokenDecimals(tokens, end, value);
  return numberOf([[value, 0.5]], end, { weak: end - at === 1 && tokens[at] === "one" });
}

function spokenDecimals(tokens, point, whole) {
  let [digits, end] = ["", point + 1];
  for (; end < tokens.length; end += 1) {
    const digit = valueOfTokens([tokens[end]]);
    if (digit === null || digit >= 10) break;
    digits += digit;
  }
  return numberOf([[whole + Number(`0.${digits || 0}`), 0.5 * 10 ** -digits.length]], end);
}

/* A small plain whole number, as fractions are made of. */
function wholeOf(number) {
  if (!number || number.readings.length !== 1) return null;
  const [[value]] = number.readings;
  return value >= 0 && value <= 1000 && Number.isInteger(value) ? value : null;
}

/* 2/3 and 1 1/2, but not the start of 6/8/2024. */
function slashed(tokens, above) {
  if (!above || wholeOf(above) === null) return null;
  if (tokens[above.end] !== "/") {
    const follows = isNumeral(tokens[above.end]) && tokens[above.end + 1] === "/";
    return summed(above, follows ? slashed(tokens, countAt(tokens, above.end)) : null);
  }
  const below = above.end + 1 < tokens.length ? countAt(tokens, above.end + 1) : null;
  const divisor = wholeOf(below);
  if (!divisor || tokens[below.end] === "/") return null;
  return numberOf([[above.readings[0][0] / divisor, 0]], below.end, { fraction: true });
}

/* One in five, 2 out of 3. */
function ratio(tokens, above) {
  if (!above) return null;
  const isOutOf = tokens[above.end] === "out" && tokens[above.end + 1] === "of";
  if (!isOutOf && tokens[above.end] !== "in") return null;
  const at = above.end + (isOutOf ? 2 : 1);
  const below = at < tokens.length ? countAt(tokens, at) : null;
  const [part, whole] = [wholeOf(above), wholeOf(below)];
  if (part === null || whole === null || !(part < whole && whole <= 100)) return null;
  return numberOf([[part / whole, 0]], below.end, { fraction: true });
}

/* Two-thirds, a fifth, half. */
function namedPart(tokens, start, count) {
  let at = count ? count.end : start;
  if (count && tokens[at] === "-") at += 1;
  const divisor = PARTS.get(tokens[at]);
  const number = count ? wholeOf(count) : 1;
  if (!divisor || number === null || !(number > 0 && number < divisor)) return null;
  return numberOf([[number / divisor, 0]], at + 1, { fraction: true, weak: !count });
}

/* Two and a half, where a part follows; else the number as it is. */
function withPart(tokens, whole) {
  const at = whole.end + 1;
  if (tokens[whole.end] !== "and" || at >= tokens.length) return whole;
  const article = tokens[at] === "a" || tokens[at] === "an";
  const count = article ? null : countAt(tokens, at);
  return summed(whole, namedPart(tokens, at + (article ? 1 : 0), count)) ?? whole;
}

function summed(whole, part) {
  if (!part) return null;
  const more = part.readings[0][0];
  return numberOf(whole.readings.map(([value]) => [value + more, 0]), part.end);
}

/* The number with the multipliers that follow: 10 thousand, half a million, two dozen. */
function multiplied(tokens, number) {
  let { end, scale } = number;
  for (;;) {
    let next = end;
    while (number.fraction && ["of", "a", "an"].includes(tokens[next])) next += 1;
    const factor = MULTIPLIERS.get(tokens[next]);
    if (!factor) break;
    [end, scale] = [next + 1, scale * factor];
  }
  return { ...number, end, scale, fraction: number.fraction && scale === 1 };
}
