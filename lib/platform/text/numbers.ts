/**
 * Reads growing whole numbers, from 1, separated by commas; null unless there are `count` of them, none above `most`. This file runs
 * without loader.
 */
export function growingNumbers(text: string, count: number, most: number): number[] | null {
  const numbers = text.split(",").map((part) => Number(part.trim()))
  const isGrowing = numbers.every((number, index) => Number.isInteger(number) && number > (numbers[index - 1] ?? 0) && number <= most)
  return numbers.length === count && isGrowing ? numbers : null
}

/** Reads whole numbers, from 1 to `most`, separated by commas; null unless there are `count` of them. */
export function wholeNumbers(text: string, count: number, most: number): number[] | null {
  const numbers = text.split(",").map((part) => Number(part.trim()))
  const isSound = numbers.every((number) => Number.isInteger(number) && number >= 1 && number <= most)
  return numbers.length === count && isSound ? numbers : null
}
