import "./asked";
import "./queue";

// Starts the Design System's components (error summary focus, radios, exit this page ...) on every page.
import {
  Button,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";

const components = [Button, ErrorSummary, ExitThisPage, NotificationBanner, Radios, ServiceNavigation, SkipLink];
for (const component of components) {
  createAll(component);
}
