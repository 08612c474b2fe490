"use client"

/** When even the frame of the pages fails (database down): plain words and a reference. */
export default function GlobalFailure({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="fr">
      <body style={{ fontFamily: "system-ui, sans-serif", maxWidth: "40rem", margin: "4rem auto", padding: "0 1rem" }}>
        <title>Le service est momentanément indisponible</title>
        <h1>Le service est momentanément indisponible</h1>
        <p>Vos données sont intactes. Rechargez la page dans un instant.</p>
        {error.digest ? <p>Référence à donner à l’assistance : {error.digest}</p> : null}
      </body>
    </html>
  )
}
