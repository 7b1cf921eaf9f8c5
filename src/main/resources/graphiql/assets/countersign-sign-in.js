'use strict';

(() => {
  const form = document.getElementById('door-form');
  const status = document.getElementById('door-status');
  const button = document.getElementById('door-sign-in');

  const reasonFor = (code) => {
    if (code === 401) return 'That email and password do not match.';
    if (code === 429) return 'Too many attempts. Wait a little and try again.';
    return `The server could not answer (${code}). Try again.`;
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    status.textContent = '';
    try {
      const response = await fetch('/graphiql/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(Object.fromEntries(new FormData(form))),
      });
      if (response.ok) {
        window.location.assign('/graphiql');
        return;
      }
      status.textContent = reasonFor(response.status);
    } catch {
      status.textContent = 'The server could not be reached.';
    }
    button.disabled = false;
  });
})();
