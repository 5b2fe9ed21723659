// Runs graphql-http's audits of a server against a URL, signed in where a token is given, and prints what each came to.
import { auditServer } from "graphql-http";

const [url, token] = process.argv.slice(2);
const authorization = token && { authorization: `Bearer ${token}` };

const results = await auditServer({
  url,
  fetchFn: (address, init) => fetch(address, { ...init, headers: { ...init?.headers, ...authorization } }),
});
const told = ({ id, name, status, reason, response }) => ({ id, name, status, reason, answered: response?.status });
console.log(JSON.stringify(results.map(told)));
