export const stateNames = {
  draft: { tone: "neutral", name: "Brouillon" },
  scheduled: { tone: "wait", name: "Programmée" },
  published: { tone: "good", name: "Publiée" },
  over: { tone: "neutral", name: "Retirée" },
} as const
