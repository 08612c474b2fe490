import { type ClassValue, clsx } from "clsx"
import { twMerge } from "tailwind-merge"

/** Joins classes; the later one wins over an earlier one of the same kind. */
export function cn(...classes: ClassValue[]) {
  return twMerge(clsx(classes))
}
