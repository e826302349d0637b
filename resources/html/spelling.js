/* When two spellings are one answer: folding, and the rule for slips of the pen. */

/* No answer is longer; more is not compared. */
const LONGEST_TEXT = 1000;
const MOST_SLIPS = 3;

const PLAIN_LETTERS = {
  ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ħ: "h",
};
const ARTICLES = new RegExp(`^(?:(?:the|an|a) )+(?=\\S)|(?<!${WORD})the (?=\\S)`, "gu");
const APOSTROPHES = /['’‘ʼ`′ʹ]/g;
const THOUSANDS_MARK = /(?<=[0-9])[, ](?=[0-9]{3}(?![0-9]))/g;
const NUMBER_MARK = new RegExp(`(?<=[0-9])[.,](?=[0-9])|(?<!${WORD})-(?=[0-9])`, "gu");

/* The text without what does not matter: case, marks, punctuation, articles. Punctuation
   inside numbers stays, since 1.5 is not 15; so does the sign of a number. */
function fold(text) {
  const written = asWritten(text);
  let plain = withoutAccents(written).replaceAll("−", "-").replace(APOSTROPHES, "");
  plain = plain.replace(THOUSANDS_MARK, "").replaceAll("&", " and ");
  const kept = new Set([...plain.matchAll(NUMBER_MARK)].map((found) => found.index));
  const spaced = plain.replace(/\p{P}/gu, (sign, at) =>
    kept.has(at) || "%#".includes(sign) ? sign : " ");
  return wordsOf(spaced).join(" ").replace(ARTICLES, "") || written;
}

/* How many slips a word of so many letters may have. */
function slipsAllowed(letters) {
  return (letters >= 5 ? 1 : 0) + (letters >= 9 ? 1 : 0);
}

/* Which accepted text was typed: `{meant, slips}`, or `{meant, rival}` where the slips may as
   well mean a rival, or null. */
function spelled(typed, accepted, rivals) {
  let text = typed;
  if ([...text].length > LONGEST_TEXT) {
    text = wordsOf(text).join(" ");
    if ([...text].length > LONGEST_TEXT) return null;
  }
  const folded = fold(text);
  const exact = spelledExactly(text, folded, accepted, rivals);
  if (exact) return exact;
  if (rivals.some((rival) => sameSpelling(folded, fold(rival)))) return null;
  const nearest = nearestSpelling(folded, accepted);
  if (!nearest) return null;
  const rival = rivals.find((each) =>
    mayMean(folded, nearest.slips, fold(nearest.meant), fold(each)));
  return rival === undefined ? nearest : { meant: nearest.meant, rival };
}

/* A match but for what folding drops; a rival that is nearer letter by letter wins. */
function spelledExactly(typed, folded, accepted, rivals) {
  const written = asWritten(typed);
  const isRival = rivals.some((rival) => asWritten(rival) === written);
  const isWritten = accepted.some((text) => asWritten(text) === written);
  const meant = accepted.find((text) => sameSpelling(folded, fold(text)));
  return meant !== undefined && (!isRival || isWritten) ? { meant, slips: 0 } : null;
}

function nearestSpelling(folded, accepted) {
  const near = accepted
    .map((meant) => ({ meant, slips: slipsIn(folded, fold(meant)) }))
    .filter((each) => each.slips !== null);
  near.sort((one, other) => one.slips - other.slips || (one.meant < other.meant ? -1 : 1));
  return near[0] ?? null;
}

function asWritten(text) {
  return casefold(wordsOf(text.normalize("NFKC")).join(" "));
}

function withoutAccents(text) {
  const plain = text.replace(/[øłđðþæœıħ]/g, (letter) => PLAIN_LETTERS[letter]);
  return plain.normalize("NFKD").replace(/\p{M}/gu, (mark) => (isCombining(mark) ? "" : mark));
}

/* Whether a mark joins the letter before it: only such marks change places when they are put
   in order, before U+0334 (class 1) or after U+0345 (class 240). */
function isCombining(mark) {
  return [`${mark}\u0334`, `\u0345${mark}`].some((pair) => pair.normalize("NFD") !== pair);
}

/* Written as one word, numbers kept apart. */
function closedUp(folded) {
  return folded.replace(/(?<![0-9]) | (?![0-9])/g, "");
}

function sameSpelling(left, right) {
  return left === right || closedUp(left) === closedUp(right);
}

/* Slips in `typed` read as `accepted`; null where they are too many or touch digits. */
function slipsIn(typed, accepted) {
  const numbers = [typed, accepted].map((text) => (text.match(/[0-9]+/g) ?? []).join(" "));
  if (numbers[0] !== numbers[1]) return null;
  const [left, right] = [wordsOf(typed), wordsOf(accepted)];
  // A lost or added space is no slip, but leaves only one for the letters.
  if (left.length !== right.length) return slipsInWord(closedUp(typed), closedUp(accepted), 1);
  const found = right.map((word, at) =>
    slipsInWord(left[at], word, slipsAllowed([...word].length)));
  if (found.includes(null)) return null;
  const total = found.reduce((sum, slips) => sum + slips, 0);
  return total > MOST_SLIPS ? null : total;
}

/* Slips in one word; its first letter must be right, or swapped with the second. */
function slipsInWord(typed, accepted, atMost) {
  const [one, other] = [[...typed], [...accepted]];
  const most = Math.min(atMost, slipsAllowed(other.length));
  const slips = slipsBetween(typed, accepted, most);
  const swapped = one.slice(0, 2).join("") === other.slice(0, 2).reverse().join("");
  const startsRight = one[0] === other[0] || swapped;
  return slips <= most && (slips === 0 || startsRight) ? slips : null;
}

/* Whether the text is as near to the rival, or has slips in words that tell them apart. */
function mayMean(typed, slips, meant, rival) {
  if (slipsBetween(typed, rival, slips) <= slips) return true;
  const words = [typed, meant, rival].map(wordsOf);
  if (words.some((each) => each.length !== words[0].length))
    return oneSlipApart(closedUp(meant), closedUp(rival));
  const telling = [...words[1].keys()].filter((at) => words[1][at] !== words[2][at]);
  return (
    telling.every((at) => oneSlipApart(words[1][at], words[2][at])) &&
    telling.some((at) => words[0][at] !== words[1][at])
  );
}

/* Whether one misspelling could be a slip of either word (north, south). */
function oneSlipApart(meant, rival) {
  const reach = 2 * slipsAllowed([...meant].length);
  return slipsBetween(meant, rival, reach) <= reach;
}
