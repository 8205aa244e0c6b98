package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.ShellCommand.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands of a script, with the values of variables that the script certainly sets before. Nothing is run. */
final class ShellScript {
    /** A text that no person writes holds more. */
    private static final int MOST_STATEMENTS = 5_000;

    private static final int LONGEST = 512 << 10;
    private static final int MOST_WORDS = 1_000;

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)(\\+?)=(.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Set<String> DECLARING =
            Set.of("export", "local", "declare", "typeset", "readonly", "set-variable");
    private static final Set<String> READING =
            Set.of("read", "unset", "mapfile", "readarray", "getopts", "let", "printf");
    private static final Set<String> ANYTHING = Set.of("source", ".", "eval");
    private static final Set<String> MOVING = Set.of("cd", "pushd", "chdir", "set-location", "push-location", "sl");
    private static final Set<String> MOVING_BACK = Set.of("popd", "pop-location");

    private final List<ShellStatement> statements;
    private final ShellVariables variables;
    private final Context context;

    /**
     * Where a script runs.
     *
     * @param environment variables, by name; a value may hold unknowns
     * @param folder where it begins: see {@link ShellCommand#folder}
     * @param scriptFolder the folder of its file likewise; null where it has none
     */
    record Context(
            Map<String, String> environment,
            String folder,
            @Nullable String scriptFolder) {}

    private ShellScript(List<ShellStatement> statements, Context context) {
        this.statements = statements;
        this.context = context;
        var outside = new HashMap<>(context.environment());
        outside.put(ShellVariables.FOLDER, context.folder());
        this.variables = new ShellVariables(outside);
    }

    /** The commands of a script in the order of its text, as far as they can be told apart from assignments and keywords. */
    static List<ShellCommand> commands(String text, boolean isPowerShell, Context context) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        List<ShellStatement> statements = ShellParser.statements(text, isPowerShell);
        return statements.size() > MOST_STATEMENTS ? List.of() : new ShellScript(statements, context).commands();
    }

    private List<ShellCommand> commands() {
        for (int i = 0; i < statements.size(); i++) {
            enter(i);
        }
        var commands = new ArrayList<ShellCommand>();
        for (int i = 0; i < statements.size(); i++) {
            ShellCommand command = command(i);
            if (command != null) {
                commands.add(command);
            }
        }
        return commands;
    }

    /** Which variables a statement may set. */
    private void enter(int index) {
        ShellStatement statement = statements.get(index);
        List<ShellToken> words = statement.words();
        String command = words.get(0).text().toLowerCase(java.util.Locale.ROOT);
        if (isAssignments(words)) {
            words.forEach(word -> maySet(word.text(), index));
        } else if (isPowerShellAssignment(words)) {
            variables.maySet(OpenText.names(words.get(0).text()).get(0), index, statement.block());
        } else if (command.equals("for")
                || command.equals("select")
                || DECLARING.contains(command)
                || READING.contains(command)) {
            words.subList(1, words.size()).forEach(word -> maySet(word.text(), index));
        } else if (ANYTHING.contains(command)) {
            variables.maySetAny(index, statement.block());
        } else if (MOVING.contains(command) || MOVING_BACK.contains(command)) {
            variables.maySet(ShellVariables.FOLDER, index, statement.block());
        }
    }

    private void maySet(String word, int index) {
        Matcher matcher = ASSIGNMENT.matcher(word);
        String name = matcher.matches() ? matcher.group(1) : word;
        if (NAME.matcher(name).matches()) {
            variables.maySet(name, index, statements.get(index).block());
        }
    }

    private static boolean isAssignments(List<ShellToken> words) {
        return words.stream().allMatch(ShellScript::isAssignment);
    }

    /** Quotes may only stand behind the sign. */
    private static boolean isAssignment(ShellToken word) {
        return ASSIGNMENT.matcher(word.text()).matches();
    }

    private static boolean isPowerShellAssignment(List<ShellToken> words) {
        return words.size() > 1
                && OpenText.isOneVariable(words.get(0).text())
                && (words.get(1).text().equals("=") || words.get(1).text().equals("+="));
    }

    private @Nullable ShellCommand command(int index) {
        ShellStatement statement = statements.get(index);
        List<ShellToken> written = statement.words();
        if (isAssignments(written)) {
            written.forEach(word -> assign(word.text(), index));
            return null;
        }
        if (isPowerShellAssignment(written)) {
            assignOfPowerShell(written, index);
            return null;
        }
        List<Word> words = words(written, index);
        if (words.isEmpty()) {
            return null;
        }
        String name = words.get(0).text().toLowerCase(java.util.Locale.ROOT);
        if (DECLARING.contains(name)) {
            written.stream().skip(1).filter(ShellScript::isAssignment).forEach(word -> assign(word.text(), index));
            return null;
        }
        if (name.equals("for")) {
            loop(words, index);
            return null;
        }
        if (MOVING.contains(name)) {
            move(words, index);
            return null;
        }
        return new ShellCommand(words, written.get(0).offset(), folder(index), choices(written, index));
    }

    private void assign(String word, int index) {
        Matcher matcher = ASSIGNMENT.matcher(word);
        if (matcher.matches()) {
            boolean isAppended = !matcher.group(2).isEmpty();
            set(matcher.group(1), index, isAppended ? null : value(matcher.group(3), index), null);
        }
    }

    private void assignOfPowerShell(List<ShellToken> words, int index) {
        boolean isPlain = words.size() == 3 && words.get(1).text().equals("=");
        set(
                OpenText.names(words.get(0).text()).get(0),
                index,
                isPlain && words.get(2).isQuoted() ? value(words.get(2).text(), index) : null,
                null);
    }

    private void set(String name, int index, @Nullable String value, @Nullable List<String> choices) {
        variables.set(name, index, statements.get(index).block(), value, choices);
    }

    /** What a word gives, in which nothing gets another value later. */
    private String value(String text, int index) {
        return OpenText.closed(resolved(OpenText.quoted(text), index));
    }

    private String resolved(String text, int index) {
        return OpenText.resolve(text, name -> variable(name, index));
    }

    private @Nullable String variable(String name, int index) {
        return switch (name) {
            case ShellSubstitution.SCRIPT_FOLDER -> context.scriptFolder();
            case ShellSubstitution.CURRENT_FOLDER, "PWD" ->
                OpenText.known(folder(index).replace(OpenText.unknown(ShellSubstitution.ROOT), "")) == null
                        ? null
                        : folder(index);
            case ShellSubstitution.ROOT -> OpenText.unknown(ShellSubstitution.ROOT);
            default -> variables.value(name, index, statements.get(index).block());
        };
    }

    /** {@code for X in a b}: only where every word is known. */
    private void loop(List<Word> words, int index) {
        boolean isList = words.size() > 3 && words.get(2).text().equals("in");
        List<String> items = words.stream().skip(3).map(Word::text).toList();
        boolean isKnown = isList && items.stream().allMatch(item -> OpenText.isKnown(item) && item.indexOf('*') < 0);
        if (words.size() > 1 && NAME.matcher(words.get(1).text()).matches()) {
            set(words.get(1).text(), index, null, isKnown ? items : null);
        }
    }

    private void move(List<Word> words, int index) {
        List<String> arguments = words.stream()
                .skip(1)
                .map(Word::text)
                .filter(word -> !word.startsWith("-") || word.equals("-"))
                .toList();
        String to = arguments.size() == 1 ? RepositoryPaths.join(folder(index), arguments.get(0)) : null;
        set(ShellVariables.FOLDER, index, arguments.contains("-") ? null : to, null);
    }

    private String folder(int index) {
        String folder = variables.value(
                ShellVariables.FOLDER, index, statements.get(index).block());
        return folder == null ? OpenText.unknown("folder") : folder;
    }

    private Map<String, List<String>> choices(List<ShellToken> words, int index) {
        var choices = new HashMap<String, List<String>>();
        for (ShellToken word : words) {
            for (String name : OpenText.names(word.text())) {
                List<String> found =
                        variables.choices(name, index, statements.get(index).block());
                if (found != null) {
                    choices.put(name, found);
                }
            }
        }
        return choices;
    }

    /** The words as the command gets them: a variable without quotes is taken apart at blanks, and is none when it is empty. */
    private List<Word> words(List<ShellToken> written, int index) {
        var words = new ArrayList<Word>();
        for (ShellToken token : written) {
            String text = OpenText.closed(resolved(token.text(), index));
            boolean isMany = OpenText.isWords(token) && !OpenText.isKnown(text);
            boolean isSplit = text.indexOf(OpenText.BREAK) >= 0 || text.isEmpty() && !token.isQuoted();
            if (!isSplit) {
                words.add(new Word(text, isMany));
                continue;
            }
            for (String part : text.split(String.valueOf(OpenText.BREAK), MOST_WORDS)) {
                if (!part.isEmpty()) {
                    words.add(new Word(part, false));
                }
            }
        }
        return words;
    }
}
