/** Where a LHÉO file stands, in words. */
export const importStates = {
  uploaded: "Reçu",
  checking: "En lecture",
  checked: "À lancer",
  running: "En cours",
  done: "Chargé",
  failed: "Illisible",
  cancelled: "Abandonné",
} as const
