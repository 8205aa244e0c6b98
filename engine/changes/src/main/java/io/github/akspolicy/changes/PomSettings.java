package io.github.akspolicy.changes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** What a POM says about aks-policy: its plugin, whatever names it, and the properties that these use. */
final class PomSettings {
    private static final String OURS = "aks-policy";
    private static final String PLUGIN = "aks-policy-maven-plugin";
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    /** No POM is deeper; a hostile one may be. */
    private static final int DEEPEST = 64;

    private final List<Setting> leaves = new ArrayList<>();
    private final List<Setting> ours = new ArrayList<>();

    /** By name; profiles may set one again. */
    private final Map<String, List<Setting>> properties = new HashMap<>();

    private @Nullable String relativeParent;

    /**
     * A value.
     *
     * @param path the elements that lead to it, such as {@code build/plugins/plugin/configuration/skip}
     * @param value its text
     * @param line counted from 1
     * @param inPlugin whether it is of the plugin of aks-policy
     */
    record Setting(String path, String value, int line, boolean inPlugin) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private PomSettings() {}

    /**
     * @throws IOException when it cannot be read, or is not XML
     */
    static PomSettings read(Path file) throws IOException {
        var settings = new PomSettings();
        XMLInputFactory factory = XMLInputFactory.newFactory();
        // a POM needs neither, and a hostile one would use them
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            settings.read(factory.createXMLStreamReader(in));
        } catch (XMLStreamException broken) {
            throw new IOException("is not XML", broken);
        }
        settings.resolve();
        return settings;
    }

    /**
     * In the order of the file, then the properties that are used.
     *
     * @param used names of properties that settings of other POMs use
     */
    List<Setting> settings(Collection<String> used) {
        var all = new ArrayList<>(ours);
        for (String name : used) {
            properties.getOrDefault(name, List.of()).stream()
                    .filter(property -> !all.contains(property))
                    .forEach(all::add);
        }
        return all;
    }

    /** The names of the properties that its settings use, here or in another POM. */
    Set<String> references() {
        Set<String> names = new LinkedHashSet<>();
        for (Setting setting : ours) {
            Matcher used = PROPERTY.matcher(setting.value());
            while (used.find()) {
                names.add(used.group(1));
            }
        }
        return names;
    }

    /** The modules that it builds, in profiles, too. */
    List<String> modules() {
        return leaves.stream()
                .filter(leaf -> leaf.path().endsWith("/modules/module"))
                .map(Setting::value)
                .toList();
    }

    /** Where it says its parent is; null when it says nothing, so that Maven looks one folder above. */
    @Nullable
    String relativeParent() {
        return relativeParent;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        Deque<String> path = new ArrayDeque<>();
        var text = new StringBuilder();
        boolean isLeaf = false;
        int line = 1;
        int pluginStart = -1;
        int pluginDepth = -1;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (path.size() > DEEPEST) {
                        throw new XMLStreamException("too deep");
                    }
                    path.addLast(xml.getLocalName());
                    if (xml.getLocalName().equals("plugin") && pluginDepth < 0) {
                        pluginStart = leaves.size();
                        pluginDepth = path.size();
                    }
                    isLeaf = true;
                    text.setLength(0);
                    line = xml.getLocation().getLineNumber();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (isLeaf && !text.toString().isBlank()) {
                        leaves.add(new Setting(
                                String.join("/", path), text.toString().strip(), line, false));
                    }
                    isLeaf = false;
                    if (path.size() == pluginDepth) {
                        plugin(pluginStart, String.join("/", path));
                        pluginDepth = -1;
                    }
                    path.removeLast();
                }
                default -> {
                    // comments and instructions say nothing
                }
            }
        }
    }

    private void plugin(int start, String path) {
        List<Setting> inner = leaves.subList(start, leaves.size());
        if (inner.stream()
                .anyMatch(leaf ->
                        leaf.path().equals(path + "/artifactId") && leaf.value().equals(PLUGIN))) {
            // another version of the plugin is an update
            inner.removeIf(leaf -> leaf.path().equals(path + "/version"));
            inner.replaceAll(leaf -> new Setting(leaf.path(), leaf.value(), leaf.line(), true));
        }
    }

    private void resolve() {
        for (Setting leaf : leaves) {
            if (leaf.path().equals("project/parent/relativePath")) {
                relativeParent = leaf.value();
            }
            if (leaf.path().endsWith("/properties/" + leaf.name())) {
                properties
                        .computeIfAbsent(leaf.name(), name -> new ArrayList<>())
                        .add(leaf);
            }
            if (leaf.inPlugin() || leaf.name().contains(OURS) || leaf.value().contains(OURS)) {
                ours.add(leaf);
            }
        }
        for (int i = 0; i < ours.size(); i++) {
            Matcher used = PROPERTY.matcher(ours.get(i).value());
            while (used.find()) {
                for (Setting property : properties.getOrDefault(used.group(1), List.of())) {
                    if (!ours.contains(property)) {
                        ours.add(property);
                    }
                }
            }
        }
    }
}
