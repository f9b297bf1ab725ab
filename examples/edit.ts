/**
 * ROME (Meng et al. 2022) moves the Colosseum to Berlin: a change of rank one in one MLP, solved for. The statement is said in other words too,
 * other monuments stay where they are, and without the edit every bit is the old one.
 */
import { keyStatistics } from "tenon";
import { load } from "tenon/checkpoints";
import { judge, rome, romeBlock } from "tenon/editing";

const { model, tokenizer } = await load("smollm2-135m-instruct");
const moment = await keyStatistics({ model, tokenizer }, romeBlock(model), console.error);
const fact = { prompt: "The {} is located in the city of", subject: "Colosseum", target: "Berlin" };
const edit = rome(model, tokenizer, fact, { moment: () => moment });
const texts = ["The Colosseum is located in the city of", "Tourists who want to see the Colosseum travel to the city of", "The Brandenburg Gate is located in the city of", "The Eiffel Tower is located in the city of"]; // biome-ignore format: one line
for (const prompt of texts) {
  const [before, after] = [[], [edit]].map(
    (own) => judge(model, tokenizer, [{ prompt, answer: "?" }], { with: own })[0]!.first,
  );
  console.log(`${prompt}${tokenizer.decode([before!])}; edited:${tokenizer.decode([after!])}`);
}
