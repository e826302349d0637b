/* What a typed date is worth against the date that the text gives, by its precision. */

/* Right but less precise than the text: credit by the days that the answer leaves open beyond
   those of the text (a month, a season, a year, a decade). */
const COARSER = [[31, 0.5], [92, 0.4], [366, 0.25], [3653, 0.1]];

/* A day where the text gives a month; a date without the year that the text prints. */
const FINER_CREDIT = 0.5;
const NO_YEAR_CREDIT = 0.75;

/* Days: where "early", "mid" and "late" begin and end is a matter of taste. */
const THIRD_SLACK = 4;

const UNREADABLE_DATE = "This does not read as a date. One way to write a date: 6 August 2024.";

/* Several dates count as the worst of them, each as its best reading. */
function gradeDate(text, accept, item) {
  // "Since November 2024": the end that the text names is what can be answered.
  const key = edtfDays(accept.edtf.replace(/\/\.\.$/, "").replace(/^\.\.\//, ""));
  const grades = readDates(text).map((mention) => {
    const read = mention.map((reading) => gradeReading(reading, key, accept, item));
    return read.length ? highest(read) : { score: 0, why: UNREADABLE_DATE };
  });
  if (!grades.length) return { score: 0, why: UNREADABLE_DATE };
  return grades.reduce((low, each) => (each.score < low.score ? each : low));
}

function highest(grades) {
  return grades.reduce((best, each) => (each.score > best.score ? each : best));
}

/* One reading; without a year it is read in the year of the key. */
function gradeReading(reading, key, accept, item) {
  if ((reading.first ?? reading).year !== null) {
    const grade = placed(reading, 0, key, item);
    const wrongYear = !grade.score && rightButForYear(reading, key, item);
    return wrongYear ? { score: 0, why: "The year is wrong." } : grade;
  }
  const best = highest(yearsOf(key).map((year) => placed(reading, year, key, item)));
  if (accept.inferred || !best.score) return best;
  const why = best.why || `The text gives the year as well: ${item.key}.`;
  return { score: best.score * NO_YEAR_CREDIT, why };
}

/* The years that the key lies in, and the one before, in which its winter may begin. */
function yearsOf(key) {
  const first = Math.max(yearOf(key.first) - 1, 1);
  return Array.from({ length: yearOf(key.last) - first + 1 }, (_, at) => first + at);
}

/* A reading put into a year, which counts only where it names none. */
function placed(reading, year, key, item) {
  const days = reading.first ? rangeDays(reading, year) : daysOf(reading, year);
  if (!days) return { score: 0, why: "There is no such date." };
  const soft = (reading.third ?? null) === null ? 0 : THIRD_SLACK;
  const { first, last } = days;
  if (Math.abs(first - key.first) <= soft && Math.abs(last - key.last) <= soft)
    return { score: 1, why: "" };
  if (first - soft <= key.first && key.last <= last + soft) return coarser(days, key, item);
  if (isYearOfWinter(reading, days, key)) return coarser(days, key, item);
  if (key.first <= first && last <= key.last) return finer(reading, item);
  return { score: 0, why: "" };
}

/* Whether it is one of the two years that a winter lies in. */
function isYearOfWinter(reading, { first, last }, key) {
  const yearAlone = !reading.first && reading.month === null && reading.season === null;
  return yearAlone && key.precision === "season" && first <= key.last && key.first <= last;
}

function coarser({ first, last }, key, item) {
  const leftOpen = last - first - (key.last - key.first);
  const score = COARSER.find(([most]) => leftOpen <= most)?.[1] ?? 0;
  const right = score ? "Right as far as it goes" : "Too vague";
  return { score, why: `${right}; the text says ${item.key}.` };
}

/* Inside the key; "mid-April" is right where the evidence has those words. */
function finer(reading, item) {
  if (!reading.first && reading.third !== null && isPrinted(reading, item))
    return { score: 1, why: "" };
  return { score: FINER_CREDIT, why: `More precise than the text, which says ${item.key}.` };
}

/* Whether the evidence has the same early, mid or late month. */
function isPrinted(part, item) {
  const printed = item.evidence.flatMap((evidence) => readDates(evidence.exact).flat());
  return printed.some((other) =>
    !other.first && ["third", "month", "season"].every((name) => other[name] === part[name]));
}

function rightButForYear(reading, key, item) {
  if (reading.first || (reading.month === null && reading.season === null)) return false;
  const { month, day, season, third } = reading;
  const moved = partOf({ month, day, season, third });
  return yearsOf(key).some((year) => placed(moved, year, key, item).score === 1);
}
