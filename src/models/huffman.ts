/**
 * Huffman's code of words by how often they stand (Huffman 1952): the binary tree in which a word's path is the shorter the
 * commoner it is. Hierarchical softmax walks it.
 */
export interface HuffmanPath {
  /** Inner nodes from the root down, numbered 0 to V - 2. */
  readonly nodes: Int32Array;
  /** Which way it goes at each: 0 or 1. */
  readonly turns: Uint8Array;
}

/**
 * The path of each word; `counts[word]` is how often it stands. At least two words. Throws a RangeError where there are fewer than two.
 */
export function huffmanPaths(counts: readonly number[]): HuffmanPath[] {
  const V = counts.length;
  if (V < 2) throw new RangeError(`a Huffman tree needs two words at least, not ${V}`);
  const order = counts.map((_, word) => word).sort((a, b) => counts[b]! - counts[a]!);
  const weight = [...order.map((word) => counts[word]!), ...Array<number>(V - 1).fill(Number.POSITIVE_INFINITY)];
  const parent = new Int32Array(2 * V - 1);
  const turn = new Uint8Array(2 * V - 1);
  // Words wait in order of weight and so do the nodes made of them: the lightest is at one of two ends.
  let [word, made] = [V - 1, V];
  const lightest = () => (word >= 0 && weight[word]! <= weight[made]! ? word-- : made++);
  for (let node = V; node < 2 * V - 1; node++) {
    const [a, b] = [lightest(), lightest()];
    weight[node] = weight[a]! + weight[b]!;
    parent[a] = parent[b] = node;
    turn[b] = 1;
  }
  const paths = Array<HuffmanPath>(V);
  for (const [place, id] of order.entries()) {
    const nodes: number[] = [];
    const turns: number[] = [];
    for (let at = place; at !== 2 * V - 2; at = parent[at]!) {
      nodes.unshift(parent[at]! - V);
      turns.unshift(turn[at]!);
    }
    paths[id] = { nodes: Int32Array.from(nodes), turns: Uint8Array.from(turns) };
  }
  return paths;
}
