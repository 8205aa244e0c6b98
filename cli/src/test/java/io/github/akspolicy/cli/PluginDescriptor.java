package io.github.akspolicy.cli;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.CommandDescription;
import io.github.akspolicy.run.OptionDescription;
import io.github.akspolicy.run.OptionDescription.Type;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What Maven reads of the plugin: its descriptor, made of the annotations and comments of the goals. The build writes what the
 * command line needs of it into the command line's jar.
 */
final class PluginDescriptor {
    private static final String FILE = "META-INF/maven/plugin.xml";

    private static final Map<String, Type> TYPES = Map.of(
            "java.lang.String", Type.TEXT,
            "java.util.List", Type.LIST,
            "boolean", Type.FLAG,
            "int", Type.NUMBER,
            "java.io.File", Type.PATH);

    private PluginDescriptor() {}

    /** @param arguments the file to write */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json(catalogue()));
    }

    /** The goals as commands. Those that Maven needs because it runs goals in modules are no commands of their own. */
    static CommandCatalogue catalogue() throws Exception {
        List<URL> descriptors =
                Collections.list(PluginDescriptor.class.getClassLoader().getResources(FILE));
        if (descriptors.size() != 1) {
            throw new IllegalStateException("one plugin must be on the class path, not " + descriptors);
        }
        Element plugin = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(descriptors.get(0).toString())
                .getDocumentElement();
        var commands = new ArrayList<CommandDescription>();
        for (Element mojo : elements(plugin, "mojo")) {
            String goal = text(mojo, "goal");
            if (!goal.equals("help") && !goal.endsWith("-folder")) {
                commands.add(new CommandDescription(goal, text(mojo, "description"), options(mojo)));
            }
        }
        commands.sort(Comparator.comparing(CommandDescription::name));
        return new CommandCatalogue(commands);
    }

    private static List<OptionDescription> options(Element mojo) {
        var configuration = new TreeMap<String, Element>();
        for (Element parent : elements(mojo, "configuration")) {
            NodeList children = parent.getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i) instanceof Element value) {
                    configuration.put(value.getTagName(), value);
                }
            }
        }
        var options = new ArrayList<OptionDescription>();
        for (Element parameter : elements(mojo, "parameter")) {
            Element value = configuration.get(text(parameter, "name"));
            String expression = value == null ? "" : value.getTextContent();
            // the command line is a process of its own
            if (expression.startsWith("${" + OptionDescription.PREFIX) && !expression.equals("${aks-policy.fork}")) {
                options.add(new OptionDescription(
                        expression.substring(2, expression.length() - 1),
                        TYPES.get(text(parameter, "type")),
                        value.getAttribute("default-value").isEmpty() ? null : value.getAttribute("default-value"),
                        text(parameter, "required").equals("true"),
                        text(parameter, "description")));
            }
        }
        options.sort(Comparator.comparing(OptionDescription::property));
        return options;
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    /** With one option on a line. */
    private static String json(CommandCatalogue catalogue) {
        return catalogue.commands().stream()
                .map(command -> " {\"name\": " + JsonValues.write(command.name()) + ", \"text\": "
                        + JsonValues.write(command.text()) + ",\n  \"options\": ["
                        + command.options().stream()
                                .map(PluginDescriptor::json)
                                .collect(Collectors.joining(",\n   ", "\n   ", "]}")))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String json(OptionDescription option) {
        return "{\"property\": " + JsonValues.write(option.property()) + ", \"type\": "
                + JsonValues.write(option.type().name())
                + (option.defaultValue() == null ? "" : ", \"default\": " + JsonValues.write(option.defaultValue()))
                + (option.required() ? ", \"required\": true" : "") + ", \"text\": " + JsonValues.write(option.text())
                + "}";
    }
}
