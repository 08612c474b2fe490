export { default } from "@/app/admin/layout"
