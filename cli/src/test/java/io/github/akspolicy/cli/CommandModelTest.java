package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.OptionDescription;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands that picocli knows are the goals that Maven knows: names, options, defaults and texts. */
class CommandModelTest {
    private static final CommandSpec TOOL = CommandModel.of(CommandModel.catalogue(), "1");

    /** A goal that Maven has besides another one, since it runs goals in modules. */
    private static boolean isOfMavenAlone(String goal) {
        return goal.equals("help") || goal.endsWith("-folder");
    }

    private static Map<String, Element> goals() throws Exception {
        var goals = new TreeMap<String, Element>();
        try (InputStream descriptor =
                Objects.requireNonNull(CommandModelTest.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
            NodeList mojos = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(descriptor)
                    .getElementsByTagName("mojo");
            for (int i = 0; i < mojos.getLength(); i++) {
                goals.put(child((Element) mojos.item(i), "goal"), (Element) mojos.item(i));
            }
        }
        return goals;
    }

    private static String child(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    /** Property to default value and text, as the descriptor has them. */
    private static Map<String, String> parameters(Element mojo) {
        var texts = new TreeMap<String, String>();
        NodeList declared = mojo.getElementsByTagName("parameter");
        for (int i = 0; i < declared.getLength(); i++) {
            Element parameter = (Element) declared.item(i);
            texts.put(child(parameter, "name"), child(parameter, "description"));
        }
        var parameters = new TreeMap<String, String>();
        NodeList values = ((Element) mojo.getElementsByTagName("configuration").item(0)).getElementsByTagName("*");
        for (int i = 0; i < values.getLength(); i++) {
            Element value = (Element) values.item(i);
            String expression = value.getTextContent();
            // the command line is a process of its own
            if (expression.startsWith("${aks-policy.") && !expression.equals("${aks-policy.fork}")) {
                String usual = value.getAttribute("default-value");
                parameters.put(
                        expression.substring(2, expression.length() - 1),
                        typed(texts.get(value.getTagName())) + (usual.isEmpty() ? "" : " Default: " + usual + "."));
            }
        }
        return parameters;
    }

    private static String typed(String text) {
        return CommandText.typed(text, name -> "aks-policy " + name, OptionDescription::longName);
    }

    private static Map<String, String> options(CommandSpec command) {
        Set<String> engine = CommandCatalogue.ENGINE.stream()
                .map(OptionDescription::property)
                .collect(Collectors.toSet());
        var options = new TreeMap<String, String>();
        for (OptionSpec option : command.options()) {
            Arrays.stream(option.names())
                    .filter(name -> name.startsWith("-Daks-policy."))
                    .map(name -> name.substring(2))
                    .filter(property -> !engine.contains(property))
                    .forEach(property -> {
                        options.put(
                                property, String.join("", option.description()).replace("%%", "%"));
                        OptionSpec shown = command.findOption(OptionDescription.longName(property));
                        assertThat(shown.hidden()).isFalse();
                        assertThat(option.hidden()).isTrue();
                        assertThat(shown.description()).isEqualTo(option.description());
                    });
        }
        return options;
    }

    @Test
    void everyGoalIsACommand() throws Exception {
        var expected = new TreeSet<>(goals().keySet());
        expected.removeIf(CommandModelTest::isOfMavenAlone);
        expected.add(CommandModel.COMPLETION);

        assertThat(expected).contains("scan", "verify", "fix", "baseline", "explain");
        assertThat(TOOL.subcommands().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theyHaveTheSameOptionsWithTheSameTexts() throws Exception {
        goals().forEach((goal, mojo) -> {
            if (!isOfMavenAlone(goal)) {
                CommandSpec command = TOOL.subcommands().get(goal).getCommandSpec();
                assertThat(options(command))
                        .as(goal)
                        .isEqualTo(parameters(mojo))
                        .isNotEmpty();
                assertThat((String.join("", command.usageMessage().header()) + " "
                                        + String.join("", command.usageMessage().description()))
                                .strip())
                        .as(goal)
                        .isEqualTo(typed(child(mojo, "description")));
            }
        });
    }

    /** What stands without the name of an option is an option of the command, and what the command cannot do without does. */
    @Test
    void positionsAreOptions() {
        CommandModel.catalogue().commands().forEach(command -> {
            List<String> positions = CommandModel.positions(command.name());
            assertThat(command.options().stream().map(OptionDescription::property))
                    .as(command.name())
                    .containsAll(positions);
            assertThat(command.options().stream()
                            .filter(OptionDescription::required)
                            .map(OptionDescription::property))
                    .as(command.name())
                    .isSubsetOf(positions);
        });
    }

    /** What exists for Maven alone has no options of its own, so that nothing is lost without it. */
    @Test
    void goalsOfMavenAloneDoWhatACommandDoes() throws Exception {
        Map<String, Element> goals = goals();
        assertThat(parameters(goals.get("verify-folder"))).isEqualTo(parameters(goals.get("verify")));
        assertThat(parameters(goals.get("pr-folder"))).isEqualTo(parameters(goals.get("pr")));
    }
}
