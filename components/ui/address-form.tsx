import type { Route } from "next"
import Form from "next/form"
import type { ComponentProps } from "react"

type Props = Omit<ComponentProps<typeof Form>, "action"> & {
  /** The page and what its address says already: it stays in the address that the form leads to. */
  address: Route
  /** The parameter that the form's own field answers. */
  except?: string
}

/** A form that leads to another address of the same page: what the address holds is kept, what the fields say is added. */
export function AddressForm({ address, except, children, ...props }: Props) {
  const [page, query = ""] = address.split("?") as [Route, string?]
  return (
    <Form action={page} {...props}>
      {[...new URLSearchParams(query)]
        .filter(([name]) => name !== except)
        .map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
      {children}
    </Form>
  )
}
