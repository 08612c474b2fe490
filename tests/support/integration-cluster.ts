import type { TestProject } from "vitest/node"
import { startTestCluster } from "./test-cluster"

declare module "vitest" {
  interface ProvidedContext {
    cluster: { adminUrl: string; appUrl: string; ownerUrl: string }
  }
}

export default async function setup(project: TestProject) {
  const { stop, adminUrl, appUrl, ownerUrl } = await startTestCluster()
  project.provide("cluster", { adminUrl, appUrl, ownerUrl })
  return stop
}
