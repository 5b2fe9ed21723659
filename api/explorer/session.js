// Who is signed in: the tokens are in this object alone, never stored, and gone with the page.
const ENDPOINT = '/graphql';
const SIGNED_IN = '{ accessToken refreshToken challenge alerts { at kind address } userErrors { message } }';
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) ${SIGNED_IN} }`;
const COMPLETE = `mutation ($input: CompleteSignInInput!) { completeSignIn(input: $input) ${SIGNED_IN} }`;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { accessToken refreshToken userErrors { message } } }`;
const SIGN_OUT = 'mutation { signOut { signedOut } }';
const VIEWER = '{ viewer { name grants { id role tenantName } } labels { of value zh en } }';
// Of an access token's life, so that none ends on its way.
const USED = 0.8;

export class Refused extends Error {}

export class Session {
  grant = null;
  #tokens;
  #lasts;
  #refreshed;
  #refreshing = null;

  constructor(signedIn, seconds) {
    this.alerts = signedIn.alerts;
    this.#lasts = seconds * 1000 * USED;
    this.#keep(signedIn);
  }

  #keep({ accessToken, refreshToken }) {
    this.#tokens = { accessToken, refreshToken };
    this.#refreshed = Date.now();
  }

  // One refresh at a time: a refresh token is good for one.
  async token() {
    if (Date.now() - this.#refreshed > this.#lasts) {
      this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
      await this.#refreshing;
    }
    return this.#tokens.accessToken;
  }

  async #refresh() {
    const { refreshToken } = this.#tokens;
    this.#keep(await done(ask(REFRESH, { input: { refreshToken } }), 'refreshSession'));
  }

  async headers() {
    const authorization = `Bearer ${await this.token()}`;
    return this.grant ? { authorization, 'x-acting-grant': this.grant } : { authorization };
  }

  // What a page can say on a socket in place of headers.
  connectionParams = async () => {
    const authorization = `Bearer ${await this.token()}`;
    const acceptLanguage = document.documentElement.lang;
    return this.grant ? { authorization, acceptLanguage, actingGrant: this.grant } : { authorization, acceptLanguage };
  };

  fetch = async (address, init) => fetch(address, { ...init, headers: { ...init.headers, ...(await this.headers()) } });

  async viewer() {
    const { data, errors } = await ask(VIEWER, {}, await this.headers());
    if (errors) throw new Refused(errors[0].message);
    return data;
  }

  async signOut() {
    await ask(SIGN_OUT, {}, await this.headers());
  }
}

// What opens a session, or a challenge that calls for a code first. Throws Refused, in the words of the server.
export const signIn = (input) => done(ask(SIGN_IN, { input }), 'signIn');
export const completeSignIn = (input) => done(ask(COMPLETE, { input }), 'completeSignIn');

async function ask(query, variables, headers) {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang, ...headers },
    body,
  });
  return response.json();
}

async function done(asked, mutation) {
  const { data, errors } = await asked;
  const payload = data?.[mutation];
  const [refused] = errors ?? payload.userErrors;
  if (refused) throw new Refused(refused.message);
  return payload;
}
