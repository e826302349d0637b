/* What several files need of text: words, case, digits, and the light marks of questions. */

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "u");
const OUTER_SPACES = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");

/* The edges of a word in any alphabet, which \b knows of English alone. */
const WORD = "[\\p{L}\\p{N}_]";
const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";

/* A table to look typed words up in, where none is known by nature, as "constructor" is. */
function asMap(table) {
  return new Map(Object.entries(table));
}

function wordsOf(text) {
  return text.split(SPACES).filter(Boolean);
}

function trimmed(text) {
  return text.replace(OUTER_SPACES, "");
}

/* The first characters of a text; none of them is cut in two. */
function cut(text, most) {
  return text.length <= most ? text : [...text].slice(0, most).join("");
}

/* Without the difference of case: ß is ss, and both small sigmas are one. */
function casefold(text) {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
}

/* Digits of any script as 0 to 9. Unicode lists those of a script in a row that begins with 0. */
function plainDigits(text) {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((digit.codePointAt(0) - zero) % 10);
  });
}

/* How many letters are wrong, missing, too many or swapped with the next (optimal string
   alignment); more than `most` is only told as one more than that. */
function slipsBetween(left, right, most) {
  const [one, other] = [[...left], [...right]];
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], [...other.keys(), other.length]];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      now[at] = Math.min(now[at - 1] + 1, last[at] + 1, last[at - 1] + (same ? 0 : 1));
      const swapped =
        row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (swapped) now[at] = Math.min(now[at], before[at - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return Math.min(last[other.length], most + 1);
}

/* The number as it is rounded elsewhere: a half goes to the even neighbour. */
function rounded(number) {
  const low = Math.floor(number);
  if (number - low !== 0.5) return Math.round(number);
  return low % 2 ? low + 1 : low;
}

/* Marks: *emphasis*, ~lowered~, ^raised^, and \* for an asterisk. */
const MARK_TOKEN = /\\[\\*~^]|[*~^]/g;
const SMALL = {
  "~": ["0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"],
  "^": [
    "0123456789+-=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
  ],
};

/* The words with their styles, as pairs of a text and the marks that are open there; a mark
   that is never closed is a character like others. */
function runsOf(marked) {
  const tokens = [...marked.matchAll(MARK_TOKEN)];
  const left = {};
  for (const [token] of tokens) left[token] = (left[token] ?? 0) + 1;
  const runs = [];
  let [style, end] = ["", 0];
  const write = (text) => {
    const last = runs.at(-1);
    if (last && text && last[1] === style) last[0] += text;
    else if (text) runs.push([text, style]);
  };
  for (const found of tokens) {
    const [token] = found;
    write(marked.slice(end, found.index));
    end = found.index + token.length;
    left[token] -= 1;
    if (token.length > 1) write(token[1]);
    else if (style.includes(token)) style = style.replace(token, "");
    else if (left[token]) style = [...style, token].sort().join("");
    else write(token);
  }
  write(marked.slice(end));
  return runs;
}

/* The words alone; lowered and raised ones in small characters where Unicode has them. */
function plainWords(marked) {
  return runsOf(marked).map(([text, style]) => smallWords(text, style)).join("");
}

function smallWords(text, style) {
  for (const mark of ["~", "^"]) {
    const [large, small] = SMALL[mark].map((letters) => [...letters]);
    if (style.includes(mark) && [...text].every((letter) => large.includes(letter)))
      return [...text].map((letter) => small[large.indexOf(letter)]).join("");
  }
  return text;
}
