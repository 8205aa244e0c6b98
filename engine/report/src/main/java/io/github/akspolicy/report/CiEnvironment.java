package io.github.akspolicy.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A CI system that shows findings beside the code, and the formats it reads. */
public enum CiEnvironment {
    GITHUB_ACTIONS("GITHUB_ACTIONS", ReportFormat.GITHUB, ReportFormat.MARKDOWN),
    AZURE_PIPELINES("TF_BUILD", ReportFormat.AZURE_DEVOPS, ReportFormat.MARKDOWN),
    GITLAB_CI("GITLAB_CI", ReportFormat.GITLAB);

    private final String variable;
    private final List<ReportFormat> formats;

    CiEnvironment(String variable, ReportFormat... formats) {
        this.variable = variable;
        this.formats = List.of(formats);
    }

    /** The formats that this system shows: beside the code, and as the summary of the job. */
    public List<ReportFormat> formats() {
        return formats;
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
