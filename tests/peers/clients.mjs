// The clients graphql-sse and graphql-ws against a host: signs in, then has each ask, fail, and watch what it writes.
import { createClient as overEvents } from "graphql-sse";
import { createClient as overSocket } from "graphql-ws";

const [host, name, password] = process.argv.slice(2);
const url = `http://${host}/graphql`;
const SIGN_IN = `mutation ($name: String!, $password: String!) {
  signIn(input: { name: $name, password: $password }) { accessToken } }`;
const NAME = '{ tenant(code: "330127") { name } }';
const BOARD = 'subscription { tenant(code: "330127") { statistics { projects } } }';
const START = `mutation { createProject(input: { tenant: "330127", name: "P", startedOn: "2024-01-01" }) {
  userErrors { code } } }`;

const answers = (client, query, variables) => Array.fromAsync(client.iterate({ query, variables }));

async function tried(client) {
  const query = await answers(client, NAME);
  const wrong = await answers(client, "{ nonsense }").catch((errors) => [{ errors }]);
  const board = client.iterate({ query: BOARD });
  const before = await board.next();
  const mutation = await answers(client, START);
  const after = await board.next();
  await board.return();
  await client.dispose();
  return { query, wrong, mutation, board: [before.value, after.value] };
}

const [{ data }] = await answers(overEvents({ url, retryAttempts: 0 }), SIGN_IN, { name, password });
const authorization = `Bearer ${data.signIn.accessToken}`;
const clients = {
  "graphql-sse": overEvents({ url, headers: { authorization }, retryAttempts: 0 }),
  "graphql-ws": overSocket({ url: `ws://${host}/graphql`, connectionParams: { authorization }, retryAttempts: 0 }),
};
const came = {};
for (const [client, made] of Object.entries(clients)) came[client] = await tried(made);
console.log(JSON.stringify(came));
