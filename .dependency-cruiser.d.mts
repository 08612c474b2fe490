import type { IConfiguration } from "dependency-cruiser"

export const areas: string[]
declare const configuration: IConfiguration
export default configuration
