package io.github.akspolicy.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of the Azure command line, by {@code az-commands.txt}: arguments, accepted values, what an extension brings. */
final class AzCommands {
    private static final String FILE = "az-commands.txt";
    private static final Pattern ARGUMENT = Pattern.compile("(-[^!?=]+)(!?)\\??(?:=(.*))?");
    private static final Pattern FLAG = Pattern.compile("--[a-z][a-z0-9-]*|-[a-zA-Z]");
    private static final Set<String> COMMON =
            Set.of("--help", "-h", "--output", "-o", "--query", "--subscription", "--only-show-errors");

    private record Argument(Set<String> names, boolean isRequired, Set<String> values) {}

    private record Command(boolean isCore, List<Argument> arguments) {}

    private final Map<String, List<Command>> commands = new HashMap<>();
    private final Set<String> groups = new HashSet<>();

    static AzCommands read() {
        var read = new AzCommands();
        PageData.text(AzCommands.class, FILE)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(read::add);
        return read;
    }

    private void add(String line) {
        String[] parts = line.split(" \\| ", -1);
        List<Argument> arguments = parts.length < 3
                ? List.of()
                : Arrays.stream(parts[2].split(" ", -1))
                        .map(AzCommands::argument)
                        .toList();
        commands.computeIfAbsent(parts[0], name -> new ArrayList<>())
                .add(new Command("core".equals(parts[1]), arguments));
        groups.add(parts[0].split(" ", -1)[1]);
    }

    private static Argument argument(String text) {
        Matcher matcher = ARGUMENT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(FILE + ": " + text);
        }
        return new Argument(
                Set.of(matcher.group(1).split("/")),
                !matcher.group(2).isEmpty(),
                matcher.group(3) == null
                        ? Set.of()
                        : Arrays.stream(matcher.group(3).split(",")).collect(Collectors.toSet()));
    }

    /** Whether the first word behind {@code az} is a group that the file describes. */
    boolean knowsGroupOf(String text) {
        String[] words = text.split("\\s+", -1);
        return words.length > 1 && groups.contains(words[1]);
    }

    /** What is wrong with a command, in words; empty when nothing is. */
    Optional<String> wrong(String text) {
        List<String> problems = new ArrayList<>();
        String name = name(text);
        if (name.isEmpty()) {
            return Optional.of(text + ": no such command in " + FILE);
        }
        for (Command command : commands.getOrDefault(name, List.of())) {
            Optional<String> problem = wrong(command, arguments(text, name));
            if (problem.isEmpty()) {
                return Optional.empty();
            }
            problems.add(problem.get());
        }
        return Optional.of(text + ": " + problems.get(0));
    }

    /** Whether only an extension has the command with these arguments. */
    boolean isOfExtension(String text) {
        String name = name(text);
        return !name.isEmpty()
                && wrong(text).isEmpty()
                && commands.getOrDefault(name, List.of()).stream()
                        .noneMatch(command -> command.isCore()
                                && wrong(command, arguments(text, name)).isEmpty());
    }

    private String name(String text) {
        String name = text.strip();
        while (!commands.containsKey(name)) {
            int end = name.lastIndexOf(' ');
            if (end < 0) {
                return "";
            }
            name = name.substring(0, end);
        }
        return name;
    }

    private static List<String> arguments(String text, String name) {
        return Arrays.asList(text.strip().substring(name.length()).strip().split("\\s+", -1));
    }

    private static Optional<String> wrong(Command command, List<String> words) {
        Set<String> given = words.stream()
                .filter(word -> FLAG.matcher(word).matches())
                .filter(word -> !COMMON.contains(word))
                .collect(Collectors.toSet());
        for (String flag : given) {
            Optional<Argument> argument = command.arguments().stream()
                    .filter(candidate -> candidate.names().contains(flag))
                    .findFirst();
            if (argument.isEmpty()) {
                return Optional.of("no argument " + flag);
            }
            int next = words.indexOf(flag) + 1;
            String value = next < words.size() ? words.get(next) : "-";
            if (!argument.get().values().isEmpty()
                    && !value.startsWith("-")
                    && !argument.get().values().contains(value)) {
                return Optional.of("%s does not take %s but %s"
                        .formatted(flag, value, argument.get().values()));
            }
        }
        boolean isWhole = given.contains("-g") || given.contains("--resource-group");
        return command.arguments().stream()
                .filter(argument -> isWhole && argument.isRequired())
                .filter(argument -> argument.names().stream().noneMatch(given::contains))
                .findFirst()
                .map(argument -> "misses " + String.join("/", argument.names()));
    }
}
