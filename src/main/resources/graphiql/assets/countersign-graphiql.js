'use strict';

(() => {
  const ENDPOINT = '/graphql';
  const SESSION_KEY = 'countersign:session';
  const REFRESH_AHEAD_MS = 30_000;

  const SIGN_IN = `mutation SignIn($email: String!, $password: String!) {
    signIn(input: { email: $email, password: $password }) {
      session { accessToken refreshToken expiresAt }
      userErrors { message }
    }
  }`;
  const REFRESH = `mutation RefreshSession($refreshToken: String!) {
    refreshSession(input: { refreshToken: $refreshToken }) {
      session { accessToken refreshToken expiresAt }
      userErrors { message }
    }
  }`;
  const SIGN_OUT = 'mutation SignOut { signOut(input: {}) { userErrors { message } } }';
  const VIEWER = '{ viewer { name role } }';

  // ---- Talking to the server ------------------------------------------------------------------

  const failure = (message) => ({ errors: [{ message }] });

  /** Sends one request and answers its GraphQL result; what is not GraphQL becomes an error of it. */
  const send = async (request, headers) => {
    let response;
    try {
      response = await fetch(ENDPOINT, {
        method: 'POST',
        headers: {
          Accept: 'application/graphql-response+json, application/json',
          'Content-Type': 'application/json',
          ...headers,
        },
        body: JSON.stringify(request),
      });
    } catch {
      return failure('The server could not be reached.');
    }
    try {
      return await response.json();
    } catch {
      return failure(`The server answered ${response.status} with something that is not JSON.`);
    }
  };

  const bearer = (held) => (held ? { Authorization: `Bearer ${held.accessToken}` } : {});

  const hasHeader = (headers, name) =>
    Object.keys(headers).some((key) => key.toLowerCase() === name.toLowerCase());

  // ---- The session ----------------------------------------------------------------------------
  // It lives in this tab only: sessionStorage ends with the tab, localStorage would outlive it.

  const readSession = () => {
    try {
      return JSON.parse(sessionStorage.getItem(SESSION_KEY));
    } catch {
      return null;
    }
  };

  let session = readSession();
  let refreshing = null;

  const keepSession = (next) => {
    session = next;
    if (next) sessionStorage.setItem(SESSION_KEY, JSON.stringify(next));
    else sessionStorage.removeItem(SESSION_KEY);
  };

  /** Finds a session anywhere in an answer, whatever alias the operation gave it. */
  const sessionIn = (value) => {
    if (value === null || typeof value !== 'object') return null;
    if (typeof value.accessToken === 'string') {
      const { accessToken, refreshToken = null, expiresAt = null } = value;
      return { accessToken, refreshToken, expiresAt };
    }
    for (const inner of Object.values(value)) {
      const found = sessionIn(inner);
      if (found) return found;
    }
    return null;
  };

  const isExpiring = (held) =>
    held.expiresAt !== null && Date.parse(held.expiresAt) - Date.now() < REFRESH_AHEAD_MS;

  /** Whether the server did not know the token; it runs nothing then, so there is no data either. */
  const wasRefused = (result) =>
    !('data' in result) &&
    (result.errors ?? []).some((error) => error.extensions?.code === 'UNAUTHENTICATED');

  /** Trades the refresh token for a new session. A refresh token works once, so callers share one trade. */
  const refresh = () => {
    refreshing ??= (async () => {
      const before = session;
      const result = await send({ query: REFRESH, variables: { refreshToken: before.refreshToken } });
      // Someone may have signed in or out meanwhile; their session stands.
      if (session !== before) return;
      const next = sessionIn(result.data);
      if (next) keepSession(next);
      else if (result.data || wasRefused(result)) keepSession(null);
    })().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  const sessionForRequest = async () => {
    if (session && session.refreshToken && isExpiring(session)) await refresh();
    return session;
  };

  // ---- The bar --------------------------------------------------------------------------------

  const bar = {
    status: document.getElementById('session-status'),
    form: document.getElementById('session-form'),
    email: document.getElementById('session-email'),
    password: document.getElementById('session-password'),
    signIn: document.getElementById('session-sign-in'),
    signOut: document.getElementById('session-sign-out'),
  };

  const say = (text, refused = false) => {
    bar.status.textContent = text;
    bar.status.classList.toggle('refused', refused);
  };

  const firstMessage = (result) => {
    const payload = Object.values(result.data ?? {})[0];
    return payload?.userErrors?.[0]?.message ?? result.errors?.[0]?.message ?? 'Sign-in was refused.';
  };

  const words = (role) => role.toLowerCase().replaceAll('_', ' ');

  const showSession = async () => {
    const shown = await sessionForRequest();
    bar.form.hidden = shown !== null;
    bar.signOut.hidden = shown === null;
    if (shown === null) {
      say('Not signed in');
      return;
    }
    const result = await send({ query: VIEWER }, bearer(shown));
    if (session !== shown) return;
    const viewer = result.data?.viewer;
    if (viewer) say(`${viewer.name}, ${words(viewer.role)}`);
    else if (wasRefused(result)) await endSession();
    else say('Signed in');
  };

  const endSession = async () => {
    keepSession(null);
    await showSession();
    say('Your session has ended. Sign in again.', true);
  };

  // ---- GraphiQL -------------------------------------------------------------------------------

  let schemaLoaded = false;

  const signedIn = async (next) => {
    keepSession(next);
    await showSession();
    // GraphiQL asks for the schema again when it is handed another fetcher.
    if (!schemaLoaded) render();
  };

  const operationsOf = (query) => {
    try {
      return GraphiQL.GraphQL.parse(query).definitions.filter((definition) => definition.operation);
    } catch {
      return [];
    }
  };

  /**
   * GraphiQL learns the name of another tab's operation a moment late. Pressed at once, the play
   * button sends a name the document does not hold; a lone operation needs none.
   */
  const withFittingName = (request, operations) =>
    operations.length === 1 ? { ...request, operationName: operations[0].name?.value } : request;

  /** Sees to it that a session the server refused is not sent again. */
  const replace = async (refused) => {
    if (session === refused && refused.refreshToken) await refresh();
    if (session === refused || session === null) await endSession();
    else await showSession();
  };

  const sendAs = async (request, typed, held) => {
    const result = await send(request, { ...bearer(held), ...typed });
    if (held === null || !wasRefused(result)) return result;
    await replace(held);
    return send(request, { ...bearer(session), ...typed });
  };

  /** The events of a subscription, over a WebSocket of its own that says who is asking. */
  const listen = (request, typed, held) => {
    const open = GraphiQL.createFetcher({
      url: ENDPOINT,
      subscriptionUrl: `${location.protocol.replace('http', 'ws')}//${location.host}${ENDPOINT}`,
      wsConnectionParams: { ...bearer(held), ...typed },
    });
    return open(request, { documentAST: GraphiQL.GraphQL.parse(request.query) });
  };

  const isSubscription = (request, operations) =>
    operations.some(
      ({ operation, name }) =>
        operation === 'subscription' &&
        (operations.length === 1 || name?.value === request.operationName),
    );

  const fetcher = async (request, options) => {
    const typed = options?.headers ?? {};
    // What the user wrote in the headers editor wins, for personal access tokens.
    const held = hasHeader(typed, 'Authorization') ? null : await sessionForRequest();
    const operations = operationsOf(request.query);
    if (isSubscription(request, operations)) {
      return listen(withFittingName(request, operations), typed, held);
    }
    const result = await sendAs(withFittingName(request, operations), typed, held);
    if (result.data?.__schema) schemaLoaded = true;
    // Only a mutation opens a session; what merely looks like one in data that was read is data.
    if (operations.some((operation) => operation.operation === 'mutation')) {
      const opened = sessionIn(result.data);
      if (opened) await signedIn(opened);
    }
    return result;
  };

  let root;
  let tabs;

  const render = () => {
    root.render(
      React.createElement(GraphiQL, {
        fetcher: (request, options) => fetcher(request, options),
        defaultTabs: tabs,
        // Queries may hold passwords and personal data; they end with the tab as the session does.
        storage: sessionStorage,
        schemaDescription: true,
        inputValueDeprecation: true,
        defaultEditorToolsVisibility: 'variables',
      }),
    );
  };

  /** GraphiQL leaves out the variables of the tab it opens on, but takes those it finds stored. */
  const seedFirstTab = () => {
    if (sessionStorage.getItem('graphiql:tabState') === null && tabs[0]?.variables) {
      sessionStorage.setItem('graphiql:query', tabs[0].query);
      sessionStorage.setItem('graphiql:variables', tabs[0].variables);
    }
  };

  const start = async () => {
    const response = await fetch('/graphiql/operations');
    tabs = response.ok ? await response.json() : [];
    seedFirstTab();
    root = ReactDOM.createRoot(document.getElementById('graphiql'));
    render();
    await showSession();
  };

  bar.form.addEventListener('submit', async (event) => {
    event.preventDefault();
    bar.signIn.disabled = true;
    const variables = { email: bar.email.value, password: bar.password.value };
    const result = await send({ query: SIGN_IN, variables });
    const next = sessionIn(result.data);
    bar.password.value = '';
    if (next) await signedIn(next);
    else say(firstMessage(result), true);
    bar.signIn.disabled = false;
  });

  bar.signOut.addEventListener('click', async () => {
    const left = session;
    keepSession(null);
    await showSession();
    if (left) await send({ query: SIGN_OUT }, bearer(left));
  });

  start();
})();
