package io.github.akspolicy.helm.execution;

import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Site;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A condition, a loop or a choice, with all that one execution decided there. */
public final class Decision {
    /** Where it is written. */
    public record Place(TemplateText text, int position) {
        /** That of a node. */
        public static Place of(Node node) {
            return new Place(node.file(), node.position());
        }
    }

    private final Node node;
    private final @Nullable Site caller;
    private final Set<DeploymentInput> inputs = EnumSet.noneOf(DeploymentInput.class);
    private final Set<Boolean> outcomes = new TreeSet<>();
    private final Set<String> files = new TreeSet<>();
    private boolean isInTheOpen = true;

    /** The last call that was followed to its file. */
    private @Nullable Site followed;

    /** @param caller the action that its template was called from at first; null in a file of its own */
    Decision(Node node, @Nullable Site caller) {
        this.node = node;
        this.caller = caller;
    }

    /** Adds what was decided once. */
    public void add(Set<DeploymentInput> by, boolean outcome, @Nullable Site called) {
        inputs.addAll(by);
        outcomes.add(outcome);
        String file = node.file().name();
        Site at = called;
        // a template that calls itself comes by once a call, and has a longer way to its file each time
        while (at != null && at != followed) {
            file = at.node().file().name();
            isInTheOpen &= Calls.arePlain(at.node());
            at = at.caller();
        }
        if (at == null) {
            files.add(Bytes.text(file));
        }
        followed = called;
    }

    /** Takes over what another execution decided there. */
    public void add(Decision other) {
        inputs.addAll(other.inputs);
        files.addAll(other.files);
        isInTheOpen &= other.isInTheOpen;
    }

    /** Takes over all that was decided there in the same execution, in another template. */
    void addAll(Decision other) {
        add(other);
        outcomes.addAll(other.outcomes);
    }

    /** What it depends on, though it asks something that depends on it. */
    public void dependsOn(Set<DeploymentInput> others) {
        inputs.addAll(others);
    }

    /** Where it is written. */
    public Place place() {
        return Place.of(node);
    }

    /** What decides. */
    public Node node() {
        return node;
    }

    /** The action that its template was called from at first; null in a file of its own. */
    public @Nullable Site caller() {
        return caller;
    }

    /** What it depends on; empty where the values alone decide. */
    public Set<DeploymentInput> inputs() {
        return inputs;
    }

    /** What came out, in one execution of its template or another. */
    public Set<Boolean> outcomes() {
        return outcomes;
    }

    /** The templates that wrote while it was decided, by Helm's names. */
    public Set<String> templates() {
        return files;
    }

    /** Whether all calls that lead here name the template as it is called, and hand on the whole context. */
    public boolean isInTheOpen() {
        return isInTheOpen;
    }
}
