/** The few pages that the provider's library shows by itself. Everything else that a person reads is a page of Next. */
import type { ErrorOut, KoaContextWithOIDC } from "oidc-provider"
import { barePage, escapeHtml } from "../../platform/http/bare-page.ts"
import { lettingFormsLeave } from "../../platform/http/security-headers.ts"
import { settingOf } from "../../platform/process/settings.ts"
import { lookup } from "../../platform/text/lookup.ts"

/** What went wrong, for a person. An application that asks wrongly is told in the protocol's words, beside ours. */
const words = {
  invalid_client: "L’application qui vous envoie n’est pas déclarée auprès du portail, ou elle est suspendue.",
  invalid_redirect_uri: "L’application demande à revenir à une adresse qu’elle n’a pas déclarée. Par prudence, rien ne lui a été envoyé.",
  invalid_request: "L’application a mal écrit sa demande, ou cette demande a expiré.",
  server_error: "Le service est momentanément indisponible. Revenez dans un instant.",
} as const

/** A request that cannot go back to its application, because nobody knows which one it is, or where it lives. */
export async function errorPage(context: KoaContextWithOIDC, { error, error_description: detail }: ErrorOut) {
  show(
    context,
    "Connexion impossible",
    `  <h1>Cette connexion n’a pas pu se faire</h1>
  <p>${escapeHtml(lookup(words, error) ?? words.invalid_request)}</p>
  <p>Retournez à l’application et recommencez. Si cela continue, donnez ceci à qui s’en occupe : <strong>${escapeHtml(
    [error, detail].filter(Boolean).join(" – "),
  )}</strong></p>
  <p><a href="/">Aller au portail</a></p>`,
  )
}

/** An application has signed someone out, and asks the portal to do the same. */
export async function logoutPage(context: KoaContextWithOIDC, form: string) {
  const name = context.oidc.client?.clientName
  // Registered, or the library would have refused it: the answer of the form leads there.
  const next = URL.parse(String(context.oidc.params?.post_logout_redirect_uri ?? ""))
  if (next) context.set("content-security-policy", lettingFormsLeave(context.response.get("content-security-policy"), next.origin))
  show(
    context,
    "Déconnexion",
    `  <h1>Se déconnecter du portail aussi ?</h1>
  <p>${name ? `Vous quittez ${escapeHtml(name)}.` : "Vous quittez une application."} Votre connexion au portail, et aux autres applications où vous êtes entré·e, peut se fermer en même temps : sur un ordinateur partagé, fermez-la.</p>
  ${form.replace(
    "</form>",
    `<button type="submit" name="logout" value="yes">Se déconnecter du portail</button>
  <button type="submit" class="second">Rester connecté·e au portail</button></form>`,
  )}`,
  )
}

/** The end, for an application that did not say where its people go then. */
export async function loggedOutPage(context: KoaContextWithOIDC) {
  const stays = context.oidc.client !== undefined
  show(
    context,
    "Déconnexion",
    `  <h1>${stays ? "Vous avez quitté l’application" : "Vous êtes déconnecté·e"}</h1>
  <p>${stays ? "Votre connexion au portail reste ouverte." : "Votre connexion au portail est fermée, et les applications où vous étiez entré·e en sont averties."}</p>
  <p><a href="/">Aller au portail</a></p>`,
  )
}

function show(context: KoaContextWithOIDC, title: string, body: string) {
  context.type = "html"
  context.body = barePage({ title, body, nonce: nonceOf(String(context.res.getHeader("content-security-policy") ?? "")) })
}

function nonceOf(policy: string) {
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? ""
}

/** A page of a request that is over, or was begun in another browser. */
export function lostRequestPage(nonce: string) {
  return barePage({
    title: "Demande expirée",
    nonce,
    body: `  <h1>Cette demande de connexion a expiré</h1>
  <p>Elle a été ouverte il y a plus d’une heure, ou dans un autre navigateur. Retournez à l’application et recommencez : rien n’a été donné.</p>
  <p><a href="${escapeHtml(settingOf("NEXTAUTH_URL"))}">Aller au portail</a></p>`,
  })
}
