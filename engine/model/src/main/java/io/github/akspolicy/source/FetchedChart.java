package io.github.akspolicy.source;

/**
 * A dependency that looks as if a repository supplied it, with what proves that its content is that of a version.
 *
 * @param name {@code name} of its {@code Chart.yaml}
 * @param version {@code version} of its {@code Chart.yaml}
 * @param digest {@code sha256:} and 64 hexadecimal digits, of the archive or of the unpacked folder; empty where the folder
 *     has none, since a symbolic link leads out of what a digest would cover
 * @param path where it lies, relative to the repository
 * @param declared whether {@code dependencies} of the chart above has an entry of its name with a repository
 */
public record FetchedChart(String name, String version, String digest, String path, boolean declared) {
    /** {@code redis@18.1.0}. */
    public String id() {
        return name + "@" + version;
    }
}
