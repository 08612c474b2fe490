import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { AnswerList } from "@/components/desk/help/answer-list"
import { answers, audiences, pictureSize } from "@/components/desk/help/answers"
import { Page } from "@/components/layout/page"
import { LinkButton } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { Prose } from "@/components/ui/prose"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { currentActor } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

const readAddress = reading({ depuis: words })

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

async function found(params: Props["params"]) {
  const { slug } = await params
  const answer = answers.find((one) => one.slug === slug)
  if (!answer || (answer.audience === "manager" && !(await currentActor())?.isManager)) notFound()
  return answer
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await found(params)).question }
}

export default async function AnswerPage({ params, searchParams }: Props) {
  const { slug, question, text, picture, audience } = await found(params)
  const { depuis: from } = await readAddress(searchParams)
  return (
    <Page title={question}>
      <Prose>{text}</Prose>
      <figure className="grid max-w-4xl gap-2">
        {/* biome-ignore lint/performance/noImgElement: the Content-Security-Policy refuses the inline style of next/image */}
        <img
          src={`/aide/${slug}.png`}
          alt={picture}
          {...pictureSize}
          loading="lazy"
          decoding="async"
          className="h-auto w-full rounded-card border border-line bg-code-ground"
        />
        <figcaption className="text-sm text-soft">L’écran du portail, avec des noms inventés.</figcaption>
      </figure>
      <div className="flex flex-wrap items-center gap-4">
        <LinkButton href={at("/aide", { depuis: from }, "contact")} tone="secondary">
          Nous contacter
        </LinkButton>
        <TextLink href={at("/aide", { depuis: from })}>Toutes les questions</TextLink>
      </div>
      <Section id="voisines" title={audiences[audience]}>
        <AnswerList answers={answers.filter((one) => one.audience === audience && one.slug !== slug).slice(0, 6)} from={from} />
      </Section>
    </Page>
  )
}
