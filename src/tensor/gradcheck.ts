/** Derivatives held against finite differences. */
import { grad, noGrad, withGrad } from "./autograd.ts";
import { fromData } from "./factory.ts";
import { scope } from "./scope.ts";
import { ops, Tensor } from "./tensor.ts";

type Differentiable = (...inputs: Tensor[]) => Tensor | readonly Tensor[];

/** How closely derivatives are held against differences. */
export interface GradcheckOptions {
  /** Step of the difference, to each side. Default 1e-6. */
  readonly eps?: number;
  /** Deviation that is allowed everywhere. Default 1e-5. */
  readonly atol?: number;
  /** And as a part of the difference. Default 1e-3. */
  readonly rtol?: number;
  /** Checks the derivative of the derivative as well. */
  readonly second?: boolean;
}

/**
 * Compares the derivative of every element of every output of `f` by every element of every float64 input with the
 * central difference (f(x + eps) - f(x - eps)) / 2 eps. Returns the largest deviation as a part of what is allowed,
 * `atol + rtol |difference|`. Throws an Error that names the place where a deviation is larger, and a TypeError where an
 * input that asks for a gradient is not float64, since lesser types have no digits to spare.
 */
export function gradcheck(f: Differentiable, inputs: readonly Tensor[], options: GradcheckOptions = {}): number {
  const wanted = inputs.filter((input) => input.requiresGrad);
  if (wanted.length === 0) throw new TypeError("gradcheck: no input asks for a gradient");
  const lesser = wanted.find((input) => input.dtype !== "float64");
  if (lesser !== undefined) throw new TypeError(`gradcheck: inputs must be float64, got ${lesser.dtype}`);
  const first = compare(f, inputs, options, "derivative");
  if (!options.second) return first;
  return Math.max(first, checkSecond(f, inputs, options));
}

/** The derivative along a fixed direction is a function as well: its own derivative is what is checked. */
function checkSecond(f: Differentiable, inputs: readonly Tensor[], options: GradcheckOptions): number {
  const slope = (...point: Tensor[]) =>
    withGrad(() => {
      const outputs = flat(f(...point));
      const gradOutputs = outputs.map(direction);
      const wanted = point.filter((_, i) => inputs[i]!.requiresGrad);
      const found = grad(outputs, wanted, { gradOutputs, createGraph: true, allowUnused: true });
      return found.filter((tensor) => tensor !== undefined);
    });
  return compare(slope, inputs, options, "second derivative");
}

/** A gradient that favours no element: cosines of their numbers. */
function direction(output: Tensor): Tensor {
  const values = Float64Array.from({ length: output.size }, (_, i) => Math.cos(i));
  return fromData(values, output.shape).to(output.dtype);
}

function compare(f: Differentiable, inputs: readonly Tensor[], options: GradcheckOptions, what: string): number {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3 } = options;
  let worst = 0;
  inputs.forEach((input, i) => {
    if (!input.requiresGrad) return;
    const computed = scope(() => analytic(f, inputs, input));
    for (let column = 0; column < input.size; column++) {
      const differences = scope(() => numeric(f, inputs, input, column, eps));
      differences.forEach((values, output) => {
        values.forEach((difference, row) => {
          const value = computed[output]![row]![column]!;
          const part = Math.abs(value - difference) / (atol + rtol * Math.abs(difference));
          if (!(part <= 1)) {
            const place = `output ${output}[${row}] by input ${i}[${column}]`;
            throw new Error(`gradcheck: the ${what} of ${place} is ${value}, but the difference says ${difference}`);
          }
          worst = Math.max(worst, part);
        });
      });
    }
  });
  return worst;
}

/** Derivatives by output, its element, and the element of `input`. */
function analytic(f: Differentiable, inputs: readonly Tensor[], input: Tensor): number[][][] {
  const outputs = flat(withGrad(() => f(...inputs)));
  return outputs.map((output) =>
    Array.from({ length: output.size }, (_, row) => {
      if (!output.requiresGrad) return Array<number>(input.size).fill(0);
      const one = fromData(
        Float64Array.from({ length: output.size }, (_, i) => (i === row ? 1 : 0)),
        output.shape,
      );
      const [found] = grad([output], [input], { gradOutputs: [one], retainGraph: true, allowUnused: true });
      return found?.numbers() ?? Array<number>(input.size).fill(0);
    }),
  );
}

/** Differences of every output's elements over one element of `input`. */
function numeric(f: Differentiable, inputs: readonly Tensor[], input: Tensor, column: number, eps: number): number[][] {
  const at = (step: number) => {
    const moved = noGrad(() => input.detach().clone());
    noGrad(() => ops.aten.add_.Scalar(ops.aten.select.int(moved.reshape([-1]), 0, column), step));
    const point = inputs.map((each) => (each === input ? moved.requireGrad() : each));
    return flat(noGrad(() => f(...point))).map((output) => output.detach().numbers());
  };
  const [above, below] = [at(eps), at(-eps)];
  return above.map((values, output) => values.map((value, row) => (value - below[output]![row]!) / (2 * eps)));
}

const flat = (outputs: Tensor | readonly Tensor[]) => (outputs instanceof Tensor ? [outputs] : outputs);
