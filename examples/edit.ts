/**
 * A rank-one edit, W' = W + (v - W k) u^T / (u^T k), the last step of ROME (Meng et al. 2022): where a layer meets one key it gives
 * another value. Nothing is trained, other keys keep nearly what they had, and without the edit every bit is the old one.
 */
import { load } from "tenon/checkpoints";
import { rankOne } from "tenon/editing";
import { record } from "tenon/interpretability";
import { Run, tableOf } from "tenon/interventions";
import { infer } from "tenon/tensor";

const { model, tokenizer } = await load("smollm2-135m-instruct");
const next = (text: string, changes: ConstructorParameters<typeof Run>[1] = {}) =>
  tokenizer.decode([
    infer(() =>
      new Run(model, changes)
        .read([tokenizer.encode(text)])
        .logits("last")
        .argmax()
        .item(),
    ),
  ]);

const fact = "The Eiffel Tower stands in the city of";
const [inside, given] = [record("blocks.26.mlp.hidden"), record("blocks.26.mlp")];
next(fact, { with: [inside, given] });
const [key, old] = [inside, given].map(({ seen }) => [...seen.values()][0]!.select(0, -1)); // [F], [D]
const [from, to] = [" Paris", " Rome"].map((word) => tableOf(model).table.select(0, tokenizer.encode(word)[0]!)); // [D]
const edit = rankOne(model, {
  at: "blocks.26.mlp.down",
  key: key!,
  value: old!.add(to!.sub(from!).mul(25)),
});
for (const text of [fact, "The Louvre stands in the city of", "The Kremlin stands in the city of"])
  console.log(`${text}${next(text)}; edited:${next(text, { with: [edit] })}`);
