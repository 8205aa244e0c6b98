package io.github.akspolicy.report;

/** What made a report. */
public final class Tool {
    /** The name in reports. */
    public static final String NAME = "aks-policy";

    /** Where people find it. */
    public static final String INFORMATION = "https://github.com/akspolicy/aks-policy";

    private Tool() {}

    /** The version of this artifact; {@code development} when it runs from class files instead of a jar. */
    public static String version() {
        String version = Tool.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
