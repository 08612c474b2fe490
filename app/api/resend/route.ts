import { env } from "@/lib/platform/process/env"
import { hearProvider } from "@/lib/trace/messages/operations"
import { readProviderNews } from "@/lib/trace/messages/webhook"

/** Resend's webhook: signed, or refused. It exists only where its secret is set. */
export async function POST(request: Request) {
  const secret = env.resendWebhookSecret
  if (!secret) return new Response(null, { status: 404 })
  const header = (name: string) => request.headers.get(`svix-${name}`) ?? ""
  const signed = { payload: await request.text(), id: header("id"), timestamp: header("timestamp"), signature: header("signature") }
  const news = readProviderNews(signed, secret)
  if (news === "forged") return new Response(null, { status: 401 })
  if (news) await hearProvider(news)
  return new Response(null, { status: 204 })
}
