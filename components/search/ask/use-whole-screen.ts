import { useEffect, useState } from "react"

/** Below this width the picker takes the whole screen: what a telephone shows above its keyboard is too little for a page and a list. */
const narrow = "(width < 40rem)"

/**
 * Whether something takes the whole of a narrow screen, and the part of it that the keyboard leaves: `style` holds its top and height, which
 * change as the keyboard comes and goes.
 */
export function useWholeScreen() {
  const [isWhole, setIsWhole] = useState(false)
  const [seen, setSeen] = useState({ top: 0, height: 0 })
  useEffect(() => {
    const view = window.visualViewport
    if (!isWhole || !view) return
    const measure = () => setSeen({ top: view.offsetTop, height: view.height })
    measure()
    view.addEventListener("resize", measure)
    view.addEventListener("scroll", measure)
    const { overflow } = document.documentElement.style
    document.documentElement.style.overflow = "hidden"
    return () => {
      view.removeEventListener("resize", measure)
      view.removeEventListener("scroll", measure)
      document.documentElement.style.overflow = overflow
    }
  }, [isWhole])
  return {
    isWhole,
    take: () => setIsWhole(window.matchMedia(narrow).matches),
    leave: () => setIsWhole(false),
    style: isWhole ? { top: seen.top, ...(seen.height > 0 ? { height: seen.height } : {}) } : undefined,
  }
}
