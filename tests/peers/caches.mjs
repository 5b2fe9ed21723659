// Apollo's cache and urql's Graphcache against a host: each starts a project, lists it and renames it, and prints what
// its list shows then without asking again, how it asked, and whatever it complains of.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { Client, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { buildSchema, introspectionFromSchema, isAbstractType, isObjectType, parse, print } from "graphql";

const [host, token, folder] = process.argv.slice(2);
const url = `http://${host}/graphql`;
const text = (name) => readFileSync(`${folder}/documents/${name}.graphql`, "utf8");
const withRecord = (name) => parse(text(name) + (text(name).includes("...Record") ? text("Record") : ""));
const [PROJECTS, BOARD, NODE] = ["Projects", "Board", "Node"].map(withRecord);
const [START, RENAME] = ["StartProject", "RenameProject"].map(withRecord);
// In no manifest: its client asks by the hash, and then with the text beside it.
const UNKNOWN = parse("query Unknown { tenant { id level } }");

const schema = buildSchema(readFileSync(`${folder}/schema.graphql`, "utf8"));
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
const abstract = types.filter(isAbstractType).map((type) => [type.name, schema.getPossibleTypes(type).map(String)]);
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
// What has no id is a part of what it stands in.
const parts = types.filter((type) => isObjectType(type) && !roots.includes(type) && !type.getFields().id);

const complaints = [];
for (const level of ["warn", "error"]) console[level] = (...said) => complaints.push(said.map(String).join(" "));

const asked = [];
async function noting(address, init) {
  const { query, extensions } = JSON.parse(init.body);
  asked.push([query && "text", extensions?.persistedQuery && "hash"].filter(Boolean).join(" and "));
  return fetch(address, init);
}

async function tried(ask, name) {
  const starting = { tenant: "330127", name, startedOn: "2024-01-01" };
  const { id, version } = (await ask(START, { input: starting })).createProject.project;
  await ask(PROJECTS, {});
  for (const period of ["2024-H1", "2024-H2"]) await ask(BOARD, { code: "330127", period, periods: [period, "2024"] });
  await ask(NODE, { id });
  await ask(UNKNOWN, {});
  await ask(RENAME, { input: { id, expectedVersion: version, name: `${name}, renamed` } });
  const before = asked.length;
  const shown = (await ask(PROJECTS, {})).projects.nodes.filter((one) => one.id === id).map((one) => one.name);
  return { shown, again: asked.length - before, asked: asked.splice(0), complaints: complaints.splice(0) };
}

const headers = { authorization: `Bearer ${token}` };
const known = JSON.parse(readFileSync(`${folder}/apollo.json`, "utf8")).operations;
const sha256 = (document) => createHash("sha256").update(print(document)).digest("hex");
const apollo = new ApolloClient({
  link: new PersistedQueryLink({
    generateHash: (document) =>
      known.find(({ name }) => name === document.definitions[0].name.value)?.id ?? sha256(document),
  }).concat(new HttpLink({ uri: url, headers, fetch: noting })),
  cache: new InMemoryCache({
    possibleTypes: Object.fromEntries(abstract),
    typePolicies: Object.fromEntries(parts.map(({ name }) => [name, { merge: true }])),
  }),
});
const overApollo = async (document, variables) => {
  const mutates = document.definitions[0].operation === "mutation";
  const given = mutates ? { mutation: document, variables } : { query: document, variables };
  return (await (mutates ? apollo.mutate(given) : apollo.query(given))).data;
};

const urql = new Client({
  url,
  fetch: noting,
  preferGetMethod: false,
  fetchOptions: { headers },
  exchanges: [
    cacheExchange({
      schema: introspectionFromSchema(schema),
      keys: Object.fromEntries(parts.map(({ name }) => [name, () => null])),
    }),
    fetchExchange,
  ],
});
const overUrql = async (document, variables) => {
  const mutates = document.definitions[0].operation === "mutation";
  const { data, error } = await (mutates ? urql.mutation : urql.query).call(urql, document, variables).toPromise();
  if (error) throw error;
  return data;
};

const came = { apollo: await tried(overApollo, "A"), graphcache: await tried(overUrql, "U") };
console.log(JSON.stringify(came));
