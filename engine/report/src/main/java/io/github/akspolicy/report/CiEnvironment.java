package io.github.akspolicy.report;

import java.util.Map;
import java.util.Optional;

/** A CI system that shows findings beside the code, and the format it reads. */
public enum CiEnvironment {
    GITHUB_ACTIONS("GITHUB_ACTIONS", ReportFormat.GITHUB),
    AZURE_PIPELINES("TF_BUILD", ReportFormat.AZURE_DEVOPS),
    GITLAB_CI("GITLAB_CI", ReportFormat.GITLAB);

    private final String variable;
    private final ReportFormat format;

    CiEnvironment(String variable, ReportFormat format) {
        this.variable = variable;
        this.format = format;
    }

    /** The format that this system shows. */
    public ReportFormat format() {
        return format;
    }

    /**
     * The CI system that set these environment variables: each documents one that is {@code true} in its jobs.
     *
     * @param environment such as {@link System#getenv()}
     */
    public static Optional<CiEnvironment> detect(Map<String, String> environment) {
        for (CiEnvironment ci : values()) {
            if ("true".equalsIgnoreCase(environment.get(ci.variable))) {
                return Optional.of(ci);
            }
        }
        return Optional.empty();
    }
}
