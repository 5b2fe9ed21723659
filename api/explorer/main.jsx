// The explorer's page: the way in, and then GraphiQL with its docs and explorer plug-ins.
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './main.css';
import { completeSignIn, Refused, Session, signIn } from './session.js';
import { labelOf, words } from './words.js';

const EXAMPLE = `${words.example}
{
  tenants(first: 5) {
    nodes {
      name
      level
    }
  }
}
`;
const PLUGINS = [explorerPlugin({ showAttribution: false })];
const { accessSeconds, ...workers } = document.documentElement.dataset;

globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(workers[label] ?? workers.editor, { type: 'module' }),
};

// GraphiQL keeps what was asked: here for as long as the page lives, for an operation may name a child.
function memory() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    get length() {
      return kept.size;
    },
  };
}

function Explorer() {
  const [signedIn, setSignedIn] = useState(null);
  return signedIn ? (
    <Workbench {...signedIn} leave={() => setSignedIn(null)} />
  ) : (
    <SignIn enter={(session, viewer) => setSignedIn({ session, ...viewer })} />
  );
}

function SignIn({ enter }) {
  const [challenge, setChallenge] = useState(null);
  const [refusal, setRefusal] = useState('');
  const [waiting, setWaiting] = useState(false);

  async function submit(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.target));
    setWaiting(true);
    setRefusal('');
    try {
      const answered = challenge ? await completeSignIn({ challenge, ...given }) : await signIn(given);
      setChallenge(answered.challenge ?? challenge);
      if (answered.accessToken) {
        const session = new Session(answered, Number(accessSeconds));
        enter(session, await session.viewer());
      }
    } catch (error) {
      setRefusal(error instanceof Refused ? error.message : words.unreachable);
    }
    setWaiting(false);
  }

  function back() {
    setChallenge(null);
    setRefusal('');
  }

  return (
    <form className="sign-in" onSubmit={submit}>
      <h1>{words.title}</h1>
      {challenge ? (
        <Field label={words.code} name="code" autoComplete="one-time-code" key="code" autoFocus />
      ) : (
        <>
          <Field label={words.name} name="name" autoComplete="username" autoFocus />
          <Field label={words.password} name="password" type="password" autoComplete="current-password" />
        </>
      )}
      <p role="alert">{refusal}</p>
      <button disabled={waiting}>{words.signIn}</button>
      {challenge && (
        <button type="button" className="quiet" onClick={back}>
          {words.back}
        </button>
      )}
      <small>{words.kept}</small>
    </form>
  );
}

function Field({ label, ...input }) {
  return (
    <label>
      {label}
      <input required {...input} />
    </label>
  );
}

function Workbench({ session, viewer, labels, leave }) {
  const [grant, setGrant] = useState(viewer.grants[0]?.id ?? null);
  const storage = useMemo(memory, []);
  session.grant = grant;
  const socket = useMemo(() => openSocket(session), [session, grant]);
  useEffect(() => () => void socket.dispose(), [socket]);
  const fetcher = useMemo(() => fetcherOf(session, socket), [session, socket]);

  async function signOut() {
    leave();
    await session.signOut();
  }

  return (
    <div className="workbench">
      <header>
        <strong>{words.title}</strong>
        <label>
          <span>{words.actingAs}</span>
          <select value={grant ?? ''} onChange={(event) => setGrant(event.target.value)}>
            {viewer.grants.length === 0 && <option value="">{words.noGrant}</option>}
            {viewer.grants.map(({ id, role, tenantName }) => (
              <option key={id} value={id}>
                {labelOf(labels, 'RoleName', role)} · {tenantName}
              </option>
            ))}
          </select>
        </label>
        <span className="who">{viewer.name}</span>
        <button onClick={signOut}>{words.signOut}</button>
      </header>
      <Alerts alerts={session.alerts} labels={labels} />
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        plugins={PLUGINS}
        defaultQuery={EXAMPLE}
        isHeadersEditorEnabled={false}
        shouldPersistHeaders={false}
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo>
          <span />
        </GraphiQL.Logo>
      </GraphiQL>
    </div>
  );
}

function Alerts({ alerts, labels }) {
  const [seen, setSeen] = useState(alerts.length === 0);
  if (seen) return null;
  return (
    <aside role="status">
      <div>
        {words.alerts}
        <ul>
          {alerts.map(({ at, kind, address }) => (
            <li key={at + kind}>
              {new Date(at).toLocaleString(document.documentElement.lang)} {labelOf(labels, 'AccountEventKind', kind)}{' '}
              {address}
            </li>
          ))}
        </ul>
      </div>
      <button onClick={() => setSeen(true)}>{words.dismiss}</button>
    </aside>
  );
}

function openSocket(session) {
  const url = `${location.origin.replace(/^http/, 'ws')}/graphql`;
  return createClient({ url, connectionParams: session.connectionParams, retryAttempts: 0 });
}

// What is run right after it was typed is not parsed yet: a subscription would be sent as a query.
function fetcherOf(session, socket) {
  const fetcher = createGraphiQLFetcher({ url: '/graphql', fetch: session.fetch, wsClient: socket });
  return (asked, options) => fetcher(asked, { ...options, documentAST: parsed(asked.query) });
}

function parsed(query) {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}

createRoot(document.getElementById('explorer')).render(<Explorer />);
