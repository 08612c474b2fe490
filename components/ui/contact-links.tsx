import { Mail, Phone } from "lucide-react"

const look = "text-brand underline-offset-4 hover:underline"

/** An address to write to; it breaks before the "@" first when its column is narrow. */
export function MailLink({ address }: { address: string }) {
  const at = address.lastIndexOf("@")
  return (
    <a href={`mailto:${address}`} className={`${look} inline-block py-0.5 wrap-anywhere`}>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </a>
  )
}

/** A number to call, as it is displayed: "05 56 00 00 00". */
export function PhoneLink({ number }: { number: string }) {
  return (
    <a href={dialled(number)} className={`${look} inline-block py-0.5 whitespace-nowrap`}>
      {number}
    </a>
  )
}

const sign = "inline-flex size-8 items-center justify-center text-brand pointer-coarse:size-11"

/** The two as signs, on a compact line: where the thumb is what writes and calls. */
export function ReachLinks({ name, email, phone }: { name: string; email: string; phone: string }) {
  return (
    <span className="inline-flex shrink-0 unfolded:hidden">
      <a href={`mailto:${email}`} className={sign}>
        <Mail aria-hidden className="size-5" />
        <span className="sr-only">
          Écrire à {name}, {email}
        </span>
      </a>
      {phone ? (
        <a href={dialled(phone)} className={sign}>
          <Phone aria-hidden className="size-5" />
          <span className="sr-only">
            Appeler {name}, {phone}
          </span>
        </a>
      ) : null}
    </span>
  )
}

function dialled(number: string) {
  return `tel:${number.replaceAll(/[^+0-9]/g, "")}`
}
