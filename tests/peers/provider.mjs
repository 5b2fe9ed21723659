// An OpenID provider (oidc-provider) on a port of its own: says where, and serves until its input ends. Whoever is at the
// browser types her name, and how she proves it, into two headers.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [client_id, client_secret, callback] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = { ...privateKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" };

const server = createServer(async (request, response) => {
  if (!request.url.startsWith("/interaction/")) return provider.callback()(request, response);
  const { "x-person": accountId, "x-proven-by": amr } = request.headers;
  const result = accountId ? { login: { accountId, amr: amr.split(" ") } } : { error: "access_denied" };
  return provider.interactionFinished(request, response, result);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id, client_secret, redirect_uris: [callback] }],
  jwks: { keys: [jwk] },
  cookies: { keys: ["of no secret"] },
  claims: { openid: ["sub", "amr"] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  // Nobody is asked what she consents to.
  loadExistingGrant: async (context) => {
    const { session } = context.oidc;
    const grant = new context.oidc.provider.Grant({ clientId: client_id, accountId: session.accountId });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
});
provider.on("server_error", (_, error) => console.error(error));
console.log(JSON.stringify(issuer));
process.stdin.on("end", () => process.exit()).resume();
