import type { IConfiguration } from "dependency-cruiser"

export const areas: string[]
export const modules: string[]
declare const configuration: IConfiguration
export default configuration
