package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Value;
import org.jspecify.annotations.Nullable;

/** Is told what decides in an execution, and may have it go the other way. */
public interface Observer {
    /** Looks at nothing, and changes nothing. */
    Observer NONE = new Observer() {};

    /** What only a deployment knows. */
    default Assumptions assumptions() {
        return Assumptions.OFFLINE;
    }

    /** When to give up. */
    default Limits limits() {
        return Limits.DEFAULT;
    }

    /**
     * Whether checksums are computed. Where they are not, each is 64 zeros, and what it is made of, such as the text of another file, is
     * not executed: it is not read, refuses nothing and changes nothing.
     */
    default boolean needsChecksums() {
        return true;
    }

    /**
     * A template of a file begins to be executed. What is told next belongs to it.
     *
     * @param name Helm's name of it
     */
    default void began(String name) {}

    /** A template changes a map that it has not made, such as the values: what others write may depend on it. */
    default void changed() {}

    /**
     * A condition or a loop was reached.
     *
     * @param branch the {@code if}, {@code with} or {@code range}
     * @param value what decides it, with its sources
     * @param caller the action that the template was called from; null in a file of its own
     * @return whether the condition holds; of a loop it does not matter
     */
    default boolean branched(Node.Branch branch, Value value, @Nullable Site caller) {
        return value.isTrue();
    }

    /**
     * A function such as {@code ternary} or {@code default} chooses one of its arguments.
     *
     * @param call the call
     * @param value what decides which, with its sources
     * @param caller the action that the template was called from; null in a file of its own
     */
    default void chose(Node call, Value value, @Nullable Site caller) {}

    /**
     * A template asks for an entry of the values, whether it is there or not.
     *
     * @param map the path of the map that it is asked of: see {@link io.github.akspolicy.template.value.ValuesPath}
     * @param key the key, as bytes
     * @param at what asks
     * @param caller the action that the template was called from; null in a file of its own
     */
    default void read(String map, String key, Node at, @Nullable Site caller) {}

    /**
     * A template has looked at what only a deployment knows. What no template looks at decides nothing.
     *
     * @param question as {@link io.github.akspolicy.template.value.Source.Deployment} has it: {@code Release.IsUpgrade}, {@code
     *     Release.IsInstall}, {@code Release.Revision} or {@code Capabilities.APIVersions}
     */
    default void looked(String question) {}

    /**
     * An execution has ended, well or not.
     *
     * @param steps the nodes that were executed, and as many more as long texts are worth
     */
    default void ended(long steps) {}
}
