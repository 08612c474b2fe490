/** What people do in Rafael, for tests that disturb it. */
import { offerGestures } from "./offer-gestures"
import { preregistrationGestures } from "./preregistration-gestures"

export const rafaelGestures = { ...offerGestures, ...preregistrationGestures }
