package io.github.akspolicy.manifest;

import java.util.HashSet;
import java.util.Set;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/** The keys of the outermost mappings of a text, as far as it is YAML or JSON at all: escapes, tags and duplicates count. */
final class RootKeys {
    private RootKeys() {}

    static Set<String> of(String text) {
        Set<String> keys = new HashSet<>();
        for (String document : text.split("(?m)^---", -1)) {
            try {
                read(new ParserImpl(new YamlScanner(document)), keys);
            } catch (YAMLException | IllegalArgumentException broken) {
                // what stands before the fault is known, and no tool reads what stands behind it
                continue;
            }
        }
        return keys;
    }

    private static void read(Parser parser, Set<String> keys) {
        int depth = 0;
        boolean isKey = false;
        while (true) {
            Event event = parser.getEvent();
            switch (event.getEventId()) {
                case Scalar -> {
                    if (depth == 1 && isKey) {
                        keys.add(((ScalarEvent) event).getValue());
                    }
                    isKey = depth == 1 && !isKey;
                }
                case Alias -> isKey = depth == 1 && !isKey;
                case MappingStart, SequenceStart -> {
                    depth++;
                    isKey = depth == 1 && event.is(Event.ID.MappingStart);
                }
                case MappingEnd, SequenceEnd -> {
                    depth--;
                    isKey = depth == 1;
                }
                case StreamEnd -> {
                    return;
                }
                default -> {}
            }
        }
    }
}
