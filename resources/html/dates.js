/* Dates as people type them, in English words or in digits of any order. Days are numbers;
   a part of a date is `{year, month, day, season, third, years}` with null for what it does
   not say: `season` is an EDTF code (21 to 24), `third` 0 for early, 1 for mid, 2 for late,
   `years` 10 for a decade and 2 for "2024/25". A range has a `first` and a `last` part. */

const MONTHS = (
  "january february march april may june july august september october november december"
).split(" ");
const SEASONS = asMap({ spring: 21, summer: 22, autumn: 23, winter: 24 });
const DATE_SIGNS = new Map([
  ...MONTHS.map((name, at) => [name, `M${at + 1}`]),
  ...[...SEASONS].map(([name, code]) => [name, `S${code}`]),
  ["autumnal", "S23"],
]);
const DATE_WORDS = asMap({
  fall: "S23", sept: "M9", early: "P0", beginning: "P0", start: "P0", mid: "P1", middle: "P1",
  late: "P2", end: "P2", to: "TO", until: "TO", till: "TO", through: "TO", "-": "TO", and: "&",
  or: "&",
});
const ORDINALS = asMap({
  first: "one", second: "two", third: "three", fourth: "four", fifth: "five", sixth: "six",
  seventh: "seven", eighth: "eight", ninth: "nine", tenth: "ten", eleventh: "eleven",
  twelfth: "twelve", thirteenth: "thirteen", fourteenth: "fourteen", fifteenth: "fifteen",
  sixteenth: "sixteen", seventeenth: "seventeen", eighteenth: "eighteen",
  nineteenth: "nineteen", twentieth: "twenty", thirtieth: "thirty",
});

const MARK = "\\s?[-./]\\s?";
const NUMERIC_DATE = new RegExp(
  `(?<![\\p{L}\\p{N}_.,/])(?:${[
    `(?<y>[0-9]{4})${MARK}(?<m>[0-9]{1,2})${MARK}(?<d>[0-9]{1,2})`,
    `(?<a>[0-9]{1,2})${MARK}(?<b>[0-9]{1,2})${MARK}(?<c>[0-9]{4}|[0-9]{2})`,
    "(?<cy>[12][0-9]{3})(?<cm>[01][0-9])(?<cd>[0-3][0-9])",
    "(?<from>[0-9]{4})\\s?[-/]\\s?(?<upto>[0-9]{2})",
    `(?<mm>[0-9]{1,2})${MARK}(?<my>[0-9]{4})`,
    "(?<e>[0-9]{1,2})\\s?[./]\\s?(?<f>[0-9]{1,2})",
  ].join("|")})(?![\\p{L}\\p{N}_/]|[.,][0-9])`,
  "gu",
);
const CLOCK = new RegExp(
  `(?:(?<=[0-9])t|(?<!${WORD}))[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?z?(?!${WORD})`, "gu");
const BETWEEN = new RegExp(`(?<!${WORD})between(?!${WORD})(.*?)(?<!${WORD})and(?!${WORD})`, "gu");
const HYPHENED = new RegExp(
  `(?<!${WORD})([0-9]{1,2})-([a-z]{3,})|(?<=[a-z])-([0-9]{2,4})(?!${WORD})|(?<!${WORD})(mid)-`,
  "gu",
);
const SPOKEN_YEAR = new RegExp(`(?<!${WORD})(19|20) ([0-9]{2})(?!${WORD})`, "gu");
const DATE_TOKEN = new RegExp(`N[0-9]+|'?[0-9]+(?:st|nd|rd|th|s)?|${LETTER}+|-`, "gu");
const EXPRESSION = new RegExp(
  [
    "N(?<n>\\d+)",
    "(?:Y(?<y0>\\d+) )?(?:P(?<third>\\d) )?(?:D(?<d1>\\d+) )?M(?<m>\\d+)(?: D(?<d2>\\d+))?" +
      "(?: (?:Y(?<y>\\d+)|[yD](?<yy>\\d+)))?",
    "(?:P(?<sthird>\\d) )?S(?<s>\\d+)(?: (?:Y(?<sy>\\d+)|[yD](?<syy>\\d+)|N(?<sn>\\d+)))?",
    "X(?<decade>\\d+)",
    "(?:P(?<ythird>\\d) )?Y(?<year>\\d+)",
    "y(?<year2>\\d+)",
    "D(?<d>\\d+)(?: Y(?<dy>\\d+))?",
  ].join("|"),
  "g",
);

/* Each date that the text names, with every way to read it; none for a stray number. */
function readDates(text) {
  const [tokens, numeric] = dateTokens(text);
  const found = [...tokens.matchAll(EXPRESSION)];
  const mentions = [];
  while (found.length) {
    const first = found.shift();
    const parts = partsOf(first, numeric);
    const end = first.index + first[0].length;
    if (found.length && tokens.slice(end, found[0].index).trim() === "TO")
      mentions.push(rangesOf(parts, partsOf(found.shift(), numeric)));
    else mentions.push(parts.filter(saysWhen));
  }
  return mentions;
}

/* The first and last day of a part, in its own year or else in `year`; null for no such date. */
function daysOf(part, otherYear) {
  const year = part.year ?? otherYear;
  if (year < 2 || year > 9998) return null; // so that a day before or after is still a date
  if (part.years === 10) return edtfDays(`${fourDigits(year).slice(0, 3)}X`);
  if (part.season === null && part.years === 2)
    return edtfDays(`${fourDigits(year)}/${fourDigits(year + 1)}`);
  const rest = [part.season || part.month, part.day].filter((each) => each !== null);
  const whole = edtfDays([fourDigits(year), ...rest.map(twoDigits)].join("-"));
  return whole && part.third !== null ? thirdOf(whole, part.third) : whole;
}

/* The same of a range that begins in its own year or else in `year`. */
function rangeDays(range, year) {
  const first = daysOf(range.first, year);
  let last = daysOf(range.last, year);
  if (first && last && last.last < first.first && range.last.year === null)
    last = daysOf(range.last, year + 1);
  return first && last && first.first <= last.last ? { first: first.first, last: last.last } : null;
}

/* An EDTF level 1 date as its first and last day, with its precision. */
function edtfDays(edtf) {
  if (edtf.includes("/")) {
    const [first, last] = edtf.split("/").map(edtfDays);
    return first && last && first.first <= last.last
      ? { first: first.first, last: last.last, precision: "interval" } : null;
  }
  const match = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?$/.exec(edtf);
  if (!match || match[1] === "0000") return null;
  const [, year, month = "XX", day = "XX"] = match;
  const [low, high] = ["0", "9"].map((digit) => Number(year.replaceAll("X", digit)));
  const whole = (precision) => span(dayNumber(low, 1, 1), dayNumber(high + 1, 1, 1) - 1, precision);
  if (low !== high) return match[2] || year.startsWith("00") ? null : whole("decade");
  if (month === "XX") return day === "XX" ? whole("year") : null;
  return withinYear(low, Number(month), day === "XX" ? null : Number(day));
}

function withinYear(year, month, day) {
  if (month >= 21 && month <= 24 && day === null) {
    const first = 3 * (month - 20);
    return span(dayNumber(year, first, 1), dayNumber(year, first + 3, 1) - 1, "season");
  }
  if (month < 1 || month > 12) return null;
  const [first, next] = [dayNumber(year, month, 1), dayNumber(year, month + 1, 1)];
  if (day === null) return span(first, next - 1, "month");
  const exact = first + day - 1;
  return day >= 1 && exact < next ? span(exact, exact, "day") : null;
}

function span(first, last, precision) {
  return { first, last, precision };
}

/* Days are counted as the calendar of today goes, in every century. */
function dayNumber(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86400000);
}

function yearOf(day) {
  return new Date(day * 86400000).getUTCFullYear();
}

/* Early, mid or late: ten days of a month, a third of anything longer. */
function thirdOf({ first, last }, third) {
  const length = Math.floor((last - first + 1) / 3);
  const start = first + length * third;
  return span(start, third < 2 ? start + length - 1 : last, "interval");
}

function fourDigits(number) {
  return String(number).padStart(4, "0");
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}

/* The text in short signs ("D6 M8 Y2024"), and the numeric dates that its Ns stand for. */
function dateTokens(text) {
  const plain = readable(text);
  const said = plain.replace(BETWEEN, "$1 to ").replace(CLOCK, " ");
  let digits = casefold(wordsAsDigits(said));
  if (/twenty|nineteen/.test(plain)) digits = digits.replace(SPOKEN_YEAR, "$1$2");
  const numeric = [];
  const numbered = digits.replace(NUMERIC_DATE, (...match) => {
    const parts = numericParts(match.at(-1));
    return parts.length ? ` N${numeric.push(parts) - 1} ` : match[0];
  });
  const spaced = numbered.replace(HYPHENED, (_, ...parts) =>
    parts.slice(0, 4).map((part) => ` ${part ?? ""}`).join("") + " ");
  const signs = (spaced.match(DATE_TOKEN) ?? []).map(dateSign);
  return [signs.filter(Boolean).join(" "), numeric];
}

/* Numbers in words as digits: "the sixth", "twenty twenty-four". */
function wordsAsDigits(text) {
  const pieces = text.split(/([a-z]+)/);
  let written = "";
  for (let at = 0; at < pieces.length; ) {
    const [digits, end] = at % 2 ? spokenDigits(pieces, at) : ["", at];
    const [decimals, last] = end > at ? decimalsAfter(pieces, end) : ["", end];
    written += end > at ? digits + decimals : pieces[at];
    at = Math.max(last, at + 1);
  }
  return written;
}

/* "Point six four" behind a number. */
function decimalsAfter(pieces, start) {
  let [decimals, end] = ["", start];
  if (pieces.slice(start, start + 2).join("") === " point")
    for (let at = start + 3; ONES.includes(pieces[at]) && pieces[at - 1] === " "; at += 2)
      [decimals, end] = [`${decimals || "."}${ONES.indexOf(pieces[at])}`, at + 1];
  return [decimals, end];
}

/* The longest number that begins with a word: its digits, and where it ends. Words stand at
   odd places, with what is between them at even ones. */
function spokenDigits(pieces, start) {
  if (/[^\s(,.]$/.test(pieces[start - 1] || " ")) return ["", start];
  let [words, best] = [[], ["", start]];
  for (let at = start; at < pieces.length; at += 2) {
    if (at > start && !/^(?: |-)$/.test(pieces[at - 1])) break;
    const ordinal = ORDINALS.get(pieces[at]);
    const ends = !/^-[a-z]/.test(pieces.slice(at + 1, at + 3).join(""));
    const value = valueOfWords([...words, ordinal ?? pieces[at]]);
    if (value !== null && (ends || ordinal)) best = [value + (ordinal ? "th" : ""), at + 1];
    if (ordinal || words.length > MOST_NUMBER_WORDS) break;
    words = [...words, pieces[at]];
  }
  return best;
}

/* One word or number in short; nothing for words that say nothing of a date. */
function dateSign(token) {
  const digits = token.replace(/\D/g, "");
  if (!digits) return DATE_WORDS.get(token) ?? spelledSign(token);
  if (token.startsWith("N")) return token;
  if (token.endsWith("s") && digits.endsWith("0"))
    return `X${digits.length === 4 ? digits : `19${digits}`}`;
  if (token.startsWith("'") && digits.length === 2) return `y${digits}`;
  return digits.length === 4 ? `Y${digits}` : `D${digits}`;
}

/* A month or season, abbreviated or with a slip; "Septmber" is one, "marched" is none. */
function spelledSign(word) {
  if ([...word].length < 3) return "";
  for (const [name, sign] of DATE_SIGNS)
    if (name.startsWith(word) && (sign.startsWith("M") || name === word)) return sign;
  const near = [...DATE_SIGNS.keys()].map((name) => [slipsBetween(word, name, 3), name]);
  near.sort(([one, name], [other, second]) => one - other || (name < second ? -1 : 1));
  const [[slips, name]] = near;
  return slips <= slipsAllowed(name.length) && word[0] === name[0] ? DATE_SIGNS.get(name) : "";
}

function partOf(more) {
  return { year: null, month: null, day: null, season: null, third: null, years: 1, ...more };
}

/* A date in digits; day and month are tried in both orders. */
function numericParts(found) {
  const number = (name) => (found[name] === undefined ? null : Number(found[name]));
  const real = (year, month, day = null) => {
    const part = partOf({ year, month, day });
    return daysOf(part, 2000) ? [part] : [];
  };
  if (found.y) return real(number("y"), number("m"), number("d"));
  if (found.cy) return real(number("cy"), number("cm"), number("cd"));
  if (found.from) {
    const [year, upto] = [number("from"), number("upto")];
    const both = (year + 1) % 100 === upto ? [partOf({ year, years: 2 })] : [];
    return [...real(year, upto), ...both];
  }
  if (found.mm) return real(number("my"), number("mm"));
  const [first, second] = [number("a") ?? number("e"), number("b") ?? number("f")];
  return fullYears(found.c).flatMap((year) =>
    [...real(year, first, second), ...real(year, second, first)]);
}

/* '24 may be 2024 or 1924. */
function fullYears(digits) {
  if (digits === undefined) return [null];
  const year = Number(digits);
  return digits.length === 4 ? [year] : [2000 + year, 1900 + year];
}

/* Every way to read one expression of signs. */
function partsOf({ groups }, numeric) {
  const number = (...names) => {
    const name = names.find((each) => groups[each] !== undefined);
    return name === undefined ? null : Number(groups[name]);
  };
  if (groups.n) return numeric[groups.n];
  if (groups.decade) return [partOf({ year: number("decade"), years: 10 })];
  if (groups.s) return seasonParts(groups, numeric);
  const short = groups.d1 && groups.d2 ? groups.d2 : (groups.yy ?? groups.year2); // 6 August 24
  const day = number("d1", "d2", "d");
  const third = number("third", "ythird");
  const years = short?.length === 2 ? fullYears(short) : [number("y", "y0", "year", "dy")];
  return years.map((year) => partOf({ year, month: number("m"), day, third }));
}

/* A winter lies in two years, and is called by either or by both. */
function seasonParts(groups, numeric) {
  let years = [groups.sy === undefined ? null : Number(groups.sy)];
  if (groups.sn)
    years = numeric[groups.sn].filter((part) => part.years === 2).map((part) => part.year);
  else if (groups.syy) years = fullYears(groups.syy);
  if (groups.s === "24" && !groups.sn)
    years = [...years, ...years.filter(Boolean).map((year) => year - 1)];
  const third = groups.sthird === undefined ? null : Number(groups.sthird);
  return years.map((year) => partOf({ year, season: Number(groups.s), third }));
}

/* Whether it is more than a day of some month. */
function saysWhen(part) {
  return part.day === null || part.month !== null;
}

function rangesOf(firsts, lasts) {
  const found = firsts.flatMap((first) => lasts.map((last) => completed(first, last)));
  return found.filter((range) => saysWhen(range.first) && saysWhen(range.last));
}

/* A range, each end completed from the other: "6–8 August 2024", "August 6–8". */
function completed(begins, ends) {
  let first = saysWhen(begins) ? begins : { ...begins, month: ends.month };
  let last = saysWhen(ends) ? ends : { ...ends, month: first.month };
  if (first.year === null && last.year !== null)
    first = { ...first, year: last.year - wraps(first, last) };
  else if (last.year === null && first.year !== null)
    last = { ...last, year: first.year + wraps(first, last) };
  return { first, last };
}

/* 1 where a range runs over New Year ("November to February 2025"), else 0. */
function wraps(first, last) {
  const [starts, ends] = [first, last].map((part) => daysOf({ ...part, year: null }, 2000));
  return starts && ends && starts.first > ends.first ? 1 : 0;
}
