/** Sentence embeddings: which of some texts is nearest in meaning to a question. Vectors of length 1, so that a product is a cosine. */
import { open } from "tenon";

const model = await open("all-minilm-l6-v2");
const texts = ["How do I reset my password?", "I cannot log in any more", "The soup is too salty", "忘记了密码"];
const [question, ...answers] = (await model.embed(texts)).map(([vector]) => vector!);
for (const [i, vector] of answers.entries()) {
  const cosine = vector.reduce((sum, x, k) => sum + x * question![k]!, 0);
  console.log(`${cosine.toFixed(3)}  ${texts[i + 1]}`);
}
await model.close();
