package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.policy.Severity;

/** How loud a CI system shows something. */
public enum AnnotationLevel {
    ERROR,
    WARNING,
    NOTICE;

    /** What fails the build is an error whatever its severity, so that the log and the exit code agree. */
    static AnnotationLevel of(Finding finding) {
        if (finding.fails()) {
            return ERROR;
        }
        return finding.severity().isAtLeast(Severity.MEDIUM) ? WARNING : NOTICE;
    }
}
