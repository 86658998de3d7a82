/* <tw-passkey> around a form: asks the browser for a passkey and puts its answer into `credential`.
 *
 * The question lies beside it as JSON, or is fetched from the form's address. Hidden where there is
 * no script or no passkey, since nothing else could fill it in. */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const keys = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));

class Passkey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      if (this.form.elements.credential.value) return;
      event.preventDefault();
      this.ask().catch(() => document.dispatchEvent(new CustomEvent("toast", { detail: { text: this.dataset.failed } })));
    });
  }

  async ask() {
    const { publicKey } = await this.question();
    publicKey.challenge = bytes(publicKey.challenge);
    const answer = await (publicKey.user ? this.make(publicKey) : this.show(publicKey));
    this.form.elements.credential.value = JSON.stringify(plain(answer));
    this.form.submit();
  }

  async question() {
    const script = this.querySelector("script[type='application/json']");
    if (script) return JSON.parse(script.textContent);
    const response = await fetch(this.form.action, { headers: { Accept: "application/json" } });
    return (await response.json()).request_options;
  }

  make(publicKey) {
    publicKey.user.id = bytes(publicKey.user.id);
    publicKey.excludeCredentials = keys(publicKey.excludeCredentials);
    const isAlone = this.form.elements.passwordless?.checked;
    if (isAlone) Object.assign(publicKey.authenticatorSelection ??= {}, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    return navigator.credentials.create({ publicKey });
  }

  show(publicKey) {
    publicKey.allowCredentials = keys(publicKey.allowCredentials);
    return navigator.credentials.get({ publicKey });
  }
}

function plain(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      ...Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])])),
      ...(response.getTransports ? { transports: response.getTransports() } : {}),
    },
  };
}

customElements.define("tw-passkey", Passkey);
