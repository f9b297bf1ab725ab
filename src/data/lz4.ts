/** A block of LZ4 (lz4_Block_format.md): literals, then a copy of what stands `offset` bytes before, again and again. */
export function unlz4(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let [from, to] = [0, 0];
  const byte = () => input[from++] ?? fail();
  /** A length of 15 goes on in the bytes that follow, each of which adds up to 255. */
  const whole = (four: number) => {
    let size = four;
    if (four === 15) for (let more = 255; more === 255; size += more) more = byte();
    return size;
  };
  while (from < input.length) {
    const token = byte();
    const literals = whole(token >> 4);
    if (from + literals > input.length || to + literals > length) fail();
    output.set(input.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === input.length) break; // the last run has literals alone
    const offset = byte() + 256 * byte();
    const copied = whole(token & 15) + 4;
    if (offset === 0 || offset > to || to + copied > length) fail();
    for (let i = 0; i < copied; i++, to++) output[to] = output[to - offset]!; // it may overlap what it makes
  }
  if (to !== length) fail();
  return output;
}

function fail(): never {
  throw new Error("its LZ4 is broken");
}
