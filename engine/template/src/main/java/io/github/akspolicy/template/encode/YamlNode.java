package io.github.akspolicy.template.encode;

import io.github.akspolicy.manifest.YamlEvents;
import io.github.akspolicy.manifest.YamlEvents.Event;
import io.github.akspolicy.manifest.YamlEvents.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a YAML document before its values are known: go-yaml looks at all of them first. */
final class YamlNode {
    /** Deeper than any document, and far less deep than go-yaml goes. */
    private static final int MAX_DEPTH = 1000;

    private static final String MERGE_TAG = "tag:yaml.org,2002:merge";

    private final Event event;
    private final List<YamlNode> children = new ArrayList<>();
    private @Nullable YamlNode target;

    private YamlNode(Event event) {
        this.event = event;
    }

    Event event() {
        return event;
    }

    Kind kind() {
        return event.kind();
    }

    /** Elements, or keys and values in turn. */
    List<YamlNode> children() {
        return children;
    }

    /** What an alias means; null of what is none. */
    @Nullable
    YamlNode target() {
        return target;
    }

    /** Whether this key merges the mapping that is its value. */
    boolean isMerge() {
        return kind() == Kind.SCALAR
                && event.value().equals("<<")
                && (event.isImplicit() || MERGE_TAG.equals(event.tag()));
    }

    /** The kind of the node, or of what it means as an alias. */
    boolean isMapping() {
        return kind() == Kind.MAPPING_START || target != null && target.kind() == Kind.MAPPING_START;
    }

    /**
     * The first document of a text; null if there is none.
     *
     * @throws EncodeException in the words of go-yaml, where it refuses the text
     */
    static @Nullable YamlNode first(String text) throws EncodeException {
        try {
            var composer = new Composer(new YamlEvents(text));
            if (composer.events.next().kind() != Kind.DOCUMENT_START) {
                return null;
            }
            YamlNode root = composer.node(composer.events.next(), 0);
            composer.events.next();
            return root;
        } catch (YamlEvents.Refusal refused) {
            throw new EncodeException("yaml: " + refused.getMessage());
        }
    }

    private static final class Composer {
        private final YamlEvents events;
        private final Map<String, YamlNode> anchors = new HashMap<>();

        private Composer(YamlEvents events) {
            this.events = events;
        }

        private YamlNode node(Event event, int depth) throws YamlEvents.Refusal, EncodeException {
            if (depth > MAX_DEPTH) {
                throw new EncodeException("yaml: exceeded max depth of 10000");
            }
            var node = new YamlNode(event);
            if (event.kind() == Kind.ALIAS) {
                node.target = anchors.get(event.anchor());
                if (node.target == null) {
                    throw new EncodeException("yaml: unknown anchor '" + event.anchor() + "' referenced");
                }
                return node;
            }
            if (event.anchor() != null) {
                anchors.put(event.anchor(), node);
            }
            if (event.kind() == Kind.MAPPING_START || event.kind() == Kind.SEQUENCE_START) {
                for (Event next = events.next(); next.kind() != Kind.END; next = events.next()) {
                    node.children.add(node(next, depth + 1));
                }
            }
            return node;
        }
    }
}
