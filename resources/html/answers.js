/* Answers that an author lists, each with its share, as Moodle documents them. */

const POWER_OF_TEN = /(?:[x×*·]10(?:\^|\*\*)|e)(?=[+-]?\p{Nd})/giu;
const PLAIN_NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/;
const LONGEST_NUMBER = 100;

/* What a float may be off by, of its size: 0.1 + 0.2 is meant as 0.3. */
const FLOAT_SLACK = 1e-14;

/* What the best answer that fits is worth, held to 0–1, and what its author says of it. */
function gradeAnswers(text, accept, marked) {
  const fitting = accept.answers.filter((answer) => answerFits(answer, text, accept));
  if (!fitting.length) return { score: 0, why: "" };
  const best = fitting.reduce((most, each) => (held(each.share) > held(most.share) ? each : most));
  const score = held(best.share);
  return { score, why: (marked ? plainWords(best.why) : best.why) || counted(score) };
}

/* Whether nothing but a number earns anything. */
function wantsNumber(accept) {
  const worth = accept.answers.filter((answer) => answer.share > 0);
  return worth.length > 0 && worth.every((answer) => answer.type === "number");
}

/* Whether one of the answers, other than "anything else", says something of this text. */
function isForeseen(text, accept) {
  return accept.answers.some((answer) =>
    answerFits(answer, text, accept) && (answer.type === "number" || !isAnything(answer.text)));
}

/* The number that was typed, or null. Spaces are dropped; a comma separates thousands where
   there is a dot or a second comma, or else decimals. */
function numberIn(text) {
  let bare = wordsOf(cut(text, 2 * LONGEST_NUMBER)).join("").replaceAll("−", "-");
  bare = plainDigits(bare.replace(POWER_OF_TEN, "e"));
  const several = bare.includes(".") || bare.split(",").length > 2;
  bare = bare.replaceAll(",", several ? "" : ".");
  if (bare.length > LONGEST_NUMBER || !PLAIN_NUMBER.test(bare)) return null;
  return Number.isFinite(Number(bare)) ? Number(bare) : null;
}

/* The share as a score: within 0 and 1. */
function held(share) {
  return share > 0 ? Math.min(1, share) : 0;
}

/* What a part of the credit comes to, in a sentence; nothing for none or all of it. */
function counted(score) {
  const percent = Math.min(Math.max(rounded(100 * score), 1), 99);
  return score > 0 && score < 1 ? `Right in part: this counts ${percent} %.` : "";
}

function answerFits(answer, text, accept) {
  if (answer.type === "text") return fitsPattern(answer.text, text, accept.exact_case);
  const [typed, { number, tolerance }] = [numberIn(text), answer];
  if (typed === null || !Number.isFinite(number) || !Number.isFinite(tolerance)) return false;
  const most = tolerance + FLOAT_SLACK * Math.max(Math.abs(number), tolerance);
  return Math.abs(typed - number) <= most;
}

/* Whether the whole text is what the pattern says: * for any characters, \* for an asterisk. */
function fitsPattern(pattern, text, exactCase) {
  const shown = comparable(trimmed(text), exactCase);
  const [first, ...others] = literalsOf(pattern).map((part) => comparable(part, exactCase));
  if (!others.length) return shown === first;
  const last = others.pop();
  if (!shown.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = shown.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return shown.length - last.length >= at && shown.endsWith(last);
}

/* Whether every text fits. */
function isAnything(pattern) {
  const literals = literalsOf(pattern);
  return literals.length > 1 && literals.every((part) => !part);
}

/* The words between the wildcards, one at least. */
function literalsOf(pattern) {
  return trimmed(pattern).split(/(?<!\\)\*+/).map((part) => part.replaceAll("\\*", "*"));
}

function comparable(text, exactCase) {
  const composed = text.normalize("NFC");
  return exactCase ? composed : casefold(composed).normalize("NFC");
}
