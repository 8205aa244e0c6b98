package io.github.akspolicy.fix;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.List;

/** Gives a path of a values file a value. */
final class ValuesEdits {
    private final SourceText source;
    private final YamlText yaml;

    ValuesEdits(SourceText source) {
        this.source = source;
        this.yaml = new YamlText(source.text(), false, false);
    }

    /**
     * An edit that sets a path.
     *
     * @param path at least one key
     * @param value what to write
     * @param asItem whether the value is an item of a list
     */
    TextEdit set(List<Object> path, Object value, boolean asItem) throws Refusal {
        var editor = new YamlEditor(yaml);
        String written = Token.write(value, asItem, false);
        int key = -1;
        Node node = tree();
        for (int i = 0; i < path.size(); i++) {
            Node.Entry entry = node instanceof Node.Mapping mapping
                    ? mapping.entry(path.get(i).toString())
                    : null;
            if (entry == null) {
                return key < 0 ? append(path, written) : add(editor, key, path.subList(i, path.size()), written);
            }
            key = offset(entry.keyPosition());
            node = entry.value();
        }
        return asItem ? editor.addItem(key, value.toString()) : editor.set(key, value);
    }

    private static TextEdit add(YamlEditor editor, int key, List<Object> keys, String value) throws Refusal {
        try {
            return editor.addTo(key, keys, value);
        } catch (Hidden written) {
            throw new Refusal(keys.get(0) + " is written at line " + (written.line() + 1) + " already");
        }
    }

    private Node tree() throws Refusal {
        try {
            return ManifestReader.yamlDocument(source.text());
        } catch (ManifestException unreadable) {
            throw new Refusal("the values file cannot be read");
        }
    }

    private int offset(Position position) {
        return yaml.start(position.line() - 1) + position.column() - 1;
    }

    /** A key of its own at the end of the file. */
    private TextEdit append(List<Object> keys, String value) throws Refusal {
        String text = yaml.text();
        if (!text.isBlank()
                && (yaml.isInFlow(text.indexOf('{') + 1) && text.stripLeading().startsWith("{"))) {
            throw new Refusal("the values are written in braces");
        }
        String block = YamlEditor.block(0, keys, value, false);
        return TextEdit.insert(
                text.length(), text.isEmpty() || text.endsWith("\n") ? block : "\n" + block.stripTrailing());
    }
}
