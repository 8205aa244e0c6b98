package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Value;
import org.jspecify.annotations.Nullable;

/** Is told what an execution decides. */
public interface Observer {
    /** Looks at nothing. */
    Observer NONE = (branch, value, caller) -> {};

    /**
     * A condition or a loop was reached.
     *
     * @param branch the {@code if}, {@code with} or {@code range}
     * @param value what decides it, with its sources
     * @param caller the action that the template was called from; null in a file of its own
     */
    void branched(Node.Branch branch, Value value, @Nullable Site caller);
}
