package io.github.akspolicy.junit;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;

/** Warnings as issues of discovery. A class of its own: JUnit has them since 5.13, and older versions never load it. */
final class PlatformIssues implements DiscoveryWarnings {
    private final DiscoveryIssueReporter issues;

    private PlatformIssues(DiscoveryIssueReporter issues) {
        this.issues = issues;
    }

    static DiscoveryWarnings of(EngineDiscoveryRequest request, UniqueId engine) {
        return new PlatformIssues(DiscoveryIssueReporter.deduplicating(
                DiscoveryIssueReporter.forwarding(request.getDiscoveryListener(), engine)));
    }

    @Override
    public void report(String message, @Nullable TestSource source) {
        var issue = DiscoveryIssue.builder(DiscoveryIssue.Severity.WARNING, message);
        issues.reportIssue(source == null ? issue : issue.source(source));
    }
}
