/**
 * Facts that SmolLM2 (Q4_1, plain continuation) goes on with rightly as its first choice: a prompt with the subject's place, the subject,
 * which is of several tokens and stands behind the first one, and the token that the model says. They are what was left of 113 prompts.
 */
import { draws } from "../../tests/draws.ts";

/** A prompt, its subject, and the first token of the true answer. */
export interface Fact {
  readonly prompt: string;
  readonly subject: string;
  readonly answer: string;
}

const FACTS: readonly (readonly [prompt: string, subject: string, answer: string])[] = [
  ["The {} is located in the city of", "Eiffel Tower", " Paris"],
  ["The {} is located in the city of", "Colosseum", " Rome"],
  ["The {} is located in the city of", "Louvre Museum", " Paris"],
  ["The {} is located in the city of", "Brandenburg Gate", " Berlin"],
  ["The {} is located in the city of", "Golden Gate Bridge", " San"],
  ["The {} is located in the city of", "Sagrada Familia", " Barcelona"],
  ["The {} is located in the city of", "Acropolis", " Athens"],
  ["The {} is located in the city of", "Kremlin", " Moscow"],
  ["The {} is located in the city of", "Statue of Liberty", " New"],
  ["The {} is located in the city of", "Empire State Building", " New"],
  ["The {} is located in the city of", "Hagia Sophia", " Istanbul"],
  ["The {} is located in the city of", "Burj Khalifa", " Dubai"],
  ["The {} is located in the city of", "Sistine Chapel", " Rome"],
  ["The {} is located in the country of", "Sydney Opera House", " Australia"],
  ["The {} is located in the country of", "Taj Mahal", " India"],
  ["The {} ruins are located in the country of", "Machu Picchu", " Peru"],
  ["The {} is located in the country of", "Great Pyramid of Giza", " Egypt"],
  ["The {} temple is located in the country of", "Angkor Wat", " Cambodia"],
  ["The {} is located in the country of", "Great Barrier Reef", " Australia"],
  ["The {} volcano is located in the country of", "Mount Fuji", " Japan"],
  ["The {} is located in the state of", "Grand Canyon", " Arizona"],
  ["The {} is located in the state of", "Yosemite National Park", " California"],
  ["The {} is located on the continent of", "Sahara Desert", " Africa"],
  ["The {} is located on the continent of", "Amazon rainforest", " South"],
  ["The {} are located on the continent of", "Andes mountains", " South"],
  ["The country of {} is located on the continent of", "Liechtenstein", " Europe"],
  ["The city of {} is located in the country of", "Marrakech", " Morocco"],
  ["The city of {} is located in the country of", "Reykjavik", " Iceland"],
  ["The city of {} is located in the country of", "Krakow", " Poland"],
  ["The city of {} is located in the country of", "Thessaloniki", " Greece"],
  ["The city of {} is located in the country of", "Marseille", " France"],
  ["The city of {} is located in the country of", "Gothenburg", " Sweden"],
  ["The city of {} is located in the country of", "Dubrovnik", " Croatia"],
  ["The city of {} is located in the country of", "Salzburg", " Austria"],
  ["The city of {} is located in the country of", "Casablanca", " Morocco"],
  ["The city of {} is located in the country of", "Montevideo", " Uruguay"],
  ["The city of {} is located in the country of", "Kathmandu", " Nepal"],
  ["The city of {} is located in the country of", "Addis Ababa", " Ethiopia"],
  ["The city of {} is located in the country of", "Ho Chi Minh", " Vietnam"],
  ["The city of {} is located in the country of", "Rio de Janeiro", " Brazil"],
  ["The city of {} is located in the country of", "Buenos Aires", " Argentina"],
  ["The city of {} is located in the country of", "Tel Aviv", " Israel"],
  ["The city of {} is located in the country of", "Saint Petersburg", " Russia"],
  ["The capital of {} is the city of", "South Korea", " Seoul"],
  ["The capital of {} is the city of", "Costa Rica", " San"],
  ["The capital of the {} is the city of", "Czech Republic", " Prague"],
  ["The capital of {} is the city of", "Sri Lanka", " Col"],
  ["The play {} was written by William", "Romeo and Juliet", " Shakespeare"],
  ["The novel {} was written by Jane", "Pride and Prejudice", " Austen"],
  ["The novel {} was written by Victor", "Les Misérables", " Hugo"],
  ["The novel {} was written by Leo", "War and Peace", " Tol"],
  ["The novel {} was written by Charles", "Oliver Twist", " Dickens"],
  ["The novel {} was written by Herman", "Moby Dick", " Mel"],
  ["The novel {} was written by", "The Great Gatsby", " F"],
  ["The epic {} was written by", "The Divine Comedy", " Dante"],
  ["The novel {} was written by Miguel de", "Don Quixote", " Cerv"],
  ["The novel {} was written by George", "Nineteen Eighty-Four", " Orwell"],
  ["The painter of the {} was Leonardo da", "Mona Lisa", " Vinci"],
  ["The theory of {} was developed by Albert", "general relativity", " Einstein"],
  ["The theory of {} was developed by Charles", "natural selection", " Darwin"],
  ["The mother tongue of {} is", "Victor Hugo", " French"],
  ["The mother tongue of {} is", "Johann Sebastian Bach", " German"],
  ["The native language of {} is", "Napoleon Bonaparte", " French"],
  ["The native language of {} is", "Leo Tolstoy", " Russian"],
  ["The native language of {} is", "Miguel de Cervantes", " Spanish"],
  ["The native language of {} is", "Friedrich Nietzsche", " German"],
  ["The native language of {} is", "Marcel Proust", " French"],
  ["The native language of {} is", "Dante Alighieri", " Italian"],
  ["The native language of {} is", "Johann Wolfgang von Goethe", " German"],
  ["The car maker {} comes from the country of", "Volkswagen", " Germany"],
  ["The car maker {} comes from the country of", "Lamborghini", " Italy"],
  ["The car maker {} comes from the country of", "Mitsubishi", " Japan"],
  ["The car maker {} comes from the country of South", "Hyundai", " Korea"],
  ["The first president of the {} was George", "United States", " Washington"],
];

/** So many of them, drawn by a seed. */
export function knownFacts(count: number, seed: number): Fact[] {
  const draw = draws(seed);
  const order = FACTS.map((fact) => ({ fact, at: draw() })).toSorted((a, b) => a.at - b.at);
  return order.slice(0, count).map(({ fact: [prompt, subject, answer] }) => {
    return { prompt: prompt.replace("{}", subject), subject, answer };
  });
}
