package io.github.akspolicy.junit;

import org.assertj.core.api.Condition;
import org.junit.platform.testkit.engine.Event;

/** Events by the name that build tools report. */
final class ReportedEvents {
    private ReportedEvents() {}

    static Condition<Event> reportedAs(String name) {
        return new Condition<>(
                event -> event.getTestDescriptor().getLegacyReportingName().equals(name), "reported as %s", name);
    }
}
