/** A certificate for this machine, as a region's proxy has one for its name. */
// The maker of certificates wants it first.
import "reflect-metadata"
import { webcrypto } from "node:crypto"
import tls from "node:tls"
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509"

const day = 24 * 3_600_000

/** For 127.0.0.1 and localhost, of its own authority, which the process that asked trusts from now on. In PEM. */
export async function trustedCertificate(): Promise<{ cert: string; key: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: "CN=localhost",
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + day),
      signingAlgorithm: algorithm,
      keys: keys as CryptoKeyPair,
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: "ip", value: "127.0.0.1" },
          { type: "dns", value: "localhost" },
        ]),
      ],
    },
    webcrypto as Crypto,
  )
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64")
  const cert = certificate.toString("pem")
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), cert])
  return { cert, key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n` }
}
