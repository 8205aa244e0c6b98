package io.github.akspolicy.template.value;

/** A reason why a value is what it is. */
public sealed interface Source {
    /**
     * A value that the user or the chart sets.
     *
     * @param path its path, as {@link ValuesPath} writes it
     */
    record Setting(String path) implements Source {}

    /**
     * A value that nothing sets, though a template read it.
     *
     * @param path its path, as {@link ValuesPath} writes it
     */
    record Absent(String path) implements Source {}

    /**
     * What only the deployment decides: the state of the cluster, the time, chance.
     *
     * @param question what was asked, such as {@code lookup} or {@code Release.IsUpgrade}
     */
    record Deployment(String question) implements Source {}

    /**
     * A file of the chart that a template read as data.
     *
     * @param path its path in the chart
     */
    record File(String path) implements Source {}
}
