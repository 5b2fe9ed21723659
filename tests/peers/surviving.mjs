// A dashboard over three refreshes: what graphql-ws and graphql-sse show while the tokens that they began with lapse.
// It runs in Node, and in a browser as a page's script.
export async function surviving({ host, refreshToken, accessToken, seconds, overSocket, overEvents }) {
  const url = `http://${host}/graphql`;
  const BOARD = 'subscription { tenant(code: "330127") { statistics { projects } } }';
  const START = `mutation { createProject(input: { tenant: "330127", name: "P", startedOn: "2024-01-01" }) {
    userErrors { code } } }`;
  const REFRESH = `mutation ($spent: String!) { refreshSession(input: { refreshToken: $spent }) {
    accessToken refreshToken } }`;
  const came = { closed: [], shown: {}, again: null, lapsed: undefined };
  let token = accessToken;

  async function ask(query, variables) {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
    return (await response.json()).data;
  }

  async function refresh() {
    const { refreshSession } = await ask(REFRESH, { spent: refreshToken });
    ({ accessToken: token, refreshToken } = refreshSession);
  }

  const socket = overSocket({
    url: `ws://${host}/graphql`,
    connectionParams: async () => {
      if (came.closed.includes(4403)) await refresh();
      return { authorization: `Bearer ${token}` };
    },
    retryWait: () => new Promise((done) => setTimeout(done, 50)),
    on: { closed: ({ code }) => came.closed.push(code) },
  });
  const clients = { "graphql-ws": socket };
  if (overEvents) {
    clients["graphql-sse"] = overEvents({ url, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
  }
  const boards = Object.entries(clients).map(([name, client]) => [name, client.iterate({ query: BOARD })]);
  const show = async () => {
    for (const [name, board] of boards) (came.shown[name] ??= []).push((await board.next()).value);
  };
  await show();
  for (let times = 0; times < 3; times += 1) {
    await new Promise((done) => setTimeout(done, seconds * 1000));
    await refresh();
    await ask(START);
    await show();
  }
  // The network is lost while the token lapses: the client says the dead one first, is refused, and asks again.
  await new Promise((done) => setTimeout(done, seconds * 1000));
  came.lapsed = (await ask("{ viewer { name } }")) ?? null;
  socket.terminate();
  const again = boards[0][1].next();
  while (!came.closed.includes(4403)) await new Promise((done) => setTimeout(done, 50));
  came.again = (await again).value;
  for (const [, board] of boards) await board.return();
  for (const client of Object.values(clients)) await client.dispose();
  return came;
}
