// Talks to the URL given by the client graphql-ws, and prints what came of it as JSON.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const client = (token) =>
  createClient({
    url: process.argv[2],
    webSocketImpl: WebSocket,
    lazy: true,
    retryAttempts: 0,
    connectionParams: token ? { Authorization: `Bearer ${token}` } : undefined,
  });

const collect = async (from, query, variables, most = Infinity) => {
  const results = [];
  try {
    for await (const result of from.iterate({ query, variables })) {
      results.push(result);
      if (results.length === most) break;
    }
    return { results };
  } catch (failure) {
    return { results, failure: Array.isArray(failure) ? failure : { code: failure.code, reason: failure.reason } };
  }
};

const anonymous = client();
const operator = client("operator");
const out = {
  query: await collect(operator, "{ viewer { name role } }"),
  many: await collect(anonymous, "subscription ($n: Int!) { ticks(count: $n) { number author { name } } }", { n: 1000 }),
  stopped: await collect(anonymous, "subscription { ticks(count: 100000) { number } }", undefined, 3),
  invalid: await collect(anonymous, "subscription { nothing }"),
  anonymous: await collect(anonymous, "subscription { tickets { number } }"),
  mutation: await collect(operator, 'mutation { addNote(input: { text: "x" }) { note { id } } }'),
  badToken: await collect(client("nobody"), "{ hello }"),
};
await anonymous.dispose();
await operator.dispose();
console.log(JSON.stringify(out));
