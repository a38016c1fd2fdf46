/**
 * A 64-bit integer as apps get it from the worker: not a number, but the `Long` object of the package `long`.
 * @see fixtures/node-worker/recordings.json, `typed data int`
 */
export class Long {
  readonly low: number;
  readonly high: number;
  readonly unsigned = false;

  constructor(value: number | bigint) {
    const integer = BigInt(value);
    this.low = Number(BigInt.asIntN(32, integer));
    this.high = Number(BigInt.asIntN(32, integer >> 32n));
  }

  toBigInt(): bigint {
    return (BigInt(this.high) << 32n) | BigInt(this.low >>> 0);
  }

  toNumber(): number {
    return Number(this.toBigInt());
  }

  toString(): string {
    return String(this.toBigInt());
  }
}
