/**
 * The wire format of Protocol Buffers, as far as a file needs that is read whole: a message is a row of fields, each a number, a
 * type and a value. Nothing is copied, and whatever a damaged file claims ends in a WireError.
 */

/** Bytes that are no message. */
export class WireError extends Error {}

/** A field: a whole number as it is, bytes of 4 or 8 or of a length as a view. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const FIXED_32 = 5;

export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const place = { at: 0 };
  while (place.at < bytes.length) {
    const key = varint(bytes, place);
    const [number, type] = [Math.floor(key / 8), key % 8];
    if (number === 0) throw new WireError("holds a field without a number");
    yield { number, value: readValue(type, bytes, place) };
  }
}

function readValue(type: number, bytes: Uint8Array, place: { at: number }): number | Uint8Array {
  switch (type) {
    case VARINT:
      return varint(bytes, place);
    case FIXED_64:
      return take(8, bytes, place);
    case DELIMITED:
      return take(varint(bytes, place), bytes, place);
    case FIXED_32:
      return take(4, bytes, place);
    default:
      throw new WireError(`holds a field of the unknown type ${type}`);
  }
}

function take(length: number, bytes: Uint8Array, place: { at: number }): Uint8Array {
  const end = place.at + length;
  if (end > bytes.length) throw new WireError("is cut short or damaged");
  const taken = bytes.subarray(place.at, end);
  place.at = end;
  return taken;
}

/** Seven bits a byte, the lowest first. A negative number is written as what is beyond 2^63, and read as that. */
function varint(bytes: Uint8Array, place: { at: number }): number {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = bytes[place.at++];
    if (byte === undefined) throw new WireError("is cut short or damaged");
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return Number(BigInt.asIntN(64, value));
  }
  throw new WireError("holds a number of more than ten bytes");
}
