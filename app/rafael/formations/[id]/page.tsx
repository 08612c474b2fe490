import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { cache } from "react"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { CoursePresentation } from "@/components/rafael/offer/course-presentation"
import { todayOf } from "@/lib/platform/time/working-days"
import { publishedCourse } from "@/lib/rafael/offer-search/queries"

type Props = { params: Promise<{ id: string }> }

const opened = cache(async (id: string) => (await publishedCourse(id)) ?? notFound())

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await opened((await params).id)).title }
}

export default async function PublicCoursePage({ params }: Props) {
  const { id } = await params
  const course = await opened(id)
  return (
    <Page title={course.title} lead={course.structure.raisonSociale}>
      <CoursePresentation course={course} today={todayOf(new Date())} />
      <BackLink href="/rafael">Chercher une autre formation</BackLink>
    </Page>
  )
}
