/**
 * The headers of every answer of the portal: pages, files, refusals, failures. `nonce` is new at each request and lets a script run;
 * `https` says whether the portal is served over HTTPS.
 */
export function securityHeaders(nonce: string, https: boolean): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(nonce, https),
    ...(https ? { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" } : {}),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // Not "no-referrer": forms would then be sent with `Origin: null`, which actions refuse.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
  }
}

/** A policy that also lets a form, or what its answer redirects to, leave for `origin`. */
export function lettingFormsLeave(policy: string, origin: string) {
  return policy.replace("form-action 'self'", `form-action 'self' ${origin}`)
}

function contentSecurityPolicy(nonce: string, https: boolean) {
  const directives = [
    "default-src 'none'",
    // A script loaded by a trusted script is trusted too: Next loads its chunks in this way.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Only two style attributes are allowed. Base UI hides the input of its combobox with the first; React hides what it streams with the
    // second ("display:none").
    "style-src-attr 'unsafe-hashes' 'sha256-5F9GrKBhqyaNOeYUtJnXqF6zx18El+yIK5QJdjPDOus=' 'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ]
  return directives.join("; ")
}
