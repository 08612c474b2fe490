import { roughLimit } from "../platform/http/rough-limit.ts"
import { settingOf } from "../platform/process/settings.ts"

/** Searches per minute, for a room of forty people who type at once. The list is public: the limit spares the server, and hides nothing. */
export const searches = roughLimit("net-searches", settingOf("SEARCHES_PER_MINUTE"), 60)
