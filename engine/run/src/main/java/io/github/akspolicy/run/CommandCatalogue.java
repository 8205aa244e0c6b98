package io.github.akspolicy.run;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.run.OptionDescription.Type;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every command with its options, defaults and texts, as the Maven plugin declares them. Its goals are written in Java, where
 * Maven reads annotations and comments; the build of the command line keeps what Maven makes of them as JSON, of which its
 * commands are made.
 *
 * @param commands sorted by name
 */
public record CommandCatalogue(List<CommandDescription> commands) {
    /** What the engine reads from system properties, whatever the command. */
    public static final List<OptionDescription> ENGINE = List.of(
            engine("cache", Type.PATH, "The folder in which the embedded Helm is kept between runs."),
            engine("docs", Type.TEXT, "The address of a copy of the documentation, which findings then link to."),
            engine("helm", Type.TEXT, "The helm binary that renders charts, instead of the embedded one."),
            engine("helm.memory", Type.NUMBER, "How much memory Helm may take, in megabytes."),
            engine("helm.timeout", Type.NUMBER, "How long one call to Helm may take, in seconds."));

    public CommandCatalogue {
        commands = List.copyOf(commands);
    }

    private static OptionDescription engine(String name, Type type, String text) {
        return new OptionDescription(OptionDescription.PREFIX + name, type, null, false, text);
    }

    /** Reads it from JSON: a list of commands, each with a name, a text and options. */
    public static CommandCatalogue read(InputStream json) throws IOException {
        return new CommandCatalogue(maps(JsonValues.parse(json.readAllBytes())).stream()
                .map(CommandCatalogue::command)
                .toList());
    }

    /** The command of this name. */
    public Optional<CommandDescription> find(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    private static CommandDescription command(Map<String, @Nullable Object> written) {
        List<OptionDescription> options = maps(written.get("options")).stream()
                .map(option -> new OptionDescription(
                        text(option, "property"),
                        Type.valueOf(text(option, "type")),
                        (String) option.get("default"),
                        Boolean.TRUE.equals(option.get("required")),
                        text(option, "text")))
                .toList();
        return new CommandDescription(text(written, "name"), text(written, "text"), options);
    }

    private static String text(Map<String, @Nullable Object> written, String key) {
        return (String) Objects.requireNonNull(written.get(key), key);
    }

    private static List<Map<String, @Nullable Object>> maps(@Nullable Object list) {
        var maps = new ArrayList<Map<String, @Nullable Object>>();
        for (Object item : (List<?>) Objects.requireNonNull(list)) {
            @SuppressWarnings("unchecked")
            var map = (Map<String, @Nullable Object>) item;
            maps.add(map);
        }
        return maps;
    }
}
