/* Units of measure by the names people write, and conversion between them. */

/* A letter that multiplies ("2m" for two million) where it is not a unit ("2 m"). */
const MILLION = { name: "million", dimension: "multiplier", factor: 1e6, offset: 0 };

const LENGTHS = [
  ["metre", 1, "m metre metres meter meters"],
  ["kilometre", 1000, "km kms kilometre kilometres kilometer kilometers"],
  ["centimetre", 0.01, "cm centimetre centimetres centimeter centimeters"],
  ["millimetre", 0.001, "mm millimetre millimetres millimeter millimeters"],
  ["mile", 1609.344, "mi mile miles"],
  ["yard", 0.9144, "yd yds yard yards"],
  ["foot", 0.3048, "ft foot feet"],
  ["inch", 0.0254, "inch inches"], // not "in": "600 in all"
  ["nautical mile", 1852, "nmi nauticalmile nauticalmiles"],
];

const OTHER_UNITS = {
  area: [
    ["hectare", 1e4, "ha hectare hectares"],
    ["acre", 4046.8564224, "acre acres"],
  ],
  volume: [
    ["litre", 1e-3, "l litre litres liter liters"],
    ["millilitre", 1e-6, "ml millilitre millilitres milliliter milliliters"],
    ["gallon", 3.785411784e-3, "gal gallon gallons"],
    ["barrel", 0.158987294928, "bbl barrel barrels"],
  ],
  mass: [
    ["gram", 1, "g gram grams gramme grammes"],
    ["kilogram", 1e3, "kg kgs kilo kilos kilogram kilograms"],
    ["tonne", 1e6, "t ton tons tonne tonnes metrictons"],
    ["pound", 453.59237, "lb lbs pound pounds"],
    ["ounce", 28.349523125, "oz ounce ounces"],
  ],
  speed: [
    ["km/h", 1 / 3.6, "km/h kmh kph kmph kilometresperhour kilometersperhour kmperhour"],
    ["m/s", 1, "m/s metrespersecond meterspersecond"],
    ["mph", 0.44704, "mph mi/h milesperhour milesanhour"],
    ["knot", 1852 / 3600, "kn knot knots"],
  ],
  time: [
    ["second", 1 / 1440 / 60, "s sec secs second seconds"],
    ["fortnight", 14, "fortnight fortnights"],
    ["minute", 1 / 1440, "min mins minute minutes"],
    ["hour", 1 / 24, "h hr hrs hour hours"],
    ["day", 1, "d day days"],
    ["week", 7, "w wk wks week weeks"],
    ["month", 30.44, "mo mos mth mths month months"],
    ["year", 365.25, "y yr yrs year years"],
    ["decade", 3652.5, "decade decades"],
    ["century", 36525, "century centuries"],
  ],
  share: [
    ["percent", 0.01, "% percent pct percentage"],
    ["share", 1, "share fraction proportion"],
  ],
  dollars: [["dollar", 1, "$ usd dollar dollars"]],
  euros: [["euro", 1, "€ eur euro euros"]],
  "pounds sterling": [["pound", 1, "£ gbp pound pounds"]],
  roubles: [["rouble", 1, "₽ rub rouble roubles ruble rubles"]],
  hryvnias: [["hryvnia", 1, "₴ uah hryvnia hryvnias"]],
};

const TEMPERATURES = [
  ["°C", 1, 0, "°c celsius degreescelsius degreesc"],
  ["°F", 5 / 9, -160 / 9, "°f fahrenheit degreesfahrenheit degreesf"],
];

const POWERS = [
  [2, "area", ["sq", "square"], ["2", "sq", "squared"]],
  [3, "volume", ["cu", "cubic"], ["3", "cubed"]],
];

const UNITS = unitsByName();

/* Every unit of that name ("pounds": weight or money), none for count nouns. */
function unitsNamed(text) {
  const folded = casefold(text.normalize("NFKC")).replace(/[.\-^()]/g, "");
  return UNITS.get(wordsOf(folded).join("")) ?? [];
}

/* The number of `target` units that a number of `source` units of the same dimension makes. */
function converted(number, source, target) {
  return (number * source.factor + source.offset - target.offset) / target.factor;
}

/* Whether converting only moves the decimal point, so that nobody needs to round. */
function convertsExactly(source, target) {
  if (source.offset !== target.offset) return false;
  const power = Math.log10(source.factor / target.factor);
  return Math.abs(power - Math.round(power)) <= 1e-9 * Math.max(1, Math.abs(power));
}

function unitsByName() {
  const found = new Map();
  const add = (unit, names) => {
    for (const name of names) found.set(name, [...(found.get(name) ?? []), unit]);
  };
  for (const [name, factor, names] of LENGTHS) {
    add({ name, dimension: "length", factor, offset: 0 }, names.split(" "));
    for (const [power, dimension, before, after] of POWERS) {
      const raised = {
        name: `${before[1]} ${name}`, dimension, factor: factor ** power, offset: 0,
      };
      for (const each of names.split(" "))
        add(raised, [...before.map((word) => word + each), ...after.map((word) => each + word)]);
    }
  }
  for (const [dimension, units] of Object.entries(OTHER_UNITS))
    for (const [name, factor, names] of units)
      add({ name, dimension, factor, offset: 0 }, names.split(" "));
  add(MILLION, ["m"]);
  for (const [name, factor, offset, names] of TEMPERATURES)
    add({ name, dimension: "temperature", factor, offset }, names.split(" "));
  return found;
}
