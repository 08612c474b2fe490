/** Applications that share no line with ours, as Debian packages them: Apache with mod_auth_openidc (C, certified), and Python's Authlib. */
import { execFileSync } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { installDebianPackage } from "@/scripts/debian"
import { base } from "./e2e-people"
import { freePort, startServer } from "./processes"
import { anApplication } from "./sign-on"

const apache = "/usr/sbin/apache2"
const modules = "/usr/lib/apache2/modules"
/** Debian's own, which reads Debian's packages; another Python may come first on the path. */
const python = "/usr/bin/python3"

/** Whether Apache and its module are there; they are installed where that is possible. */
export function hasApache(): boolean {
  const isThere = () => existsSync(apache) && existsSync(path.join(modules, "mod_auth_openidc.so"))
  return isThere() || (installDebianPackage("libapache2-mod-auth-openidc") && isThere())
}

/** Whether Authlib is there; it is installed where that is possible. */
export function hasAuthlib(): boolean {
  const isThere = () => {
    try {
      execFileSync(python, ["-c", "import authlib, requests"], { stdio: "ignore" })
      return true
    } catch {
      return false
    }
  }
  return isThere() || (installDebianPackage("python3-requests") && installDebianPackage("python3-authlib") && isThere())
}

/**
 * A site of Apache, of which `/prive/` is for those who come from the portal. Its pages say in their headers whom it knows. It is signed out
 * by back-channel.
 */
export async function startApache() {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const back = `${url}/prive/retour`
  const application = await anApplication({
    name: "Site en Apache",
    redirectAddresses: [back],
    endAddresses: [url],
    logoutAddress: `${back}?logout=backchannel`,
    scopes: ["profile", "structure"],
  })
  const folder = mkdtempSync(path.join(tmpdir(), "portail-apache-"))
  chmodSync(folder, 0o755)
  writeFileSync(path.join(folder, "index.html"), "<!DOCTYPE html><html lang=fr><title>Site</title><h1>Le site</h1></html>")
  const loaded = ["mpm_event", "authn_core", "authz_core", "authz_user", "alias", "dir", "headers", "auth_openidc"]
  writeFileSync(
    path.join(folder, "apache.conf"),
    `ServerRoot ${folder}
PidFile ${folder}/pid
Mutex posixsem
Listen 127.0.0.1:${port}
ServerName localhost
User www-data
Group www-data
ErrorLog ${folder}/errors
${loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join("\n")}
DocumentRoot ${folder}
DirectoryIndex index.html
Alias /prive ${folder}
OIDCProviderMetadataURL ${base}/.well-known/openid-configuration
OIDCClientID ${application.id}
OIDCClientSecret ${application.secret}
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCResponseType code
OIDCPKCEMethod S256
OIDCScope "openid profile structure"
OIDCRedirectURI ${back}
OIDCDefaultLoggedOutURL ${url}/
OIDCCryptoPassphrase une-phrase-pour-les-essais-seuls
OIDCRemoteUserClaim sub
<Location /prive>
  AuthType openid-connect
  Require valid-user
  Header set X-Nom "%{OIDC_CLAIM_name}e"
  Header set X-Siret "%{OIDC_CLAIM_siret}e"
  Header set X-Profils "%{OIDC_CLAIM_profils}e"
</Location>
`,
  )
  const server = await startServer(apache, ["-f", path.join(folder, "apache.conf"), "-DFOREGROUND"], { cwd: folder, env: process.env, url })
  return {
    url,
    application,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An application in Python, by Authlib: it prints where it sends its person, reads where they come back, and prints what it learned. */
const pythonClient = `
import json, sys
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import jwt
import requests
portal, client_id, secret, back = sys.argv[1:]
server = requests.get(portal + "/.well-known/openid-configuration").json()
session = OAuth2Session(client_id, secret, scope="openid profile structure", redirect_uri=back, code_challenge_method="S256")
verifier, nonce = generate_token(48), generate_token()
address, state = session.create_authorization_url(server["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
print(address, flush=True)
token = session.fetch_token(server["token_endpoint"], authorization_response=sys.stdin.readline().strip(), code_verifier=verifier, state=state)
essential = {"iss": portal, "aud": client_id, "nonce": nonce}
claims = jwt.decode(token["id_token"], requests.get(server["jwks_uri"]).json(), claims_options={k: {"essential": True, "value": v} for k, v in essential.items()})
claims.validate()
print(json.dumps({"sub": claims["sub"], "read": session.get(server["userinfo_endpoint"]).json()}), flush=True)
`
export const authlibClient = (...args: [portal: string, clientId: string, secret: string, back: string]) => ({
  command: python,
  args: ["-c", pythonClient, ...args],
})
