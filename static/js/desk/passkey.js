/* Passkeys: the browser makes or uses one (WebAuthn level 3), and the form sends what it returned. Binary values
   go both ways in base64url, as `parseCreationOptionsFromJSON` and `toJSON` have them, which not every browser
   that has passkeys knows. */

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function toText(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function parsePasskeyOptions(options) {
  const listed = (keys) => keys.map(({ id, type }) => ({ id: toBytes(id), type }));
  const parsed = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) parsed.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.excludeCredentials) parsed.excludeCredentials = listed(options.excludeCredentials);
  if (options.allowCredentials) parsed.allowCredentials = listed(options.allowCredentials);
  return parsed;
}

function describePasskey(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  const { id, type } = credential;
  return JSON.stringify({ id, type, rawId: id, response, clientExtensionResults: {} });
}

async function usePasskey(form) {
  const asked = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  if (!asked.ok) return form.submit(); // the server's own page says what is wrong
  const publicKey = parsePasskeyOptions(await asked.json());
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.response.value = describePasskey(credential);
  return form.submit();
}

function tellPasskeyProblem(form, error) {
  const { unsupported, refused, offline } = form.dataset;
  let text = refused;
  if (!window.PublicKeyCredential || error.name === "SecurityError") text = unsupported;
  else if (error instanceof TypeError) text = offline;
  form.querySelector(".gate-problem").textContent = text;
}

export function offerPasskeys() {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      form.querySelector(".gate-problem").textContent = "";
      try {
        await usePasskey(form);
      } catch (error) {
        tellPasskeyProblem(form, error);
        button.disabled = false;
      }
    });
  }
}
