package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.run.OptionDescription.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of the options of one command, those that are not written by default.
 *
 * @param command what describes them
 * @param written by property
 * @param folder what relative paths are relative to
 */
public record Arguments(CommandDescription command, Map<String, String> written, Path folder) {
    public Arguments {
        written = Map.copyOf(written);
    }

    /** @throws CommandException when a value is not of its type */
    public void check() throws CommandException {
        for (OptionDescription option : command.options()) {
            String value = value(option.property());
            if (value != null) {
                check(option, value);
            }
        }
    }

    private static void check(OptionDescription option, String value) throws CommandException {
        if (option.type() == Type.FLAG && !value.matches("(?i)true|false")) {
            throw wrong(option, value, "neither true nor false");
        }
        if (option.type() == Type.NUMBER && !value.matches("[0-9]{1,9}")) {
            throw wrong(option, value, "not a number");
        }
        if (option.type() == Type.PATH && !isPath(value)) {
            throw wrong(option, value, "not a path");
        }
    }

    private static boolean isPath(String value) {
        try {
            return !Path.of(value).toString().isEmpty();
        } catch (InvalidPathException invalid) {
            return false;
        }
    }

    private static CommandException wrong(OptionDescription option, String value, String why) {
        return new CommandException(SafeText.line(option.longName() + ": \"" + value + "\" is " + why));
    }

    private @Nullable String value(String property) {
        String value = written.get(property);
        if (value != null) {
            return value;
        }
        return command.options().stream()
                .filter(option -> option.property().equals(property))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(command.name() + " has no option " + property))
                .defaultValue();
    }

    /** A text; null when there is none. */
    public @Nullable String text(String property) {
        return value(property);
    }

    /** A text that is required or has a default. */
    public String required(String property) {
        String value = value(property);
        if (value == null) {
            throw new IllegalArgumentException(property + " has no value");
        }
        return value;
    }

    /** The parts of a list without blanks around them; empty when there is none. */
    public List<String> list(String property) {
        String value = value(property);
        return value == null
                ? List.of()
                : Stream.of(value.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    public boolean flag(String property) {
        return Boolean.parseBoolean(required(property));
    }

    public int number(String property) {
        return Integer.parseInt(required(property));
    }

    /** A path, absolute; null when there is none. */
    public @Nullable Path path(String property) {
        String value = value(property);
        return value == null || value.isEmpty()
                ? null
                : folder.resolve(value).toAbsolutePath().normalize();
    }
}
