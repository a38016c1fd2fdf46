const integer = /^-?\d+$/;

/** Whether the text of a JSON number is that of an integer, which .NET then keeps as one. */
export function isInteger(text: string): boolean {
  return integer.test(text);
}

/** The text that .NET gives for a number that was read from JSON: `1.50` is `1.5`, `1e3` is `1000`. */
export function netNumber(text: string): string {
  return isInteger(text) ? String(BigInt(text)) : netDouble(Number(text));
}

/** The text of a double in .NET: the shortest that gives it back, with an exponent from 1E+17 on and below 0.0001. */
export function netDouble(value: number): string {
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (!Number.isFinite(value) || (exponent < 17 && exponent > -5)) {
    return Object.is(value, -0) ? '-0' : String(value);
  }
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}E${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
