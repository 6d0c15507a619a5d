declare module "govuk-frontend" {
  type Component = new (root: Element) => unknown;
  export function createAll(component: Component): unknown[];
  export const Button: Component;
  export const ErrorSummary: Component;
  export const ExitThisPage: Component;
  export const NotificationBanner: Component;
  export const Radios: Component;
  export const ServiceNavigation: Component;
  export const SkipLink: Component;
}
